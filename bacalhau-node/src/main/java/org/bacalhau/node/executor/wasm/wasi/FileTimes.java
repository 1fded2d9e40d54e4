package org.bacalhau.node.executor.wasm.wasi;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.bacalhau.node.executor.wasm.fs.Errno;
import org.bacalhau.node.executor.wasm.fs.ErrnoException;
import org.jspecify.annotations.Nullable;

/**
 * The times a program wants a file to have. Immutable.
 *
 * @param accessed in nanoseconds since 1970; null to leave it
 * @param modified likewise
 */
record FileTimes(@Nullable Long accessed, @Nullable Long modified) {
    private static final int ACCESSED = 1;
    private static final int ACCESSED_NOW = 2;
    private static final int MODIFIED = 4;
    private static final int MODIFIED_NOW = 8;

    /**
     * Reads the parameters of the functions that set times.
     *
     * @param flags which of the two, and whether to the time given or to now
     */
    static FileTimes of(long accessed, long modified, int flags, InstantSource clock) throws ErrnoException {
        if (has(flags, ACCESSED) && has(flags, ACCESSED_NOW) || has(flags, MODIFIED) && has(flags, MODIFIED_NOW)) {
            throw new ErrnoException(Errno.INVAL);
        }
        Instant instant = clock.instant();
        long now = TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
        return new FileTimes(
                chosen(accessed, now, has(flags, ACCESSED), has(flags, ACCESSED_NOW)),
                chosen(modified, now, has(flags, MODIFIED), has(flags, MODIFIED_NOW)));
    }

    private static @Nullable Long chosen(long given, long now, boolean isGiven, boolean isNow) {
        if (isNow) {
            return now;
        }
        return isGiven ? (Long) given : null;
    }

    private static boolean has(int flags, int flag) {
        return (flags & flag) != 0;
    }
}
