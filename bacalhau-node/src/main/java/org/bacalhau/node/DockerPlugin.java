package org.bacalhau.node;

import java.util.List;
import org.bacalhau.core.NodePlugin;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.node.executor.docker.DockerConfig;
import org.bacalhau.node.executor.docker.DockerExecutor;

/**
 * Contributes the engine {@code docker}, which the node offers while a Docker engine answers. Needs the docker-java artifacts
 * on the class path.
 */
public final class DockerPlugin implements NodePlugin {
    private final DockerConfig config;

    /** Contributes the engine with its defaults. */
    public DockerPlugin() {
        this(DockerConfig.DEFAULT);
    }

    /** Contributes the engine with these settings. */
    public DockerPlugin(DockerConfig config) {
        this.config = config;
    }

    @Override
    public List<Executor> executors() {
        return List.of(DockerExecutor.create(config));
    }
}
