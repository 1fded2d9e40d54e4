package org.bacalhau.node.store;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.bacalhau.node.store.CommitBuffer.Commit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores commits in groups: everything that waits goes into one transaction, so that many commits share one {@code fsync}.
 * Confined to the writer thread.
 *
 * @param <C> the changes
 */
final class GroupWriter<C> implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupWriter.class);

    // Bounds how long the first commit of a group waits for the last.
    private static final int LARGEST_GROUP = 1_024;
    private static final Duration UPKEEP_INTERVAL = Duration.ofMinutes(1);
    // Readers that never pause keep the log from being folded into the file; then the writer waits for them.
    private static final long LARGEST_LOG_BYTES = 128L << 20;

    private final StoreFile file;
    private final StoreFaults faults;
    private final StoreConnection connection;
    private final CommitBuffer<C> buffer;
    private final ChangeTarget<C> target;
    private final Runnable whenDone;
    private long logLimitBytes = LARGEST_LOG_BYTES;
    private boolean upkeepFailed;

    /** Creates the writer; {@code whenDone} runs when nothing more will be stored. */
    GroupWriter(
            StoreFile file,
            StoreConnection connection,
            CommitBuffer<C> buffer,
            ChangeTarget<C> target,
            Runnable whenDone) {
        this.file = file;
        this.faults = new StoreFaults(file);
        this.connection = connection;
        this.buffer = buffer;
        this.target = target;
        this.whenDone = whenDone;
    }

    @Override
    public void run() {
        try {
            boolean more = false;
            while (true) {
                List<Commit<C>> group = buffer.take(LARGEST_GROUP, more ? Duration.ZERO : UPKEEP_INTERVAL);
                if (group == null) {
                    return;
                }
                boolean interrupted = !group.isEmpty() && group.get(0).changes() == null;
                if (interrupted) {
                    resume(group);
                } else if (!group.isEmpty()) {
                    store(group);
                }
                more = upkeep();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            buffer.close(faults.closed());
            failAll(buffer.takeAll(), faults.closed());
            whenDone.run();
        }
    }

    private void store(List<Commit<C>> group) {
        List<@Nullable BacalhauException> refusals = new ArrayList<>(group.size());
        try {
            connection.execute("BEGIN IMMEDIATE");
            for (Commit<C> commit : group) {
                refusals.add(apply(Objects.requireNonNull(commit.changes(), "asked amid commits")));
            }
            connection.execute("COMMIT");
        } catch (SQLException e) {
            BacalhauException failure = faults.describe(e);
            rollBack(faults.isSurvivable(e) ? null : failure);
            interrupt(group, failure);
            return;
        } catch (RuntimeException | Error e) {
            BacalhauException failure = new BacalhauException(
                    new Failure(ErrorCode.INTERNAL, "fault of " + file + ": " + e, "please report it", false), e);
            rollBack(null);
            interrupt(group, failure);
            return;
        }
        for (int i = 0; i < group.size(); i++) {
            BacalhauException refusal = refusals.get(i);
            if (refusal == null) {
                group.get(i).stage().complete(null);
            } else {
                group.get(i).stage().completeExceptionally(refusal);
            }
        }
    }

    /** Finds out by a write that changes nothing whether commits can be stored again. */
    private void resume(List<Commit<C>> questions) {
        try {
            fold();
            connection.execute("BEGIN IMMEDIATE");
            connection.execute("PRAGMA user_version = " + connection.number("PRAGMA user_version"));
            connection.execute("COMMIT");
        } catch (SQLException e) {
            BacalhauException failure = faults.describe(e);
            rollBack(faults.isSurvivable(e) ? null : failure);
            interrupt(questions, failure);
            return;
        }
        buffer.letIn();
        questions.forEach(question -> question.stage().complete(null));
    }

    /** Copies the log into the file as far as that goes, so that the next commit can begin the log anew. */
    private void fold() {
        try {
            connection.text("PRAGMA wal_checkpoint(PASSIVE)");
        } catch (SQLException e) {
            // The file has to grow for that, and cannot.
            LOG.debug("the log of {} cannot be folded into it", file, e);
        }
    }

    private @Nullable BacalhauException apply(List<C> changes) throws SQLException {
        try {
            target.apply(connection, changes);
            return null;
        } catch (BacalhauException refusal) {
            return refusal;
        }
    }

    /** Undoes the transaction; {@code end} says why nothing can be stored after it, null if something can. */
    private void rollBack(@Nullable BacalhauException end) {
        if (end != null) {
            buffer.refuse(end);
        }
        try {
            connection.execute("ROLLBACK");
        } catch (SQLException e) {
            // SQLite has rolled back by itself.
            LOG.debug("no transaction to roll back in {}", file, e);
        }
        try {
            target.load(connection);
        } catch (SQLException | RuntimeException e) {
            buffer.refuse(e instanceof SQLException fault ? faults.describe(fault) : faults.damaged(e.toString(), e));
        }
    }

    // What waits, and what comes before the role has heard of this, was decided on the assumption that the failed group
    // is
    // stored, so it must not be stored without it.
    private void interrupt(List<Commit<C>> group, BacalhauException failure) {
        buffer.interrupt(failure);
        failAll(group, failure);
    }

    private void failAll(List<Commit<C>> group, BacalhauException failure) {
        List<Commit<C>> followers = buffer.takeAll();
        group.forEach(commit -> commit.stage().completeExceptionally(failure));
        followers.forEach(commit -> commit.stage().completeExceptionally(failure));
    }

    private boolean upkeep() {
        try {
            shortenLog();
            boolean more = target.upkeep(connection);
            upkeepFailed = false;
            return more;
        } catch (SQLException | IOException | RuntimeException e) {
            if (!upkeepFailed) {
                LOG.warn("upkeep of {} failed and is tried again in {}", file, UPKEEP_INTERVAL, e);
            }
            upkeepFailed = true;
            rollBack(null);
            return false;
        }
    }

    private void shortenLog() throws SQLException, IOException {
        if (Files.notExists(file.log())) {
            return;
        }
        long bytes = Files.size(file.log());
        if (bytes >= logLimitBytes) {
            connection.text("PRAGMA wal_checkpoint(TRUNCATE)");
            // If readers did not let go in time: once more when it has grown by as much again.
            long left = Files.size(file.log());
            logLimitBytes = left == 0 ? LARGEST_LOG_BYTES : left + LARGEST_LOG_BYTES;
        }
    }
}
