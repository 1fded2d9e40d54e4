package org.bacalhau.node.executor.docker.image;

import java.io.IOException;
import java.util.Optional;
import org.bacalhau.node.executor.docker.engine.RegistryLogin;

/** Knows who the node is to registries. Safe for any thread. */
@FunctionalInterface
public interface Logins {
    /** The node is nobody anywhere. */
    Logins NONE = registry -> Optional.empty();

    /**
     * Returns how to log in.
     *
     * @param registry host and port; {@code docker.io} for Docker's own
     * @throws IOException if there is something that cannot be read
     */
    Optional<RegistryLogin> at(String registry) throws IOException, InterruptedException;

    /** Returns these logins, and those of {@code others} where these have none. */
    default Logins orElse(Logins others) {
        return registry -> {
            Optional<RegistryLogin> mine = at(registry);
            return mine.isPresent() ? mine : others.at(registry);
        };
    }
}
