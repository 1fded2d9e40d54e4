package org.bacalhau.cli;

import java.net.URI;
import org.bacalhau.core.BacalhauNode;
import org.bacalhau.node.WasmPlugin;
import org.bacalhau.node.executor.noop.NoopExecutor;
import org.bacalhau.node.http.HttpApiServer;
import org.bacalhau.node.http.HttpSettings;
import org.bacalhau.node.storage.inline.InlineStorage;
import org.bacalhau.node.storage.url.UrlStorage;
import org.bacalhau.node.storage.url.UrlStorageConfig;

/** A real node with a server on a free port. */
public final class TestServer implements AutoCloseable {
    public static final String NODE_ID = "n-481dff19-961e-4609-84d8-b0ff5e454e52";

    private final BacalhauNode node;
    private final HttpApiServer server;

    public TestServer() {
        this(new NoopExecutor(), HttpSettings.DEFAULT);
    }

    /** Creates a server whose node runs jobs of type "noop" so. */
    public TestServer(NoopExecutor noop, HttpSettings settings) {
        node = BacalhauNode.builder()
                .id(NODE_ID)
                .executor(noop)
                .plugin(new WasmPlugin())
                .storageProvider(new InlineStorage())
                .storageProvider(new UrlStorage(UrlStorageConfig.DEFAULT))
                .build();
        server = HttpApiServer.of(node, settings.withAddress("127.0.0.1", 0));
        node.start();
        server.start();
    }

    public URI uri() {
        return server.uri();
    }

    @Override
    public void close() {
        server.close();
        node.close();
    }
}
