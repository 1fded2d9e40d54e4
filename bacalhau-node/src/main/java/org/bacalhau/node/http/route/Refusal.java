package org.bacalhau.node.http.route;

import java.util.List;
import java.util.Map;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.Fault;

/** Refuses a call with a status or a text that its code alone does not tell. */
public final class Refusal extends BacalhauException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient List<Fault> faults;
    private final transient Map<String, String> headers;

    private Refusal(int status, Failure failure, List<Fault> faults, Map<String, String> headers) {
        super(failure);
        this.status = status;
        this.faults = List.copyOf(faults);
        this.headers = Map.copyOf(headers);
    }

    /** Refuses with the status of the code. */
    public static Refusal of(ErrorCode code, String message, String hint) {
        return withStatus(code.httpStatus(), code, message, hint);
    }

    /** Refuses with a status of its own. */
    public static Refusal withStatus(int status, ErrorCode code, String message, String hint) {
        return new Refusal(status, Failure.of(code, message, hint), List.of(), Map.of());
    }

    /** Refuses a parameter or body that cannot be read. */
    public static Refusal unreadable(String message, String hint) {
        return of(ErrorCode.INVALID_ARGUMENT, message, hint);
    }

    /** Refuses something with several faults, which {@code message} describes in the original's words. */
    public static Refusal invalid(String message, List<Fault> faults) {
        String hint = faults.isEmpty() ? "" : faults.get(0).remedy();
        Failure failure = Failure.of(ErrorCode.INVALID_ARGUMENT, message, hint);
        return new Refusal(ErrorCode.INVALID_ARGUMENT.httpStatus(), failure, faults, Map.of());
    }

    /** Returns the refusal with another header of the answer. */
    public Refusal with(String header, String value) {
        return new Refusal(status, failure(), faults, Map.of(header, value));
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns every single thing that is wrong; none unless that is known. */
    public List<Fault> faults() {
        return faults;
    }

    /** Returns further headers of the answer. */
    public Map<String, String> headers() {
        return headers;
    }
}
