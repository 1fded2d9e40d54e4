package org.bacalhau.node.executor.wasm.fs;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.util.Locale;
import java.util.Map;

/** An operation failed with an error number for the program. Cheap to throw: programs provoke it all the time. */
public final class ErrnoException extends IOException {
    private static final long serialVersionUID = 1L;

    // The JDK tells these apart by the system's text only.
    private static final Map<String, Errno> BY_REASON = Map.ofEntries(
            Map.entry("no space left on device", Errno.NOSPC),
            Map.entry("disk quota exceeded", Errno.DQUOT),
            Map.entry("too many open files", Errno.NFILE),
            Map.entry("file name too long", Errno.NAMETOOLONG),
            Map.entry("is a directory", Errno.ISDIR),
            Map.entry("not a directory", Errno.NOTDIR),
            Map.entry("directory not empty", Errno.NOTEMPTY),
            Map.entry("too many levels of symbolic links", Errno.LOOP),
            Map.entry("too many links", Errno.MLINK),
            Map.entry("read-only file system", Errno.ROFS),
            Map.entry("operation not permitted", Errno.PERM),
            Map.entry("invalid argument", Errno.INVAL),
            Map.entry("file too large", Errno.FBIG),
            Map.entry("invalid cross-device link", Errno.XDEV));

    private final Errno errno;

    /** Creates an exception with this number. */
    public ErrnoException(Errno errno) {
        super(errno.name());
        this.errno = errno;
    }

    /** Returns the exception that tells a program of {@code failure}. */
    public static ErrnoException from(IOException failure) {
        return failure instanceof ErrnoException known ? known : new ErrnoException(errnoOf(failure));
    }

    private static Errno errnoOf(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return Errno.NOENT;
        }
        if (failure instanceof FileAlreadyExistsException) {
            return Errno.EXIST;
        }
        if (failure instanceof DirectoryNotEmptyException) {
            return Errno.NOTEMPTY;
        }
        if (failure instanceof NotDirectoryException) {
            return Errno.NOTDIR;
        }
        if (failure instanceof AccessDeniedException) {
            return Errno.ACCES;
        }
        if (failure instanceof NotLinkException) {
            return Errno.INVAL;
        }
        if (failure instanceof FileSystemLoopException) {
            return Errno.LOOP;
        }
        String reason = failure instanceof FileSystemException known ? known.getReason() : failure.getMessage();
        return reason == null ? Errno.IO : byReason(reason.toLowerCase(Locale.ROOT));
    }

    private static Errno byReason(String reason) {
        for (Map.Entry<String, Errno> known : BY_REASON.entrySet()) {
            if (reason.startsWith(known.getKey())) {
                return known.getValue();
            }
        }
        return Errno.IO;
    }

    /** Returns the number. */
    public Errno errno() {
        return errno;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
