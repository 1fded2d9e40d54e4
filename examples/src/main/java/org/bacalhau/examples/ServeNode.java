package org.bacalhau.examples;

import java.nio.file.Path;
import org.bacalhau.node.config.NodeConfig;
import org.bacalhau.node.config.ServerKeys;
import org.bacalhau.node.serve.NodeServer;

/** Serves a durable node of both roles on a free port of this machine, until the process is told to end. */
public final class ServeNode {
    /** What is printed before the address when the node serves. */
    public static final String READY = "serving ";

    private ServeNode() {}

    /** Runs the example: the data directory, which is created if it is missing, and kept. */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length != 1) {
            System.err.println("usage: ServeNode <data directory>");
            System.exit(2);
        }
        // tag::serve-node
        NodeConfig config = NodeConfig.builder()
                .dataDirectory(Path.of(arguments[0]))
                .set(ServerKeys.PORT, 0)
                .build();
        NodeServer server = NodeServer.open(config);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        server.start();
        System.out.println(READY + server.uri());
        // end::serve-node
        Thread.currentThread().join();
    }
}
