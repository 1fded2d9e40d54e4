package org.bacalhau.node.store;

import java.time.Instant;

/** Times as sortable numbers: nanoseconds since 1970. Safe for any thread: there is no state. */
final class TimeKey {
    private static final long NANOS = 1_000_000_000L;

    private TimeKey() {}

    /** Returns the number of a time; the least or greatest number for one before 1677 or after 2262. */
    static long of(Instant time) {
        try {
            return Math.addExact(Math.multiplyExact(time.getEpochSecond(), NANOS), time.getNano());
        } catch (ArithmeticException e) {
            return time.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }
}
