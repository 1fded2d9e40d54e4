package org.bacalhau.client.api;

import java.time.Instant;

/** Times as nanoseconds since 1970, which jobs and executions carry. */
final class WireTimes {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private WireTimes() {}

    /** Returns the nanoseconds; the nearest that there is for times before 1677 and after 2262. */
    static long nanos(Instant time) {
        try {
            return Math.addExact(Math.multiplyExact(time.getEpochSecond(), NANOS_PER_SECOND), time.getNano());
        } catch (ArithmeticException e) {
            return time.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
    }
}
