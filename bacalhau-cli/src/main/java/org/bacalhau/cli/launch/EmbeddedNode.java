package org.bacalhau.cli.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.bacalhau.client.TokenStore;
import org.bacalhau.core.BacalhauNode;
import org.bacalhau.core.BacalhauNodeBuilder;
import org.bacalhau.core.NodePlugin;
import org.bacalhau.node.PublisherPlugin;
import org.bacalhau.node.StoragePlugin;
import org.bacalhau.node.WasmPlugin;
import org.bacalhau.node.http.HttpApiServer;
import org.bacalhau.node.http.HttpSettings;
import org.bacalhau.node.http.auth.AuthSettings;
import org.bacalhau.node.http.auth.TokenPolicy;
import org.bacalhau.node.http.auth.Tokens;
import org.bacalhau.node.http.route.Caller;
import org.bacalhau.node.storage.local.AllowedPath;
import org.bacalhau.node.storage.url.UrlStorageConfig;

/**
 * A node inside this process, for one command: it keeps jobs in memory and files in a temporary directory, which is gone
 * when it is closed, also if the process is interrupted. Safe for any thread.
 */
final class EmbeddedNode implements AutoCloseable {
    private static final Set<Class<?>> OWN = Set.of(WasmPlugin.class, StoragePlugin.class, PublisherPlugin.class);

    private final Path directory;
    private final BacalhauNode node;
    private final HttpApiServer server;
    private final Interrupt interrupt;
    private final String token;

    private EmbeddedNode(Path directory, BacalhauNode node) {
        // Other users of this machine can reach the port. There is no way to get a token, and this command has the only
        // one.
        KeyPair key = Tokens.newKey();
        AuthSettings withToken = new AuthSettings(Map.of(), new TokenPolicy(), key);
        this.token = new Tokens(node.id(), () -> key, InstantSource.system())
                .issue("embedded", Map.of(Caller.ALL_NAMESPACES, Caller.EVERYTHING));
        this.directory = directory;
        this.node = node;
        this.server = HttpApiServer.of(
                node, HttpSettings.DEFAULT.withAddress("127.0.0.1", 0).withAuth(withToken));
        this.interrupt = Interrupt.saying(this::delete);
    }

    /**
     * Starts a node.
     *
     * @param readable which files and directories of this machine jobs may read or write
     */
    static EmbeddedNode start(List<AllowedPath> readable) {
        Path directory = temporaryDirectory();
        BacalhauNodeBuilder builder = BacalhauNode.builder()
                .id("embedded")
                .plugin(new WasmPlugin())
                .plugin(new StoragePlugin(readable, UrlStorageConfig.DEFAULT))
                .plugin(new PublisherPlugin(directory.resolve("results")));
        ServiceLoader.load(NodePlugin.class).stream()
                .filter(found -> !OWN.contains(found.type()))
                .forEach(found -> builder.plugin(found.get()));
        EmbeddedNode embedded = new EmbeddedNode(directory, builder.build());
        try {
            embedded.node.start();
            embedded.server.start();
            return embedded;
        } catch (RuntimeException failure) {
            embedded.close();
            throw failure;
        }
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("bacalhau-");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary directory: " + e.getMessage(), e);
        }
    }

    /** Returns the address of its API. */
    URI uri() {
        return server.uri();
    }

    /** Returns the tokens of its only client. */
    TokenStore tokens() {
        TokenStore tokens = TokenStore.inMemory();
        tokens.save(uri(), token);
        return tokens;
    }

    @Override
    public void close() {
        try (interrupt) {
            server.close();
            node.close();
        } finally {
            delete();
        }
    }

    private void delete() {
        try {
            DirectoryTrees.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + directory + ": " + e.getMessage(), e);
        }
    }
}
