package org.bacalhau.node.executor.docker.engine;

import java.util.List;

/**
 * An image as its registry has it. Immutable.
 *
 * @param digest {@code sha256:…} of its manifest, or of the list of manifests
 * @param platforms what it runs on
 */
public record RegistryImage(String digest, List<Platform> platforms) {
    public RegistryImage {
        platforms = List.copyOf(platforms);
    }
}
