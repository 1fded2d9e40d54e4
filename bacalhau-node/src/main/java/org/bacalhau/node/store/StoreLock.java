package org.bacalhau.node.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;

/** Keeps a store, or a directory, to one user at a time, within this process and among processes. Safe for any thread. */
public final class StoreLock implements AutoCloseable {
    // A process gives up all its locks of a file as soon as it closes any channel to it, so that a second opener within
    // this process must be turned away before it touches the file.
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    // Far behind the text that names the holder: on Windows a locked range cannot be read.
    private static final long LOCKED_BYTE = Integer.MAX_VALUE;
    private static final int LONGEST_HOLDER_BYTES = 512;

    private final Path key;
    private final FileChannel channel;

    private StoreLock(Path key, FileChannel channel) {
        this.key = key;
        this.channel = channel;
    }

    /**
     * Takes an existing directory for this user alone.
     *
     * @param what what it is, for messages
     * @param lock the file whose lock says so; it is made if it is missing
     * @throws BacalhauException {@code CONFLICT} if somebody has it; {@code PERMISSION_DENIED} if the file cannot be written
     */
    public static StoreLock acquire(String what, Path directory, Path lock) {
        return acquire(StoreFile.of(what, directory), lock);
    }

    /**
     * Takes the lock of an existing store.
     *
     * @throws BacalhauException {@code CONFLICT} if somebody has it; it names the file and the holder
     */
    static StoreLock acquire(StoreFile file) {
        return acquire(file, file.lock());
    }

    private static StoreLock acquire(StoreFile file, Path lock) {
        try {
            Path key = file.path().toRealPath();
            if (!HELD_HERE.add(key)) {
                throw inUse(file, "this process");
            }
            try {
                return new StoreLock(key, lockedChannel(file, lock));
            } catch (IOException | RuntimeException e) {
                HELD_HERE.remove(key);
                throw e;
            }
        } catch (IOException e) {
            throw file.inaccessible(e);
        }
    }

    private static FileChannel lockedChannel(StoreFile file, Path path) throws IOException {
        Set<OpenOption> options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileChannel channel = FileChannel.open(path, options, file.privateMode());
        try {
            FileLock held = channel.tryLock(LOCKED_BYTE, 1, false);
            if (held == null) {
                throw inUse(file, holder(channel));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(describeThisProcess().getBytes(StandardCharsets.UTF_8)), 0);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static BacalhauException inUse(StoreFile file, String holder) {
        return BacalhauException.of(
                ErrorCode.CONFLICT,
                file + " is in use by " + holder,
                "stop that node first, or give this one a data directory of its own");
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(LONGEST_HOLDER_BYTES);
        int read = channel.read(text, 0);
        return read <= 0 ? "another process" : new String(text.array(), 0, read, StandardCharsets.UTF_8);
    }

    private static String describeThisProcess() {
        return "process " + ProcessHandle.current().pid() + " on " + hostName();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "this host";
        }
    }

    /** Gives up the lock. The file stays: removing it would let two processes lock two files of one name. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The channel is closed all the same, and the lock with it.
        } finally {
            HELD_HERE.remove(key);
        }
    }
}
