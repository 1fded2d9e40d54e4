package org.bacalhau.node.store.codec;

import org.jspecify.annotations.Nullable;

/** Says that stored bytes are not the record they should be: they are damaged, or a later version wrote them. */
public final class UnreadableRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableRecordException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Creates an exception that says what is wrong with the record. */
    public UnreadableRecordException(String message) {
        this(message, null);
    }
}
