package org.bacalhau.node.executor.docker.engine;

import java.util.List;

/**
 * An image that the engine has. Immutable.
 *
 * @param id its id, which names its content
 * @param digests references of the kind {@code name@sha256:…} under which registries know it
 * @param platform what it runs on
 * @param user the user it wants to run as: name or number, perhaps with a group; empty: root
 */
public record ImageInfo(String id, List<String> digests, Platform platform, String user) {
    public ImageInfo {
        digests = List.copyOf(digests);
    }
}
