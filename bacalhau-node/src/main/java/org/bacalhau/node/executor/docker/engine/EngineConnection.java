package org.bacalhau.node.executor.docker.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The connections to an engine. They are made for the first call: loading what they need would delay a node's start. */
final class EngineConnection implements AutoCloseable {
    // One for each container whose log is followed, and the calls on top.
    private static final int MOST_CONNECTIONS = 4096;

    private final DockerClientConfig config;
    private final Duration connectTimeout;
    private @Nullable DockerHttpClient http;
    private @Nullable DockerClient client;
    private boolean closed;

    EngineConnection(DockerClientConfig config, Duration connectTimeout) {
        this.config = config;
        this.connectTimeout = connectTimeout;
    }

    /** Returns what sends requests as they are. */
    synchronized DockerHttpClient http() {
        if (closed) {
            throw new IllegalStateException("the connections to the Docker engine are closed");
        }
        if (http == null) {
            http = new ZerodepDockerHttpClient.Builder()
                    .dockerHost(config.getDockerHost())
                    .sslConfig(config.getSSLConfig())
                    .maxConnections(MOST_CONNECTIONS)
                    .connectionTimeout(connectTimeout)
                    .build();
        }
        return http;
    }

    /** Returns what knows the engine's commands. */
    synchronized DockerClient client() {
        DockerHttpClient transport = http();
        if (client == null) {
            client = DockerClientImpl.getInstance(config, transport);
        }
        return client;
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (client != null) {
            client.close();
        } else if (http != null) {
            http.close();
        }
    }
}
