package org.bacalhau.node.executor.docker.engine;

import java.util.List;

/**
 * What an engine says of itself. Immutable.
 *
 * @param version its version
 * @param platform the platform of the containers it runs
 * @param remapsUsers whether root of a container is somebody else on the host: rootless, or with user namespaces
 */
public record EngineInfo(String version, Platform platform, boolean remapsUsers) {
    static boolean remapsUsers(List<String> securityOptions) {
        return securityOptions.stream()
                .anyMatch(option -> option.contains("name=rootless") || option.contains("name=userns"));
    }
}
