package org.bacalhau.node.store;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * An open store file: its lock, its writer and its readers. Safe for any thread.
 *
 * @param <C> the changes
 */
final class Database<C> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    /** Connections for looking up single things, so that long lists cannot hold up an event loop that does. */
    private static final int LOOKUP_READERS = 2;

    private final StoreFile file;
    private final StoreLock lock;
    private final StoreConnection writing;
    private final CommitBuffer<C> buffer;
    private final ReaderPool lookups;
    private final ReaderPool lists;
    private final Thread writer;

    private Database(
            StoreFile file, StoreSettings settings, StoreLock lock, StoreConnection writing, ChangeTarget<C> target) {
        this.file = file;
        this.lock = lock;
        this.writing = writing;
        this.buffer = new CommitBuffer<>(file, settings);
        this.lookups = new ReaderPool(file, LOOKUP_READERS, settings.queueWait());
        this.lists = new ReaderPool(file, settings.readers(), settings.queueWait());
        this.writer = new Thread(
                new GroupWriter<>(file, writing, buffer, target, this::release),
                "bacalhau-store-" + file.path().getFileName());
        // A process that ends without closing its node loses nothing that was acknowledged.
        writer.setDaemon(true);
    }

    /**
     * Opens a store, creates it if there is none, and starts its writer.
     *
     * @throws BacalhauException if it cannot be used; it names the file, the cause and the way out
     */
    static <C> Database<C> open(StoreFile file, Schema schema, StoreSettings settings, ChangeTarget<C> target) {
        file.prepare();
        StoreLock lock = StoreLock.acquire(file);
        try {
            StoreConnection writing = StoreConnection.forWriting(file, settings.queueWait());
            try {
                prepare(writing, file, schema, settings);
                target.load(writing);
                Database<C> database = new Database<>(file, settings, lock, writing, target);
                database.writer.start();
                return database;
            } catch (SQLException | RuntimeException | Error e) {
                writing.close();
                throw e;
            }
        } catch (SQLException e) {
            lock.close();
            throw new StoreFaults(file).describe(e);
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    private static void prepare(StoreConnection writing, StoreFile file, Schema schema, StoreSettings settings)
            throws SQLException {
        schema.check(writing, file);
        checkStructure(writing, file, settings);
        String mode = writing.text("PRAGMA journal_mode = WAL");
        if (!mode.equals("wal")) {
            throw BacalhauException.of(
                    ErrorCode.UNSUPPORTED,
                    file + " cannot have a write-ahead log, only: " + mode,
                    "put the data directory on a local file system");
        }
        if (settings.sizeLimitBytes() > 0) {
            long pages = settings.sizeLimitBytes() / writing.number("PRAGMA page_size");
            writing.number("PRAGMA max_page_count = " + Math.max(1, pages));
        }
        schema.migrate(writing);
    }

    /** Looks for damage, as long as there is time. */
    private static void checkStructure(StoreConnection writing, StoreFile file, StoreSettings settings)
            throws SQLException {
        long begin = System.nanoTime();
        long budget = settings.checkBudget().toNanos();
        writing.stopWhen(() -> System.nanoTime() - begin > budget);
        try {
            String verdict = budget == 0 ? "ok" : writing.text("PRAGMA integrity_check(1)");
            if (!verdict.equals("ok")) {
                throw new StoreFaults(file).damaged(verdict, null);
            }
        } catch (SQLiteException e) {
            if (e.getResultCode() != SQLiteErrorCode.SQLITE_INTERRUPT) {
                throw e;
            }
            LOG.debug("{} was checked only in part within {}", file, settings.checkBudget());
        } finally {
            writing.stopWhen(null);
        }
    }

    CompletionStage<Void> commit(List<C> changes) {
        return buffer.add(changes);
    }

    /** Takes commits again after some failed, if they can be stored now. */
    CompletionStage<Void> resume() {
        return buffer.askToResume();
    }

    /** Returns the connections for looking up single things. */
    ReaderPool lookups() {
        return lookups;
    }

    /** Returns the connections for reading lists. */
    ReaderPool lists() {
        return lists;
    }

    /** Stores what is in hand, then closes everything. May be called any number of times, on any thread. */
    @Override
    public void close() {
        buffer.close(new StoreFaults(file).closed());
        if (Thread.currentThread() == writer) {
            // What follows from a commit closes the store: the writer ends after this group.
            return;
        }
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                // Ends: the buffer takes nothing any more, and every wait of the writer has a bound.
                writer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // On the writer thread, at its end.
    private void release() {
        try (lock;
                writing;
                lists;
                lookups) {
            LOG.debug("closing {}", file);
        } catch (SQLException | RuntimeException e) {
            // Every commit is in the log already; the next opening folds it into the file.
            LOG.warn("{} was not closed cleanly", file, e);
        }
    }
}
