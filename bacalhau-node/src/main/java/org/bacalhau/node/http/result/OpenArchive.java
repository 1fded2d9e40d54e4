package org.bacalhau.node.http.result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An archive that is being read, and so is not removed. Close it. Safe for any thread.
 *
 * <p>It stays the same file even if the archive is replaced meanwhile.
 */
final class OpenArchive implements AutoCloseable {
    private final String name;
    private final FileChannel channel;
    private final long size;
    private final Instant modified;
    private final Optional<String> sha256;
    private final Runnable onClose;
    private final AtomicBoolean closed = new AtomicBoolean();

    OpenArchive(
            String name, FileChannel channel, long size, Instant modified, Optional<String> sha256, Runnable onClose) {
        this.name = name;
        this.channel = channel;
        this.size = size;
        this.modified = modified;
        this.sha256 = sha256;
        this.onClose = onClose;
    }

    String name() {
        return name;
    }

    FileChannel channel() {
        return channel;
    }

    /** Returns how many bytes it has. */
    long size() {
        return size;
    }

    Instant modified() {
        return modified;
    }

    /** Returns its digest in hexadecimal digits; empty if it is not known. */
    Optional<String> sha256() {
        return sha256;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot close " + name, e);
            } finally {
                onClose.run();
            }
        }
    }
}
