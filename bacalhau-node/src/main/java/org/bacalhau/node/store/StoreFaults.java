package org.bacalhau.node.store;

import java.sql.SQLException;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.bacalhau.node.store.codec.UnreadableRecordException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Says what a failure of the database means. Immutable. */
final class StoreFaults {
    private static final int PRIMARY_CODE = 0xff;

    private final StoreFile file;

    StoreFaults(StoreFile file) {
        this.file = file;
    }

    /** Returns what to tell the caller of a failed write or read. */
    BacalhauException describe(SQLException cause) {
        SQLiteErrorCode code = codeOf(cause);
        if (isFull(code)) {
            return failure(
                    ErrorCode.STORAGE_FULL,
                    "no space left for " + file + "; " + file.freeSpace(),
                    "free some space on its disk, or raise its size limit; nothing was stored",
                    cause);
        }
        if (code == SQLiteErrorCode.SQLITE_IOERR_WRITE) {
            // What a quota that is used up looks like, too.
            return failure(
                    ErrorCode.STORAGE_FULL,
                    file + " cannot be written: " + reason(cause) + "; " + file.freeSpace(),
                    "check the disk and this user's quota; nothing was stored",
                    cause);
        }
        return switch (primary(code)) {
            case SQLITE_CORRUPT, SQLITE_NOTADB -> damaged(reason(cause), cause);
            case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH ->
                failure(
                        ErrorCode.PERMISSION_DENIED,
                        file + " cannot be written: " + reason(cause),
                        "let this user write to it and to its directory",
                        cause);
            case SQLITE_BUSY, SQLITE_LOCKED ->
                failure(
                        ErrorCode.UNAVAILABLE,
                        file + " is locked by another program: " + reason(cause),
                        "end the program that has the file open",
                        cause);
            case SQLITE_IOERR ->
                failure(
                        ErrorCode.INTERNAL,
                        "disk error on " + file + ": " + reason(cause),
                        "check the disk, then start the node again",
                        cause);
            case SQLITE_NOMEM ->
                failure(
                        ErrorCode.RESOURCE_EXHAUSTED,
                        "not enough memory to write " + file,
                        "give the node more memory; nothing was stored",
                        cause);
            case SQLITE_TOOBIG ->
                failure(
                        ErrorCode.INVALID_ARGUMENT,
                        "a record is too large for " + file + ": " + reason(cause),
                        "send large inputs by a storage source instead of within the job",
                        cause);
            // Everything else is a fault of this code or of the library.
            default ->
                failure(ErrorCode.INTERNAL, "fault of " + file + ": " + reason(cause), "please report it", cause);
        };
    }

    /** Tells whether the store can go on after this failure of a write: nothing of it is, or may yet get, on the disk. */
    boolean isSurvivable(SQLException cause) {
        SQLiteErrorCode code = codeOf(cause);
        return isFull(code)
                || code == SQLiteErrorCode.SQLITE_IOERR_WRITE
                || primary(code) == SQLiteErrorCode.SQLITE_BUSY
                || primary(code) == SQLiteErrorCode.SQLITE_NOMEM
                || primary(code) == SQLiteErrorCode.SQLITE_TOOBIG
                || primary(code) == SQLiteErrorCode.SQLITE_CONSTRAINT;
    }

    /** Returns the failure for a record that cannot be what was stored. */
    BacalhauException damagedRecord(String table, Object key, UnreadableRecordException cause) {
        return damaged(table + " " + key + ": " + cause.getMessage(), cause);
    }

    BacalhauException damaged(String reason, @Nullable Throwable cause) {
        return failure(
                ErrorCode.INTERNAL,
                file + " is damaged: " + reason,
                "restore it from a copy, or move it away to begin with an empty one",
                cause);
    }

    /** Returns the failure of everything that is asked of a closed store. */
    BacalhauException closed() {
        return new BacalhauException(new Failure(ErrorCode.UNAVAILABLE, file + " is closed", "open it again", false));
    }

    private static BacalhauException failure(ErrorCode code, String message, String hint, @Nullable Throwable cause) {
        boolean retryable = code != ErrorCode.INTERNAL && code.isRetryable();
        return new BacalhauException(new Failure(code, message, hint, retryable), cause);
    }

    // The shared-memory index of the log grows with the log, and the file system has no room for it either.
    private static boolean isFull(SQLiteErrorCode code) {
        return primary(code) == SQLiteErrorCode.SQLITE_FULL || code == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE;
    }

    private static SQLiteErrorCode codeOf(SQLException cause) {
        return cause instanceof SQLiteException known ? known.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
    }

    private static SQLiteErrorCode primary(SQLiteErrorCode code) {
        return code == SQLiteErrorCode.UNKNOWN_ERROR ? code : SQLiteErrorCode.getErrorCode(code.code & PRIMARY_CODE);
    }

    private static String reason(SQLException cause) {
        return String.valueOf(cause.getMessage());
    }
}
