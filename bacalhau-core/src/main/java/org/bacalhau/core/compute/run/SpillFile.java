package org.bacalhau.core.compute.run;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A file that one appends to and many read, created by the first append. Safe for any thread; appending does not wait for
 * readers.
 *
 * <p>Not a {@link java.nio.channels.FileChannel}, which closes itself for everyone when one thread that uses it is
 * interrupted. Once open it can be read although its name was removed, on systems that let an open file be removed.
 */
final class SpillFile {
    private final Location location;
    private final ReentrantLock readLock = new ReentrantLock();
    private @Nullable RandomAccessFile writer;
    private @Nullable RandomAccessFile reader;
    private @Nullable Path path;
    private boolean closed;

    /** Finds the place of the file when it is needed. */
    @FunctionalInterface
    interface Location {
        /** Returns the file's path; its directory exists. */
        Path create() throws IOException;
    }

    SpillFile(Location location) {
        this.location = location;
    }

    /** Appends. For one caller at a time. */
    void append(byte[] bytes, int length) throws IOException {
        RandomAccessFile out = writer;
        if (out == null) {
            out = open();
        }
        out.write(bytes, 0, length);
    }

    private RandomAccessFile open() throws IOException {
        readLock.lock();
        try {
            if (closed) {
                throw new IOException("the output of this execution is gone");
            }
            Path created = location.create();
            RandomAccessFile out = new RandomAccessFile(created.toFile(), "rw");
            writer = out;
            // A run that goes on after a restart of the node may have left one.
            out.setLength(0);
            reader = new RandomAccessFile(created.toFile(), "r");
            path = created;
            return out;
        } finally {
            readLock.unlock();
        }
    }

    /** Fills {@code into} from {@code position}, which was appended before. */
    void readFully(long position, byte[] into) throws IOException {
        readLock.lock();
        try {
            RandomAccessFile in = reader;
            if (in == null) {
                throw new EOFException("the output of this execution is gone");
            }
            in.seek(position);
            in.readFully(into);
        } finally {
            readLock.unlock();
        }
    }

    /** Tells whether something was appended that can be read no more. */
    boolean isGone() {
        readLock.lock();
        try {
            return closed && path != null;
        } finally {
            readLock.unlock();
        }
    }

    /** Lets go of the file; what was appended cannot be read any more. May be called any number of times. */
    void close() throws IOException {
        readLock.lock();
        try (RandomAccessFile out = writer;
                RandomAccessFile in = reader) {
            closed = true;
            reader = null;
        } finally {
            readLock.unlock();
        }
    }
}
