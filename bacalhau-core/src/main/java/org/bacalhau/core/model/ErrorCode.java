package org.bacalhau.core.model;

/**
 * Every kind of failure of the network, with what follows from it. This table is the only place where that is said:
 * reports, HTTP statuses and exit codes are read from it.
 */
public enum ErrorCode {
    /** A value in a request is wrong. */
    INVALID_ARGUMENT(Kind.USER, 400, false, 2),
    /** The job, execution or node is not known. */
    NOT_FOUND(Kind.USER, 404, false, 4),
    /** A shortened id fits several. */
    AMBIGUOUS_ID(Kind.USER, 409, false, 4),
    /** It exists already. */
    ALREADY_EXISTS(Kind.USER, 409, false, 5),
    /** The thing is in a state that does not allow it. */
    CONFLICT(Kind.USER, 409, false, 5),
    /** The caller may not do it. */
    PERMISSION_DENIED(Kind.USER, 403, false, 5),
    /** Engine, storage source or publisher that the node or network does not offer. */
    UNSUPPORTED(Kind.USER, 422, false, 5),
    /** The job's program or module cannot be run as asked: it is missing, malformed or lacks its entry point. */
    BAD_PROGRAM(Kind.USER, 422, false, 6),
    /** The job's program failed in a way that its exit code cannot tell: a trap, memory beyond the limit. */
    PROGRAM_FAILED(Kind.USER, 422, true, 6),
    /** An input cannot be had, and another try will not change that. */
    INPUT_UNAVAILABLE(Kind.USER, 422, false, 6),
    /** The job wrote more than the node keeps. */
    OUTPUT_TOO_LARGE(Kind.USER, 422, false, 6),
    /** No node fits. */
    NO_FITTING_NODE(Kind.RESOURCES, 503, true, 7),
    /** Asked for more than the node ever has. */
    INSUFFICIENT_RESOURCES(Kind.RESOURCES, 422, true, 7),
    /** A queue, a connection limit or a disk is full now. */
    RESOURCE_EXHAUSTED(Kind.RESOURCES, 503, true, 7),
    /** The disk that a node's state is on is full; nothing was stored. */
    STORAGE_FULL(Kind.RESOURCES, 507, true, 7),
    /** A time limit of the job passed. */
    TIMED_OUT(Kind.USER, 408, true, 8),
    /** The other side did not answer in time. */
    DEADLINE_EXCEEDED(Kind.UPSTREAM, 504, true, 8),
    /** Stopped by a user or by the scheduler. */
    CANCELLED(Kind.USER, 409, false, 9),
    /** The node rejected the bid or turned the job down. */
    BID_REJECTED(Kind.RESOURCES, 503, true, 7),
    /** The node vanished, or does not know the execution any more. */
    NODE_LOST(Kind.UPSTREAM, 503, true, 10),
    /** A service outside the network failed (registry, download server, object store). */
    UPSTREAM_FAILED(Kind.UPSTREAM, 502, true, 10),
    /** The part is closed or not yet started. */
    UNAVAILABLE(Kind.UPSTREAM, 503, true, 10),
    /** A fault of this software. */
    INTERNAL(Kind.INTERNAL, 500, true, 70);

    /** Whose fault it is. */
    public enum Kind {
        /** The request or the job. */
        USER,
        /** Nobody's: there is not enough of something. */
        RESOURCES,
        /** Another service or node. */
        UPSTREAM,
        /** This software. */
        INTERNAL
    }

    private final Kind kind;
    private final int httpStatus;
    private final boolean retryable;
    private final int exitCode;

    ErrorCode(Kind kind, int httpStatus, boolean retryable, int exitCode) {
        this.kind = kind;
        this.httpStatus = httpStatus;
        this.retryable = retryable;
        this.exitCode = exitCode;
    }

    /** Returns whose fault it is. */
    public Kind kind() {
        return kind;
    }

    /** Returns the HTTP status that answers it. */
    public int httpStatus() {
        return httpStatus;
    }

    /** Tells whether another try, perhaps elsewhere or later, may succeed. */
    public boolean isRetryable() {
        return retryable;
    }

    /** Returns the exit code of a command that ends by it. */
    public int exitCode() {
        return exitCode;
    }
}
