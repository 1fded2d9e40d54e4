package org.bacalhau.node.http.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.bacalhau.client.DownloadOptions;
import org.bacalhau.client.DownloadedResult;
import org.bacalhau.client.api.ApiSpecConfig;
import org.bacalhau.core.Role;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.publisher.PublishRequest;
import org.bacalhau.core.publisher.Publisher;
import org.bacalhau.core.transport.LocalTransport;
import org.bacalhau.node.PublisherPlugin;
import org.bacalhau.node.executor.noop.NoopExecutor;
import org.bacalhau.node.http.HttpSettings;
import org.bacalhau.node.http.result.ResultSettings.Relaying;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A requester and a compute node, each with an HTTP server of its own. */
@Timeout(120)
class RelayTest {
    private static final ResultSettings ALWAYS =
            ResultSettings.DEFAULT.withRelaying(Relaying.ALWAYS, 2, Duration.ofSeconds(30));

    @TempDir
    Path temp;

    private final LocalTransport network = new LocalTransport();
    private ResultNode requester;
    private ResultNode compute;

    @AfterEach
    void close() {
        requester.close();
        compute.close();
        network.close();
    }

    private void start(ResultSettings relaying) {
        ResultServer results = ResultNode.results(temp);
        start(relaying, results, new PublisherPlugin(results).publishers().get(1));
    }

    private void start(ResultSettings relaying, ResultServer ofCompute, Publisher publisher) {
        requester = ResultNode.start(
                ResultServer.relaying(relaying),
                HttpSettings.DEFAULT,
                builder -> builder.roles(Role.REQUESTER).transport(network));
        compute = ResultNode.start(
                ofCompute,
                HttpSettings.DEFAULT,
                builder -> builder.roles(Role.COMPUTE)
                        .transport(network)
                        .publisher(publisher)
                        .executor(new NoopExecutor(ResultNode::write)));
    }

    /** A compute node whose results lie at {@code address} followed by their names, as those of the original do. */
    private void startWithResultsAt(ResultSettings relaying, String address) {
        start(relaying, ResultServer.relaying(ResultSettings.DEFAULT), new Publisher() {
            @Override
            public String type() {
                return "local";
            }

            @Override
            public SpecConfig publish(PublishRequest request) {
                return SpecConfig.of("urlDownload").with("URL", address + request.executionId() + ".tar.gz");
            }
        });
    }

    @Test
    void theRequesterMakesLinksOfTheComputeNodeAndOffersToRelay() throws Exception {
        start(ResultSettings.DEFAULT);
        SpecConfig result = requester.result(requester.run(1_000));
        String direct = String.valueOf(result.param("URL"));
        String relay = String.valueOf(result.param("RelayURL"));

        assertThat(result.params()).containsOnlyKeys("URL", "RelayURL", "Size", "SHA256");
        assertThat(direct).startsWith(compute.server.uri() + "/api/v1/results/e-");
        assertThat(relay).startsWith(requester.server.uri() + "/api/v1/results/j-");
        assertThat(ResultNode.get(direct).body())
                .isEqualTo(ResultNode.get(relay).body());
    }

