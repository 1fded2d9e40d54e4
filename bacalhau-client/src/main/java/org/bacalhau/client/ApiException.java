package org.bacalhau.client;

import java.util.List;
import java.util.OptionalInt;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.Fault;
import org.jspecify.annotations.Nullable;

/** Says why a call to a node failed: the node refused it, could not be reached, or gave an answer that makes no sense. */
public final class ApiException extends BacalhauException {
    private static final long serialVersionUID = 1L;

    private final int httpStatus;
    private final String requestId;
    private final transient List<Fault> faults;

    ApiException(Failure failure, int httpStatus, String requestId, List<Fault> faults, @Nullable Throwable cause) {
        super(failure, cause);
        this.httpStatus = httpStatus;
        this.requestId = requestId;
        this.faults = List.copyOf(faults);
    }

    /** Creates an exception for a failure that no answer told of. */
    static ApiException withoutAnswer(Failure failure, String requestId, @Nullable Throwable cause) {
        return new ApiException(failure, 0, requestId, List.of(), cause);
    }

    /** Returns the HTTP status of the answer; empty if there was none. */
    public OptionalInt httpStatus() {
        return httpStatus == 0 ? OptionalInt.empty() : OptionalInt.of(httpStatus);
    }

    /** Returns what to do about it; empty if there is nothing sensible to say. */
    public String hint() {
        return failure().hint();
    }

    /** Returns the id under which the node's log knows the request; empty if no single request failed. */
    public String requestId() {
        return requestId;
    }

    /** Returns every single thing that is wrong with the request, if the node says so. */
    public List<Fault> faults() {
        return faults;
    }
}
