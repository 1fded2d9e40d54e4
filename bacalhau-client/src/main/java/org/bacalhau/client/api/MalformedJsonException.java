package org.bacalhau.client.api;

import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.jspecify.annotations.Nullable;

/** Says why a text could not be read as the JSON that was expected. Its code is {@code INVALID_ARGUMENT}. */
public final class MalformedJsonException extends BacalhauException {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Kind {
        /** There is nothing, or it ends too early. */
        TRUNCATED,
        /** It is not JSON. */
        SYNTAX,
        /** It is JSON, but a value has another type than was expected. */
        WRONG_TYPE,
        /** It is nested too deeply, or a part of it is too long. */
        TOO_LARGE
    }

    private final Kind kind;
    private final String problem;
    private final String path;
    private final long offset;

    MalformedJsonException(Kind kind, String problem, String path, long offset, @Nullable Throwable cause) {
        super(Failure.of(ErrorCode.INVALID_ARGUMENT, describe(problem, path, offset), hintFor(kind)), cause);
        this.kind = kind;
        this.problem = problem;
        this.path = path;
        this.offset = offset;
    }

    private static String describe(String problem, String path, long offset) {
        String where = path.isEmpty() ? "" : " in " + path;
        return "malformed JSON" + where + (offset < 0 ? "" : " near byte " + offset) + ": " + problem;
    }

    private static String hintFor(Kind kind) {
        return switch (kind) {
            case TRUNCATED -> "send the whole document";
            case SYNTAX -> "check the commas, quotes and brackets there";
            case WRONG_TYPE -> "write a value of the expected type";
            case TOO_LARGE -> "send a smaller document";
        };
    }

    /** Returns what is wrong. */
    public Kind kind() {
        return kind;
    }

    /** Returns what is wrong, without where. */
    String problem() {
        return problem;
    }

    /** Returns the keys that lead to the wrong value, such as {@code Job.Tasks[0].Name}; empty if not known. */
    public String path() {
        return path;
    }

    /** Returns how many bytes or characters were read before the fault was seen; -1 if not known. */
    public long offset() {
        return offset;
    }
}
