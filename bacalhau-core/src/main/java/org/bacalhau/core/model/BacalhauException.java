package org.bacalhau.core.model;

import org.jspecify.annotations.Nullable;

/** The one unchecked exception of this library; what went wrong is in its {@link #failure()}. */
public class BacalhauException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    /** Creates an exception that carries {@code failure}. */
    public BacalhauException(Failure failure) {
        this(failure, null);
    }

    /** Creates an exception that carries {@code failure} and was caused by {@code cause}. */
    public BacalhauException(Failure failure, @Nullable Throwable cause) {
        super(failure.hint().isEmpty() ? failure.message() : failure.message() + " (" + failure.hint() + ")", cause);
        this.failure = failure;
    }

    /** Creates an exception of this code that may be retried if the code says so. */
    public static BacalhauException of(ErrorCode code, String message, String hint) {
        return new BacalhauException(Failure.of(code, message, hint));
    }

    /** Returns an exception that says that there is no such job, execution or node. */
    public static BacalhauException notFound(String what, String id) {
        return of(ErrorCode.NOT_FOUND, what + " not found: " + id, "list what exists, or check the id");
    }

    /** Returns what went wrong. */
    public Failure failure() {
        return failure;
    }

    /** Returns the kind of failure. */
    public ErrorCode code() {
        return failure.code();
    }
}
