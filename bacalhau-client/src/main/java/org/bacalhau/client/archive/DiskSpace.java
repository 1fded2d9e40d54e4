package org.bacalhau.client.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;

/** Recognises a full disk, which Java reports as any other failure. */
public final class DiskSpace {
    // What the C library says in English; with other locales only the free space tells.
    private static final List<String> TEXTS = List.of(
            "no space left on device", "disk quota exceeded", "not enough space on the disk", "out of disk space");
    // Less than this is left over by file systems that are full to a program's eyes.
    private static final long NEARLY_NOTHING = 64 * 1024;

    private DiskSpace() {}

    /**
     * Throws the failure of a write in its clearest form.
     *
     * @param failure what the write threw
     * @param what what was being written, for the message
     * @param where the directory it was written to
     * @return never; lets callers write {@code throw}
     * @throws BacalhauException {@code RESOURCE_EXHAUSTED} if the disk is full
     * @throws IOException {@code failure} itself otherwise
     */
    public static IOException explain(IOException failure, String what, Path where) throws IOException {
        if (isFull(failure, where)) {
            throw new BacalhauException(
                    Failure.of(
                            ErrorCode.RESOURCE_EXHAUSTED,
                            "disk full while writing " + what + " to " + where,
                            "free space on that disk, or point the node at another directory"),
                    failure);
        }
        throw failure;
    }

    private static boolean isFull(IOException failure, Path where) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (TEXTS.stream().anyMatch(text::contains)) {
                return true;
            }
        }
        try {
            return Files.getFileStore(where).getUsableSpace() < NEARLY_NOTHING;
        } catch (IOException unknown) {
            return false;
        }
    }
}
