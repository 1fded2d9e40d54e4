package org.bacalhau.node.executor.docker.engine;

import java.time.Duration;
import java.util.Objects;

/**
 * Where the engine is and how long to wait for it. Immutable.
 *
 * @param host such as {@code unix:///var/run/docker.sock} or {@code tcp://host:2376}; empty: as Docker's own client finds it,
 *     by {@code DOCKER_HOST}, its contexts and its default
 * @param connectTimeout how long a connection may take to be made
 * @param answerTimeout how long an answer may take, beyond what the thing asked for takes
 */
public record EngineAddress(String host, Duration connectTimeout, Duration answerTimeout) {
    /** The engine of this machine, 10 s to connect, 60 s to answer. */
    public static final EngineAddress DEFAULT = new EngineAddress("", Duration.ofSeconds(10), Duration.ofSeconds(60));

    public EngineAddress {
        Objects.requireNonNull(host, "host");
        if (connectTimeout.isNegative() || connectTimeout.isZero()) {
            throw new IllegalArgumentException("connectTimeout must be positive, not " + connectTimeout);
        }
        if (answerTimeout.isNegative() || answerTimeout.isZero()) {
            throw new IllegalArgumentException("answerTimeout must be positive, not " + answerTimeout);
        }
    }
}
