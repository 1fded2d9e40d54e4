package org.bacalhau.node.http;

import com.google.common.base.Suppliers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.bacalhau.core.BacalhauNode;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.bacalhau.node.http.auth.Tokens;
import org.bacalhau.node.http.endpoint.ApiRoutes;
import org.bacalhau.node.http.endpoint.ServedNode;
import org.bacalhau.node.http.endpoint.StoreReads;
import org.bacalhau.node.http.result.ResultServer;
import org.bacalhau.node.http.result.ResultSettings;
import org.bacalhau.node.http.route.Route;
import org.bacalhau.node.http.route.Router;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.jspecify.annotations.Nullable;

/**
 * Serves a node's HTTP API. Safe for any thread.
 *
 * <pre>{@code
 * try (BacalhauNode node = BacalhauNode.builder().discoverPlugins().build();
 *         HttpApiServer server = HttpApiServer.of(node, HttpSettings.DEFAULT)) {
 *     node.start();
 *     server.start();
 *     …
 * }
 * }</pre>
 *
 * <p>A server starts once and closes for good. Start the node before it, and close it before the node.
 */
public final class HttpApiServer implements AutoCloseable {
    private static final int THREADS = 64; // no thread waits for anything slow
    private static final int ACCEPT_QUEUE = 256;
    private static final Duration IDLE_AT_CLOSE = Duration.ofMillis(100); // connections without a request

    private final HttpSettings settings;
    private final ApiRoutes routes;
    private final StoreReads reads = new StoreReads();
    private final ResultServer results;
    private final StreamWriter streams;
    private final Server server;
    private final ServerConnector connector;
    private boolean started;

