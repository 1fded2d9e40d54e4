package org.bacalhau.client.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import org.bacalhau.core.model.Fault;

/**
 * Says why a request failed (http-api.md §5.1). Immutable. The first two keys are the original's; the others are only
 * sent by servers of this library.
 *
 * @param error the whole text; for a deliberate status {@code code=<status>, message=<message>}
 * @param message the short text
 * @param code the name of an {@link org.bacalhau.core.model.ErrorCode}; empty if the server has none
 * @param hint what to do about it; empty for nothing
 * @param requestId by which the server's log knows the request; empty if the server has none
 * @param faults every single thing that is wrong with the request
 */
public record ErrorBody(
        @JsonProperty("error") String error,
        @JsonProperty("message") String message,
        @JsonProperty("code") @OmitEmpty String code,
        @JsonProperty("hint") @OmitEmpty String hint,
        @JsonProperty("requestId") @OmitEmpty String requestId,
        @JsonProperty("faults") @OmitEmpty List<ApiFault> faults) {
    public ErrorBody {
        Objects.requireNonNull(error, "error");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(hint, "hint");
        Objects.requireNonNull(requestId, "requestId");
        faults = List.copyOf(faults);
    }

    /**
     * One thing that is wrong with a request; see {@link Fault}. Immutable.
     *
     * @param path where
     * @param value the offending value
     * @param problem what is wrong
     * @param remedy what to write instead
     */
    public record ApiFault(
            @JsonProperty("path") String path,
            @JsonProperty("value") @OmitEmpty String value,
            @JsonProperty("problem") String problem,
            @JsonProperty("remedy") @OmitEmpty String remedy) {
        public ApiFault {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(problem, "problem");
            Objects.requireNonNull(remedy, "remedy");
        }

        /** Returns a fault for the wire. */
        public static ApiFault of(Fault fault) {
            return new ApiFault(fault.path(), fault.value(), fault.problem(), fault.remedy());
        }

        /** Returns the fault of the model. */
        public Fault toModel() {
            return new Fault(path, value, problem, remedy);
        }
    }
}
