package org.bacalhau.node.executor.docker;

import java.time.Duration;
import java.util.Objects;
import org.bacalhau.node.executor.docker.engine.EngineAddress;
import org.bacalhau.node.executor.docker.image.ImagePolicy;

/**
 * Settings of the Docker executor. Immutable.
 *
 * @param engine where the Docker engine is
 * @param containers what containers may do and use
 * @param images how images are found and fetched
 * @param stopGrace how long a program that is stopped has until it is killed, in whole seconds
 * @param outagePatience how long a run waits for an engine that has gone away
 * @param logBytes how much of a program's output the engine keeps on disk until the node has read it
 */
public record DockerConfig(
        EngineAddress engine,
        ContainerPolicy containers,
        ImagePolicy images,
        Duration stopGrace,
        Duration outagePatience,
        long logBytes) {

    /** The engine of this machine, 1 s of grace, 2 minutes of patience, 4 GiB of output. */
    public static final DockerConfig DEFAULT = new DockerConfig(
            EngineAddress.DEFAULT,
            ContainerPolicy.DEFAULT,
            ImagePolicy.DEFAULT,
            Duration.ofSeconds(1),
            Duration.ofMinutes(2),
            4L << 30);

    private static final long FEWEST_LOG_BYTES = 1 << 20;

    public DockerConfig {
        Objects.requireNonNull(engine, "engine");
        Objects.requireNonNull(containers, "containers");
        Objects.requireNonNull(images, "images");
        if (stopGrace.isNegative() || outagePatience.isNegative() || logBytes < FEWEST_LOG_BYTES) {
            throw new IllegalArgumentException("stopGrace " + stopGrace + " and outagePatience " + outagePatience
                    + " must not be negative, logBytes " + logBytes + " at least " + FEWEST_LOG_BYTES);
        }
    }

    /** Returns the same settings with another engine. */
    public DockerConfig with(EngineAddress otherEngine) {
        return new DockerConfig(otherEngine, containers, images, stopGrace, outagePatience, logBytes);
    }

    /** Returns the same settings with other rules for containers. */
    public DockerConfig with(ContainerPolicy otherContainers) {
        return new DockerConfig(engine, otherContainers, images, stopGrace, outagePatience, logBytes);
    }

    /** Returns the same settings with other rules for images. */
    public DockerConfig with(ImagePolicy otherImages) {
        return new DockerConfig(engine, containers, otherImages, stopGrace, outagePatience, logBytes);
    }
}
