package org.bacalhau.node.store;

import java.time.Duration;
import java.util.Objects;

/**
 * The settings of a durable store. Immutable; start from {@link #DEFAULT}.
 *
 * @param readers how many lists are read at the same time, 1 to 64; further readers wait
 * @param queueLimit how many commits may wait for the disk, at least 1
 * @param queueWait how long a commit waits for room in that queue before it fails with {@code RESOURCE_EXHAUSTED}, and a
 *     reader for a connection; longer than zero
 * @param checkBudget how long opening may check the file for damage; zero to skip the check
 * @param sizeLimitBytes the largest the file may grow, as if the disk were full then; 0 for no limit
 */
public record StoreSettings(
        int readers, int queueLimit, Duration queueWait, Duration checkBudget, long sizeLimitBytes) {
    /** Fits a node of any size. */
    public static final StoreSettings DEFAULT =
            new StoreSettings(4, 8_192, Duration.ofSeconds(30), Duration.ofMillis(500), 0);

    private static final int MOST_READERS = 64;

    public StoreSettings {
        Objects.requireNonNull(queueWait, "queueWait");
        Objects.requireNonNull(checkBudget, "checkBudget");
        if (readers < 1 || readers > MOST_READERS) {
            throw new IllegalArgumentException("readers " + readers + " is not within 1 to " + MOST_READERS);
        }
        if (queueLimit < 1 || sizeLimitBytes < 0) {
            throw new IllegalArgumentException(
                    "queue limit " + queueLimit + " must be positive, size limit " + sizeLimitBytes + " not negative");
        }
        if (queueWait.isNegative() || queueWait.isZero() || checkBudget.isNegative()) {
            throw new IllegalArgumentException(
                    "queue wait " + queueWait + " must be positive, check budget " + checkBudget + " not negative");
        }
    }

    /** Returns these settings with another number of readers. */
    public StoreSettings withReaders(int value) {
        return new StoreSettings(value, queueLimit, queueWait, checkBudget, sizeLimitBytes);
    }

    /** Returns these settings with another bound on waiting commits. */
    public StoreSettings withQueue(int limit, Duration wait) {
        return new StoreSettings(readers, limit, wait, checkBudget, sizeLimitBytes);
    }

    /** Returns these settings with another time for the check. */
    public StoreSettings withCheckBudget(Duration value) {
        return new StoreSettings(readers, queueLimit, queueWait, value, sizeLimitBytes);
    }

    /** Returns these settings with another bound on the file. */
    public StoreSettings withSizeLimitBytes(long value) {
        return new StoreSettings(readers, queueLimit, queueWait, checkBudget, value);
    }
}
