package org.bacalhau.node.serve;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import org.bacalhau.core.BacalhauNode;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.node.PublisherPlugin;
import org.bacalhau.node.StoragePlugin;
import org.bacalhau.node.WasmPlugin;
import org.bacalhau.node.config.NodeConfig;
import org.bacalhau.node.config.ServerKeys;
import org.bacalhau.node.executor.noop.NoopExecutor;
import org.bacalhau.node.http.HttpApiServer;
import org.bacalhau.node.http.HttpSettings;
import org.bacalhau.node.store.Retention;
import org.bacalhau.node.store.SqliteExecutionStore;
import org.bacalhau.node.store.SqliteJobStore;
import org.bacalhau.node.store.StoreSettings;

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
 */
public final class NodeServer implements AutoCloseable {
    private final SqliteJobStore jobs;
    private final SqliteExecutionStore executions;
    private final BacalhauNode node;
    private final HttpApiServer http;

    private NodeServer(NodeConfig config) {
        Path directory = config.dataDirectory();
        this.jobs = SqliteJobStore.open(
                directory.resolve("orchestrator_store").resolve("jobs.sqlite"),
                StoreSettings.DEFAULT,
                Retention.DEFAULT,
                InstantSource.system());
        this.executions = SqliteExecutionStore.open(
                directory.resolve("compute_store").resolve("executions.sqlite"), StoreSettings.DEFAULT);
        this.node = BacalhauNode.builder()
                .jobStore(jobs)
                .executionStore(executions)
                .dataDirectory(directory.resolve("executor_storages"))
                .executor(new NoopExecutor())
                .plugin(new WasmPlugin())
                .plugin(new StoragePlugin())
                .plugin(new PublisherPlugin(directory.resolve("results")))
                .build();
        this.http = HttpApiServer.of(
                node, HttpSettings.DEFAULT.withAddress(config.get(ServerKeys.HOST), config.get(ServerKeys.PORT)));
    }

    /**
     * Opens the data directory and puts the node together. Nothing runs or listens yet.
     *
     * @throws BacalhauException if a setting, the directory or a store cannot be used; it says which and why
     */
    public static NodeServer open(NodeConfig config) {
        return new NodeServer(config);
    }

    /**
     * Joins the network and begins to listen. Returns when both is done; call it once.
     *
     * @throws BacalhauException if the node cannot take part, or cannot listen where it should
     */
    public void start() {
        node.start();
        http.start();
    }

    /** Returns the node. */
    public BacalhauNode node() {
        return node;
    }

    /**
     * Returns the address of the API, without a slash at the end.
     *
     * @throws IllegalStateException if the server does not listen
     */
    public URI uri() {
        return http.uri();
    }

    /** Drains the HTTP server, leaves the network and closes the stores. May be called any number of times. */
    @Override
    public void close() {
        http.close();
        node.close();
        executions.close();
        jobs.close();
    }
}
