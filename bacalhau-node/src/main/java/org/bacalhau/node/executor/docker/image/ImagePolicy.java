package org.bacalhau.node.executor.docker.image;

import java.time.Duration;
import java.util.Objects;

/**
 * How images are found and fetched. Immutable.
 *
 * @param rememberedImages of how many images it is remembered what registries said, at least 1
 * @param manifestLifetime how long what a registry said counts for further bids
 * @param pullPatience how long a pull may make no progress before it is given up
 * @param logins who the node is to registries
 */
public record ImagePolicy(int rememberedImages, Duration manifestLifetime, Duration pullPatience, Logins logins) {
    /** 1000 images, 15 minutes, 5 minutes, and the logins of Docker's own client. */
    public static final ImagePolicy DEFAULT = new ImagePolicy(
            1000, Duration.ofMinutes(15), Duration.ofMinutes(5), new DockerConfigFile(DockerConfigFile.usual()));

    public ImagePolicy {
        Objects.requireNonNull(logins, "logins");
        if (rememberedImages < 1
                || manifestLifetime.isNegative()
                || pullPatience.isNegative()
                || pullPatience.isZero()) {
            throw new IllegalArgumentException("rememberedImages " + rememberedImages + ", manifestLifetime "
                    + manifestLifetime + " and pullPatience " + pullPatience + " must be positive");
        }
    }
}
