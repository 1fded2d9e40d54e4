package org.bacalhau.node.executor.docker.engine;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A call to the engine failed. Its message is what the engine said, or why it said nothing. */
public final class EngineException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int NO_ANSWER = 0;

    private final int status;

    private EngineException(int status, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    static EngineException answered(int status, String said, @Nullable Throwable cause) {
        return new EngineException(status, said, cause);
    }

    static EngineException unanswered(String why, @Nullable Throwable cause) {
        return new EngineException(NO_ANSWER, why, cause);
    }

    /** Returns an exception that says that the engine gets on with nothing. */
    public static EngineException stalled(String why) {
        return unanswered(why, null);
    }

    /** Returns an exception for what the library should never throw. */
    public static EngineException of(Throwable fault) {
        return unanswered(String.valueOf(fault.getMessage()), fault);
    }

    /** Tells whether the engine gave no answer at all: it is away, or hangs. */
    public boolean isUnanswered() {
        return status == NO_ANSWER;
    }

    /** Tells whether the engine knows no such container or image. */
    public boolean isNotFound() {
        return status == 404;
    }

    /** Tells whether the name is taken, or the thing is in a state that does not allow the call. */
    public boolean isConflict() {
        return status == 409;
    }

    /** Tells whether the engine finds the request itself wrong. */
    public boolean isRefused() {
        return status >= 400 && status < 500;
    }
}
