package org.bacalhau.node.serve;

import java.net.URI;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.bacalhau.client.ClientKey;
import org.bacalhau.core.BacalhauNode;
import org.bacalhau.core.BacalhauNodeBuilder;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.node.config.NodeConfig;
import org.bacalhau.node.config.NodeKeys;
import org.bacalhau.node.http.HttpApiServer;
import org.bacalhau.node.http.result.ResultServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node that keeps its state in a data directory and serves the HTTP API. Safe for any thread.
 *
 * <pre>{@code
 * try (NodeServer server = NodeServer.open(NodeConfig.read(ConfigSources.ofProcess()))) {
 *     server.start();
 *     System.out.println("serving " + server.uri());
 *     …
 * }
 * }</pre>
 *
 * <p>A server starts once and closes for good. It installs no shutdown hook: the program that embeds it closes it.
 */
public final class NodeServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NodeServer.class);

    private final Path dataDirectory;
    private final BacalhauNode node;
    private final HttpApiServer http;
    private final Closing closing;

    private NodeServer(NodeConfig config, Closing closing, Consumer<BacalhauNodeBuilder> further) {
        this.closing = closing;
        DataDirectory directory = closing.add(DataDirectory.open(config.dataDirectory()));
        this.dataDirectory = directory.path();
        ClientKey key = ClientKey.readOrCreate(config.get(NodeKeys.KEY_PATH));
        PrivateFiles.tightenKey(config.get(NodeKeys.KEY_PATH));
        ResultServer results = closing.add(ResultParts.of(config, dataDirectory));
        NodeParts parts = new NodeParts(config, results, closing);
        this.node = closing.add(parts.node(NodeNames.of(config, directory), further));
        this.http = closing.add(HttpApiServer.of(node, HttpParts.of(config, dataDirectory, key), results));
    }

    /**
     * Opens the data directory and the stores in it, and puts the node together. Nothing runs or listens yet. Warnings of the
     * settings are logged.
     *
     * @throws BacalhauException if a setting, the directory or a store cannot be used; it says which and why
     */
    public static NodeServer open(NodeConfig config) {
        return open(config, builder -> {});
    }

    /**
     * Does the same for a program that adds to the node what settings cannot say, such as a transport or an engine.
     *
     * @param further adds to the node before it is built; everything else is set already
     * @throws BacalhauException as {@link #open(NodeConfig)} does
     */
    public static NodeServer open(NodeConfig config, Consumer<BacalhauNodeBuilder> further) {
        config.warnings().forEach(LOG::warn);
        Closing closing = new Closing();
        try {
            return new NodeServer(config, closing, further);
        } catch (RuntimeException | Error failure) {
            throw closing.after(failure);
        }
    }

    /**
     * Joins the network and begins to listen. Returns when both is done.
     *
     * @throws BacalhauException if the node cannot take part, or cannot listen where it should; everything is then closed
     * @throws IllegalStateException if the server was started or closed before
     */
    public void start() {
        try {
            node.start();
            http.start();
        } catch (RuntimeException | Error failure) {
            throw closing.after(failure);
        }
    }

    /** Returns the node. */
    public BacalhauNode node() {
        return node;
    }

    /** Returns the directory in which the node keeps everything. */
    public Path dataDirectory() {
        return dataDirectory;
    }

    /**
     * Returns the address of the API, without a slash at the end.
     *
     * @throws IllegalStateException if the server does not listen
     */
    public URI uri() {
        return http.uri();
    }

    /**
     * Drains the HTTP server, leaves the network, closes the stores and lets go of the data directory. May be called any
     * number of times.
     *
     * @throws RuntimeException the first failure of a part, with those of the others suppressed; all parts were closed
     */
    @Override
    public void close() {
        closing.close();
    }
}