    private HttpApiServer(BacalhauNode node, HttpSettings settings, ResultServer results) {
        this.settings = settings;
        this.results = results;
        @Nullable KeyPair key = settings.auth().tokenKey();
        // Making a key takes longer than all the rest of the start, and few nodes ever issue a token.
        Supplier<KeyPair> keys = key == null ? Suppliers.memoize(Tokens::newKey) : () -> key;
        Tokens tokens = new Tokens(node.id(), keys, InstantSource.system());
        this.routes = ApiRoutes.of(
                ServedNode.of(node, settings.version().build()),
                settings.version().toWire(),
                settings.auth(),
                tokens,
                reads,
                results,
                settings.limits().streams());
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("bacalhau-http");
        threads.setDaemon(true);
        this.server = new Server(threads);
        TransferLimit transfers =
                new TransferLimit(server.getScheduler(), settings.limits().transfer());
        this.streams = new StreamWriter(settings.limits(), transfers);
        this.connector = connector();
        connector.addBean(transfers);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(settings.limits().connections(), connector));
        ServerWebSocketContainer.ensure(server);
        server.setErrorHandler(new JsonErrorHandler());
        server.setHandler(new GracefulHandler(new ApiHandler(
                new Router(routes.routes()),
                new Gatekeeper(settings.auth(), tokens),
                settings.version(),
                new CrossOrigin(settings.origins()),
                new RequestIds(new SecureRandom()),
                new BodyReader(settings.limits()),
                new AnswerWriter(streams, new BytesWriter(settings.limits(), transfers), transfers))));
        server.setStopTimeout(settings.limits().drain().toMillis());
    }

    private ServerConnector connector() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(settings.limits().largestHeader());
        ServerConnector made = settings.tls()
                .map(tls -> secured(tls, configuration))
                .orElseGet(() -> new ServerConnector(server, new HttpConnectionFactory(configuration)));
        made.setHost(settings.host());
        made.setPort(settings.port());
        made.setIdleTimeout(settings.limits().idle().toMillis());
        made.setAcceptQueueSize(ACCEPT_QUEUE);
        made.setShutdownIdleTimeout(IDLE_AT_CLOSE.toMillis());
        return made;
    }

    private ServerConnector secured(SSLContext tls, HttpConfiguration configuration) {
        // Without the check of names: clients may know the node by an address that its certificate does not list.
        configuration.addCustomizer(new SecureRequestCustomizer(false));
        SslContextFactory.Server factory = new SslContextFactory.Server();
        factory.setSslContext(tls);
        return new ServerConnector(server, factory, new HttpConnectionFactory(configuration));
    }

    /**
     * Creates a server for a node whose results lie elsewhere. Nothing listens until {@link #start()}.
     *
     * @throws BacalhauException {@code PERMISSION_DENIED} if other machines would get in without authentication and that is
     *     not explicitly allowed; {@code INVALID_ARGUMENT} if the host is not known
     */
    public static HttpApiServer of(BacalhauNode node, HttpSettings settings) {
        return of(node, settings, ResultServer.relaying(ResultSettings.DEFAULT));
    }

    /**
     * Creates a server for a node that serves its results too. Nothing listens until {@link #start()}.
     *
     * @param results closed with the server
     * @throws BacalhauException as the other method
     */
    public static HttpApiServer of(BacalhauNode node, HttpSettings settings, ResultServer results) {
        refuseOpenAccess(settings);
        return new HttpApiServer(node, settings, results);
    }

    private static void refuseOpenAccess(HttpSettings settings) {
        InetAddress address;
        try {
            address = InetAddress.getByName(settings.host());
        } catch (UnknownHostException e) {
            throw new BacalhauException(
                    Failure.of(
                            ErrorCode.INVALID_ARGUMENT,
                            "host " + settings.host() + " is not known",
                            "name an address of this machine, such as 127.0.0.1"),
                    e);
        }
        if (!address.isLoopbackAddress() && settings.auth().isOpen() && !settings.openAccessAllowed()) {
            throw BacalhauException.of(
                    ErrorCode.PERMISSION_DENIED,
                    "listening on " + settings.host() + " without authentication would let everybody who reaches this"
                            + " machine run programs on it",
                    "listen on 127.0.0.1, set an access policy, or allow open access explicitly");
        }
    }

    /**
     * Begins to listen.
     *
     * @throws IllegalStateException if the server was started or closed before
     * @throws BacalhauException {@code CONFLICT} if it cannot listen there, for instance because the port is in use
     */
    public synchronized void start() {
        if (started) {
            throw new IllegalStateException("the server was started or closed before");
        }
        started = true;
        try {
            connector.open();
            server.start();
            results.listening(settings.tls().isPresent() ? "https" : "http", settings.host(), port());
        } catch (IOException e) {
            close();
            throw new BacalhauException(
                    Failure.of(
                            ErrorCode.CONFLICT,
                            "cannot listen on " + settings.host() + ":" + settings.port() + ": " + e.getMessage(),
                            "choose another port, or end the program that uses it; port 0 takes a free one"),
                    e);
        } catch (Exception e) {
            close();
            throw new IllegalStateException("the HTTP server does not start", e);
        }
    }

    /**
     * Returns the port on which the server listens.
     *
     * @throws IllegalStateException if it does not listen
     */
    public int port() {
        int port = connector.getLocalPort();
        if (port <= 0) {
            throw new IllegalStateException("the server does not listen");
        }
        return port;
    }

    /**
     * Returns the address of the API on this machine, without a slash at the end.
     *
     * @throws IllegalStateException if the server does not listen
     */
    public URI uri() {
        String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        String scheme = settings.tls().isPresent() ? "https://" : "http://";
        return URI.create(scheme + host + ":" + port());
    }

    /** Returns what is routed. */
    List<Route> routes() {
        return routes.routes();
    }

    /**
     * Stops listening, ends all streams, and lets the requests in hand end, within the drain time. May be called any number
     * of times.
     */
    @Override
    public synchronized void close() {
        started = true;
        streams.close();
        results.close();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP server does not stop", e);
        } finally {
            server.destroy();
            reads.close();
        }
    }
}
