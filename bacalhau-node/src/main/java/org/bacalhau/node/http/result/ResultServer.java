package org.bacalhau.node.http.result;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.requester.Requester;
import org.bacalhau.node.http.route.Call;
import org.bacalhau.node.http.route.Route;
import org.bacalhau.node.publisher.local.ArchiveAddresses;
import org.bacalhau.node.publisher.local.PublishedArchive;
import org.jspecify.annotations.Nullable;

/**
 * Serves results over HTTP: the publisher {@code local} tells it of archives, and the HTTP server has it answer for them. Give one
 * to both:
 *
 * <pre>{@code
 * ResultServer results = ResultServer.open(data.resolve("results"), data.resolve("results.key"), ResultSettings.DEFAULT);
 * try (BacalhauNode node = BacalhauNode.builder().plugin(new PublisherPlugin(results)).build();
 *         HttpApiServer server = HttpApiServer.of(node, HttpSettings.DEFAULT, results)) {
 *     …
 * }
 * }</pre>
 *
 * <p>Safe for any thread. The HTTP server closes it.
 */
public final class ResultServer implements ArchiveAddresses, AutoCloseable {
    /** What the paths of all links begin with. They need no token: a link is its own proof. */
    public static final String PATH = "/api/v1/results/";

    private static final long START_SECONDS = 10; // how long a result waits for the HTTP server to start
    private static final int CHECKS = 64; // as many results as are published at a time, about

    private final NodeKey key;
    private final Optional<ServedArchives> archives;
    private final ResultSettings settings;
    private final CompletableFuture<URI> base = new CompletableFuture<>();
    private final ResultLinks links;
    private final Upstream upstream;
    private final Upstream own;
    private final OwnLinkCheck check;
    private final ResultEndpoints endpoints;

    ResultServer(NodeKey key, @Nullable ServedArchives archives, ResultSettings settings, InstantSource clock) {
        this.key = key;
        this.settings = settings;
        this.archives = Optional.ofNullable(archives);
        this.links = new ResultLinks(key, settings, clock, base::join);
        this.upstream = new Upstream(settings.relays(), settings.relayIdle(), UnaryOperator.identity());
        this.own = new Upstream(CHECKS, settings.relayIdle(), AnyCertificate::allow);
        this.check = new OwnLinkCheck(own);
        this.endpoints = new ResultEndpoints(key, this.archives, links, new Relay(upstream, settings.relays()), clock);
    }

    /**
     * Serves the archives in a directory, and relays results of other nodes.
     *
     * @param directory where archives lie; made when the first is published
     * @param keyFile the key of links, which only the node's user may read; made if there is none. With it links outlive a
     *     restart
     * @throws BacalhauException {@code INTERNAL} if the key cannot be read or made
     */
    public static ResultServer open(Path directory, Path keyFile, ResultSettings settings) {
        InstantSource clock = InstantSource.system();
        ServedArchives archives = new ServedArchives(directory, settings.retention(), clock);
        return new ResultServer(NodeKey.ofFile(keyFile), archives, settings, clock);
    }

    /** Relays results of other nodes alone. Links do not outlive a restart. */
    public static ResultServer relaying(ResultSettings settings) {
        return new ResultServer(NodeKey.random(), null, settings, InstantSource.system());
    }

    /**
     * Returns where archives lie.
     *
     * @throws IllegalStateException if none are served
     */
    public Path directory() {
        return served().directory();
    }

    private ServedArchives served() {
        return archives.orElseThrow(() -> new IllegalStateException("this server serves no archives of its own"));
    }

    /**
     * Takes note of where the HTTP server listens. Called once, by the server.
     *
     * @param scheme http or https
     * @param host the address or name it was told to listen on
     * @param port the port it has
     * @throws IOException if the address of this machine cannot be found out
     */
    public void listening(String scheme, String host, int port) throws IOException {
        base.complete(
                settings.advertised().isPresent() ? settings.advertised().get() : ListenAddress.of(scheme, host, port));
    }

    /** Returns the routes of links. */
    public List<Route> routes(Optional<Requester> requester) {
        return endpoints.routes(requester);
    }

    /**
     * Makes a link to an archive, and makes sure that it works. Blocks; waits some seconds for the HTTP server to start.
     *
     * @return {@code URL} with a link that is valid from now on, and {@code LinkKey} with which a requester makes later ones
     * @throws BacalhauException {@code UNAVAILABLE} if the HTTP server is not started or closed already, {@code
     *     UPSTREAM_FAILED} if it does not answer at its own address, {@code INVALID_ARGUMENT} if the archive's name does not
     *     fit into a link
     */
    @Override
    public Map<String, Object> advertise(PublishedArchive archive) throws IOException, InterruptedException {
        String file = String.valueOf(archive.file().getFileName());
        if (!ServedArchives.isName(file)) {
            throw BacalhauException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "the archive \"" + file + "\" cannot be named in a link",
                    "use ids of executions made of letters, digits and dashes, not longer than 200 characters");
        }
        served().published(archive);
        URI link = links.toArchive(startedBase(), file);
        check.check(link, archive);
        return Map.of(
                "URL",
                link.toString(),
                StoredResult.LINK_KEY,
                key.forArchive(file).text());
    }

    private URI startedBase() throws InterruptedException {
        try {
            return base.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new BacalhauException(
                    Failure.of(
                            ErrorCode.UNAVAILABLE,
                            "the HTTP server that results are published on is not started",
                            "start it with the node"),
                    e);
        } catch (ExecutionException e) {
            throw Objects.requireNonNull((BacalhauException) e.getCause());
        }
    }

    /** Returns a published result as the client that calls is given it: with a fresh link that it can follow. */
    public SpecConfig forClient(JobId job, SpecConfig published, Call call) {
        return links.forClient(job, published, call);
    }

    /** Returns a published result without what makes a link of it, for those who may only see that there is one. */
    public static SpecConfig withoutLink(SpecConfig published) {
        return ResultLinks.withoutLink(published);
    }

    /** Ends what is relayed, and publishes nothing any more. May be called any number of times. */
    @Override
    public void close() {
        base.obtrudeException(
                BacalhauException.of(ErrorCode.UNAVAILABLE, "the HTTP server is closed", "start the node again"));
        upstream.close();
        own.close();
    }
}