    @Test
    void relaysTheWholeAPartAndTheHeadAsTheComputeNodeSendsThem() throws Exception {
        start(ALWAYS);
        String relay = requester.link(requester.run(300_000));
        HttpResponse<byte[]> whole = ResultNode.get(relay);
        String tag = ResultNode.header(whole, "ETag");
        HttpResponse<byte[]> part = ResultNode.get(relay, "Range", "bytes=100-200099", "If-Range", tag);

        assertThat(relay).startsWith(requester.server.uri().toString());
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(tag).matches("\"[0-9a-f]{64}\"");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole.body(), 100, 200_100));
        assertThat(ResultNode.header(part, "Content-Range")).isEqualTo("bytes 100-200099/" + whole.body().length);
        assertThat(ResultNode.get(relay, "Range", "bytes=9-", "If-Range", "\"x\"")
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<byte[]> beyond = ResultNode.get(relay, "Range", "bytes=99999999-");
        assertThat(beyond.statusCode()).isEqualTo(416);
        assertThat(ResultNode.header(beyond, "Content-Range")).isEqualTo("bytes */" + whole.body().length);
        HttpResponse<byte[]> head = ResultNode.send("HEAD", relay);
        for (String name : new String[] {"Content-Length", "ETag", "Repr-Digest", "Last-Modified", "Content-Type"}) {
            assertThat(ResultNode.header(head, name)).as(name).isNotEmpty().isEqualTo(ResultNode.header(whole, name));
        }
    }

    @Test
    void theSdkTurnsToTheRelayWhereTheComputeNodeIsNotReached() throws Exception {
        start(ResultSettings.DEFAULT);
        ApiSpecConfig listed =
                requester.client.results().list(requester.run(1_000)).get(0);
        // Nobody listens there; and on the other, somebody else does.
        for (String wrong : new String[] {
            "http://127.0.0.1:" + freePort(), requester.server.uri().toString()
        }) {
            Map<String, Object> params = new HashMap<>(listed.params());
            params.computeIfPresent("URL", (key, url) -> String.valueOf(url).replaceFirst("http://[^/]*", wrong));
            Path target = temp.resolve("got-" + wrong.hashCode());
            DownloadedResult done = requester
                    .client
                    .results()
                    .download(ApiSpecConfig.of("urlDownload", params), target, DownloadOptions.DEFAULT);

            assertThat(done.verified()).isTrue();
            assertThat(target.resolve("outputs/data")).hasSize(1_000);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void theSdkGoesOnAfterCutsBehindTheRelay() throws Exception {
        try (CuttingProxy proxy = new CuttingProxy(2, 100_000)) {
            ResultServer results = ResultServer.open(
                    temp.resolve("results"), temp.resolve("key"), ResultSettings.DEFAULT.withAdvertised(proxy.uri()));
            start(ALWAYS, results, new PublisherPlugin(results).publishers().get(1));
            proxy.leadTo(compute.server.port());
            String job = requester.run(500_000);

            assertThat(requester.link(job)).startsWith(requester.server.uri().toString());
            DownloadedResult done = requester
                    .client
                    .results()
                    .downloadAll(job, temp.resolve("got"), DownloadOptions.DEFAULT)
                    .get(0);
            assertThat(proxy.cutsLeft()).isZero();
            assertThat(done.verified()).isTrue();
        }
    }

    @Test
    void saysThatTheComputeNodeIsGone() throws Exception {
        start(ALWAYS);
        String relay = requester.link(requester.run(10));
        int port = compute.server.port();
        compute.close();
        HttpResponse<byte[]> answer = ResultNode.get(relay);

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(text(answer)).contains("127.0.0.1:" + port, "UPSTREAM_FAILED", "advertise an address");
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @Test
    void aLinkRelaysNothingButItsResult() throws Exception {
        start(ALWAYS);
        String first = requester.link(requester.run(10));
        String second = requester.link(requester.run(10));
        String file = second.replaceAll(".*/|\\?.*", "");

        assertThat(ResultNode.get(first.replaceFirst("e-[^?]*", file)).statusCode())
                .isEqualTo(404);
        assertThat(ResultNode.get(first.replaceFirst("signature=.*", "")).statusCode())
                .isEqualTo(404);
        assertThat(ResultNode.get(compute.server.uri()
                                + first.substring(
                                        requester.server.uri().toString().length()))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void followsNoRedirects() throws Exception {
        AtomicInteger secrets = new AtomicInteger();
        HttpServer hostile = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hostile.createContext("/secret", exchange -> {
            secrets.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        hostile.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Location", "/secret");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        hostile.start();
        try {
            startWithResultsAt(
                    ALWAYS, "http://127.0.0.1:" + hostile.getAddress().getPort() + "/");
            HttpResponse<byte[]> answer = ResultNode.get(requester.link(requester.run(10)));

            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(text(answer)).contains("it answers with status 302");
            assertThat(secrets).hasValue(0);
        } finally {
            hostile.stop(0);
        }
    }

    @Test
    void relaysNothingFromAddressesThatNoPublisherGives() throws Exception {
        startWithResultsAt(ALWAYS, "http://127.0.0.1:1/latest/meta-data/");

        assertThat(requester.link(requester.run(10))).startsWith("http://127.0.0.1:1/latest/meta-data/e-");
    }

    @Test
    void relaysNoMoreAtATimeThanItsLimit() throws Exception {
        CountDownLatch asked = new CountDownLatch(2);
        CountDownLatch go = new CountDownLatch(1);
        ExecutorService threads = Executors.newCachedThreadPool();
        HttpServer slow = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        slow.setExecutor(threads);
        slow.createContext("/", exchange -> {
            asked.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            exchange.sendResponseHeaders(200, 4);
            exchange.getResponseBody().write("slow".getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        slow.start();
        try {
            startWithResultsAt(ALWAYS, "http://127.0.0.1:" + slow.getAddress().getPort() + "/");
            String relay = requester.link(requester.run(10));
            var first = threads.submit(() -> ResultNode.get(relay));
            var second = threads.submit(() -> ResultNode.get(relay));
            asked.await();
            HttpResponse<byte[]> third = ResultNode.get(relay);
            go.countDown();

            assertThat(third.statusCode()).isEqualTo(503);
            assertThat(ResultNode.header(third, "Retry-After")).isEqualTo("5");
            assertThat(text(first.get())).isEqualTo("slow");
            assertThat(text(second.get())).isEqualTo("slow");
            for (int i = 0; i < 5; i++) {
                assertThat(ResultNode.send("HEAD", relay).statusCode()).isEqualTo(200);
                assertThat(ResultNode.get(relay).statusCode()).isEqualTo(200);
            }
        } finally {
            slow.stop(0);
            threads.shutdownNow();
        }
    }
}
