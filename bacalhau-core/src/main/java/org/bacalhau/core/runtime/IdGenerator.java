package org.bacalhau.core.runtime;

import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes identifiers. Safe for any thread. */
@FunctionalInterface
public interface IdGenerator {

    /** Returns a new UUID as text, version 4. */
    String uuid();

    /** Returns a generator that draws on the platform's secure randomness. */
    static IdGenerator secure() {
        return () -> UUID.randomUUID().toString();
    }

    /** Returns a fast generator without secrets: ids cannot be relied on to be unguessable. */
    static IdGenerator from(RandomGenerator random) {
        return () -> {
            long high;
            long low;
            synchronized (random) {
                high = random.nextLong();
                low = random.nextLong();
            }
            // Version 4 and the standard variant, as RFC 9562 wants them.
            return new UUID(high & ~0xF000L | 0x4000L, low & ~(0xCL << 60) | 0x8L << 60).toString();
        };
    }
}
