package org.bacalhau.node.executor.docker.image;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;

/**
 * Leaves alone a registry that has said "too many requests": for a minute, and each time it says so again for twice as
 * long, up to a quarter of an hour. Safe for any thread.
 */
final class RateLimits {
    private static final int MOST_REGISTRIES = 100;
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final InstantSource clock;
    private final Cache<String, Rest> rests =
            CacheBuilder.newBuilder().maximumSize(MOST_REGISTRIES).build();

    RateLimits(InstantSource clock) {
        this.clock = clock;
    }

    private record Rest(Instant until, Duration length) {}

    /** Throws if the registry is to be left alone now. */
    void check(String registry) {
        Rest rest = rests.getIfPresent(registry);
        if (rest != null && clock.instant().isBefore(rest.until)) {
            throw new BacalhauException(new Failure(
                    ErrorCode.RESOURCE_EXHAUSTED,
                    "registry " + registry + " has said \"too many requests\" and is not asked before " + rest.until,
                    "try again then, or give the node credentials for it, which raise the limit",
                    true));
        }
    }

    /** Takes note that the registry has had too many requests. */
    void exceeded(String registry) {
        Rest before = rests.getIfPresent(registry);
        Duration length = before == null ? FIRST : before.length.multipliedBy(2);
        if (length.compareTo(LONGEST) > 0) {
            length = LONGEST;
        }
        rests.put(registry, new Rest(clock.instant().plus(length), length));
    }

    /** Takes note that the registry answers. */
    void answered(String registry) {
        rests.invalidate(registry);
    }
}
