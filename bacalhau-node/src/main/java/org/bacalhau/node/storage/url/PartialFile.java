package org.bacalhau.node.storage.url;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bacalhau.client.archive.DiskSpace;
import org.jspecify.annotations.Nullable;

/**
 * The file that a download grows in. Safe for any thread: the thread that waits for a transfer may take the file away from
 * the one that writes it, and is then sure that nothing is written any more.
 *
 * <p>Failures of the disk are thrown unchecked, since they must not be taken for failures of the network.
 */
final class PartialFile {
    private final Path path;
    private @Nullable OutputStream out;
    private long length;
    private boolean ended;

    /** Creates it; there is no file until {@link #restart}. */
    PartialFile(Path path) {
        this.path = path;
    }

    /** Returns how many bytes it holds. */
    synchronized long length() {
        return length;
    }

    /** Makes it empty. */
    synchronized void restart() {
        requireOwned();
        try {
            closeStream();
            out = Files.newOutputStream(path);
            length = 0;
        } catch (IOException e) {
            throw unchecked(e);
        }
    }

    /** Adds the first {@code count} bytes of {@code bytes}. */
    synchronized void append(byte[] bytes, int count) {
        requireOwned();
        if (out == null) {
            throw new IllegalStateException("not started");
        }
        try {
            out.write(bytes, 0, count);
            length += count;
        } catch (IOException e) {
            throw unchecked(e);
        }
    }

    /** Gives the complete file its place; nothing can be written any more. */
    synchronized void moveTo(Path target) throws IOException {
        requireOwned();
        closeStream();
        Files.move(path, target);
        ended = true;
    }

    /** Removes it, unless it was moved; nothing can be written any more. */
    synchronized void discard() throws IOException {
        if (!ended) {
            ended = true;
            try {
                closeStream();
            } finally {
                Files.deleteIfExists(path);
            }
        }
    }

    private void requireOwned() {
        if (ended) {
            throw new IllegalStateException("the download of " + path.getFileName() + " was given up");
        }
    }

    private void closeStream() throws IOException {
        if (out != null) {
            out.close();
        }
    }

    private RuntimeException unchecked(IOException failure) {
        try {
            Path directory = path.getParent();
            throw DiskSpace.explain(failure, "a download", directory == null ? path : directory);
        } catch (IOException same) {
            return new UncheckedIOException(same);
        }
    }
}
