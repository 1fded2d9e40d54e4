package org.bacalhau.node.serve;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.bacalhau.client.BacalhauClient;
import org.bacalhau.node.config.NodeConfig;
import org.bacalhau.node.config.ServerKeys;

/** Starts servers for tests, on free ports. */
final class Servers {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private Servers() {}

    static NodeConfig.Builder config(Path directory) {
        return NodeConfig.builder().dataDirectory(directory).set(ServerKeys.PORT, 0);
    }

    static NodeServer started(NodeConfig config) {
        NodeServer server = NodeServer.open(config);
        server.start();
        return server;
    }

    static BacalhauClient client(URI uri) {
        return BacalhauClient.builder(uri).build();
    }
}
