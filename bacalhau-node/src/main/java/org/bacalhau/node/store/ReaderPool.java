package org.bacalhau.node.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;

/** Connections that read, opened when they are first needed. Safe for any thread. */
final class ReaderPool implements AutoCloseable {
    private final StoreFile file;
    private final StoreFaults faults;
    private final int size;
    private final Duration longestWait;
    private final Semaphore permits;
    // At most as many as there are permits.
    private final ConcurrentLinkedDeque<StoreConnection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    /** Reads something with a connection. */
    interface Reading<T> {
        T read(StoreConnection connection) throws SQLException;
    }

    ReaderPool(StoreFile file, int size, Duration longestWait) {
        this.file = file;
        this.faults = new StoreFaults(file);
        this.size = size;
        this.longestWait = longestWait;
        this.permits = new Semaphore(size, true);
    }

    /**
     * Reads with one of the connections. Each statement sees the store as of one moment.
     *
     * @throws BacalhauException if the store is closed, damaged, or busy for too long
     */
    <T> T read(Reading<T> reading) {
        acquire(1);
        try {
            if (closed) {
                throw faults.closed();
            }
            StoreConnection connection = idle.pollFirst();
            if (connection == null) {
                connection = StoreConnection.forReading(file, longestWait);
            }
            try {
                return reading.read(connection);
            } finally {
                idle.addFirst(connection);
            }
        } catch (SQLException e) {
            throw faults.describe(e);
        } finally {
            permits.release();
        }
    }

    /** Reads with one of the connections; all statements see the store as of the same moment. */
    <T> T readSnapshot(Reading<T> reading) {
        return read(connection -> {
            connection.execute("BEGIN");
            try {
                return reading.read(connection);
            } finally {
                connection.execute("COMMIT");
            }
        });
    }

    private void acquire(int count) {
        try {
            if (!permits.tryAcquire(count, longestWait.toNanos(), TimeUnit.NANOSECONDS)) {
                throw BacalhauException.of(
                        ErrorCode.RESOURCE_EXHAUSTED,
                        size + " readers of " + file + " are busy",
                        "read shorter pages, or allow more readers");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BacalhauException.of(ErrorCode.UNAVAILABLE, "interrupted while waiting for " + file, "read it again");
        }
    }

    /** Waits for the readers, then closes the connections. For one thread, once. */
    @Override
    public void close() throws SQLException {
        closed = true;
        acquire(size);
        try {
            StoreConnection connection = idle.pollFirst();
            while (connection != null) {
                connection.close();
                connection = idle.pollFirst();
            }
        } finally {
            permits.release(size);
        }
    }
}
