package org.bacalhau.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPInputStream;
import org.bacalhau.core.BacalhauNode;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.node.executor.noop.NoopExecutor;
import org.bacalhau.node.http.TestNode.Reply;
import org.bacalhau.node.http.auth.AccessPolicy;
import org.bacalhau.node.http.auth.AuthSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way of a request, apart from what routes do. */
class HttpApiServerTest {
    private static final HttpLimits HASTY =
            HttpLimits.DEFAULT.withTimes(Duration.ofSeconds(30), Duration.ofMillis(200), Duration.ofSeconds(1));

    private TestNode node;

    @BeforeEach
    void start() {
        node = TestNode.start();
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void saysWhatTheServerIsAndKeepsTheIdOfARequest() throws Exception {
        Reply reply = node.get("/api/v1/agent/alive", "X-Request-Id", "my-request-1");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).isEqualTo("{\"Status\":\"OK\"}\n");
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.header("X-Request-Id")).isEqualTo("my-request-1");
        assertThat(reply.header("X-Bacalhau-Git-Version")).isEqualTo("v1.4.0");
        assertThat(reply.header("X-Bacalhau-Build-Date")).isEqualTo("1970-01-01 00:00:00 +0000 UTC");
        assertThat(reply.header("X-Bacalhau-Capabilities")).isEqualTo("idempotency-key,wait");
    }

    @Test
    void inventsAnIdForARequestWithNoneOrAnUnsoundOne() throws Exception {
        assertThat(node.get("/api/v1/livez").header("X-Request-Id")).matches("[A-Za-z0-9]{32}");
        assertThat(node.get("/api/v1/livez", "X-Request-Id", "a b").header("X-Request-Id"))
                .matches("[A-Za-z0-9]{32}");
    }

    @Test
    void writesForPeopleIfAskedTo() throws Exception {
        assertThat(node.get("/api/v1/agent/alive?pretty").text()).contains("\n  \"Status\"");
    }

    @Test
    void tellsUnknownPathsAndWrongMethodsApart() throws Exception {
        Reply unknown = node.get("/api/v1/orchestrator/nosuch");
        Reply wrong = node.send("DELETE", "/api/v1/orchestrator/jobs", "");

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.at("error")).isEqualTo("code=404, message=Not Found");
        assertThat(unknown.at("code")).isEqualTo("NOT_FOUND");
        assertThat(unknown.at("requestId")).isEqualTo(unknown.header("X-Request-Id"));
        assertThat(wrong.status()).isEqualTo(405);
        assertThat(wrong.header("Allow")).isEqualTo("GET, POST, PUT");
    }

    @Test
    void answersHeadWithoutABody() throws Exception {
        Reply reply = node.send("HEAD", "/api/v1/agent/alive", "");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Length")).isEqualTo("16");
        assertThat(reply.text()).isEmpty();
    }

    @Test
    void keepsOldClientsOut() throws Exception {
        Reply old = node.get("/api/v1/agent/alive", "X-Bacalhau-Git-Version", "v1.3.2");
        Reply candidate = node.get("/nosuch", "X-Bacalhau-Git-Version", "v1.4.0-rc1");
        Reply unreadable = node.get("/api/v1/agent/alive", "X-Bacalhau-Git-Version", "one");

        assertThat(old.status()).isEqualTo(403);
        assertThat(old.text())
                .isEqualTo("{\"Error\":\"Client version is outdated. Update your client\",\"MinVersion\":\"1.4.0\","
                        + "\"ClientVersion\":\"1.3.2\",\"ServerVersion\":\"1.4.0\"}\n");
        assertThat(candidate.status()).isEqualTo(403);
        assertThat(unreadable.status()).isEqualTo(400);
        assertThat(unreadable.at("Error")).isEqualTo("Invalid client version one");
        for (String fine : new String[] {"v1.4.0", "1.4", "v2", "v0.0.0", "v0.0.0-xxxxxxx", "v1.5.0-rc1"}) {
            assertThat(node.get("/api/v1/agent/alive", "X-Bacalhau-Git-Version", fine)
                            .status())
                    .as(fine)
                    .isEqualTo(200);
        }
    }

    @Test
    void refusesBodiesBeyondTheLimitAndTakesThoseAtIt() throws Exception {
        try (TestNode small = TestNode.start(
                HttpSettings.DEFAULT.withLimits(HttpLimits.DEFAULT.withSizes(1_000, 8 * 1024)), builder -> builder)) {
            Reply announced = small.send("PUT", "/api/v1/orchestrator/jobs", " ".repeat(1_001));
            Reply atLimit = small.send("PUT", "/api/v1/orchestrator/jobs", "{}" + " ".repeat(998));

            assertThat(announced.status()).isEqualTo(413);
            assertThat(announced.at("message")).isEqualTo("Request Entity Too Large");
            assertThat(announced.header("Connection")).isEqualTo("close");
            assertThat(atLimit.status()).isEqualTo(400);
            assertThat(atLimit.at("message")).isEqualTo("empty/nil job");
            String chunk = "3e9\r\n" + " ".repeat(1_001) + "\r\n0\r\n\r\n";
            assertThat(raw(
                            small,
                            "PUT /api/v1/orchestrator/jobs HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                                    + "Transfer-Encoding: chunked\r\n\r\n" + chunk))
                    .startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void takesChunkedBodies() throws Exception {
        assertThat(raw(
                        node,
                        "PUT /api/v1/orchestrator/jobs HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                                + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n2\r\n{}\r\n0\r\n\r\n"))
                .contains("empty/nil job");
    }

    @Test
    void givesUpOnABodyThatDoesNotArrive() throws Exception {
        try (TestNode strict = TestNode.start(HttpSettings.DEFAULT.withLimits(HASTY), builder -> builder)) {
            assertThat(raw(
                            strict,
                            "PUT /api/v1/orchestrator/jobs HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: 10\r\n\r\n{"))
                    .startsWith("HTTP/1.1 408 ")
                    .contains("DEADLINE_EXCEEDED");
        }
    }

    @Test
    void cutsOffWhoseHeadersDoNotArrive() throws Exception {
        try (TestNode strict = TestNode.start(HttpSettings.DEFAULT.withLimits(HASTY), builder -> builder)) {
            assertThat(raw(strict, "GET / HTTP/1.1\r\nHost: a\r\n")).isEmpty();
        }
    }

    @Test
    void cutsOffWhoDoesNotReadItsAnswer() throws Exception {
        try (TestNode strict = TestNode.start(HttpSettings.DEFAULT.withLimits(HASTY), builder -> builder);
                Socket deaf = new Socket()) {
            deaf.setReceiveBufferSize(4 * 1024);
            deaf.connect(new InetSocketAddress("127.0.0.1", strict.server().port()));
            deaf.setSoTimeout((int) TestNode.PATIENCE.toMillis());
            byte[] request = "GET /api/v1/openapi.json HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.UTF_8);
            // Answers to requests that are sent one after the other fill every buffer on their way, until the end shows
            // here.
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100_000; i++) {
                            deaf.getOutputStream().write(request);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void saysThatItEndsTheConnectionIfItDoesNotWaitForABody() throws Exception {
        String answer = raw(node, "PUT /api/v1/livez HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 405 ").contains("Connection: close");
    }

    @Test
    void refusesHeadersBeyondTheLimitAsJson() throws Exception {
        String answer = raw(node, "GET / HTTP/1.1\r\nHost: a\r\nX-Long: " + "x".repeat(20_000) + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 431 ").contains("\"error\":\"code=431");
    }

    @Test
    void refusesPathsThatHideSomething() throws Exception {
        for (String path : new String[] {
            "/api/v1/orchestrator/jobs/%2e%2e", "/api/v1/orchestrator/jobs/a%2Fb", "/api/v1/orchestrator/jobs/%00",
            "/api/v1/orchestrator/jobs/%", "/api/v1/orchestrator/jobs/../jobs", "/api/v1/orchestrator/jobs/%0a"
        }) {
            String answer = raw(node, "GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            assertThat(answer).as(path).matches("(?s)HTTP/1.1 (400|404) .*").contains("\"error\"");
        }
    }

    @Test
    void compressesLongAnswersForThoseWhoAskForIt() throws Exception {
        String answerHead = "GET /api/v1/openapi.json HTTP/1.1\r\nHost: a\r\nConnection: close\r\n";
        byte[] packed = rawBytes(node, answerHead + "Accept-Encoding: deflate, gzip;q=0.5\r\n\r\n");
        String head = new String(packed, StandardCharsets.ISO_8859_1);
        int start = head.indexOf("\r\n\r\n") + 4;

        assertThat(head).contains("Content-Encoding: gzip");
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed, start, packed.length - start))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).contains("\"openapi\":\"3.1.0\"");
        }
        assertThat(raw(node, answerHead + "Accept-Encoding: gzip;q=0\r\n\r\n")).contains("\"openapi\"");
    }

    @Test
    void tellsPagesOfOtherOriginsNothingUnlessTheyAreNamed() throws Exception {
        assertThat(node.get("/api/v1/livez", "Origin", "http://a.example").header("Access-Control-Allow-Origin"))
                .isEmpty();
        try (TestNode open =
                TestNode.start(HttpSettings.DEFAULT.withOrigins(Set.of("http://a.example")), builder -> builder)) {
            Reply named = open.get("/api/v1/livez", "Origin", "http://a.example");
            Reply other = open.get("/api/v1/livez", "Origin", "http://b.example");
            Reply preflight = open.send(
                    "OPTIONS",
                    "/api/v1/orchestrator/jobs",
                    "",
                    "Origin",
                    "http://a.example",
                    "Access-Control-Request-Headers",
                    "content-type");

            assertThat(named.header("Access-Control-Allow-Origin")).isEqualTo("http://a.example");
            assertThat(other.header("Access-Control-Allow-Origin")).isEmpty();
            assertThat(preflight.status()).isEqualTo(204);
            assertThat(preflight.header("Access-Control-Allow-Methods")).contains("PUT");
            assertThat(preflight.header("Access-Control-Allow-Headers")).isEqualTo("content-type");
        }
    }

    @Test
    void refusesToListenForOthersWithoutAuthenticationUnlessAllowed() {
        try (BacalhauNode unstarted = BacalhauNode.builder().build()) {
            HttpSettings everywhere = HttpSettings.DEFAULT.withAddress("0.0.0.0", 0);

            assertThatThrownBy(() -> HttpApiServer.of(unstarted, everywhere))
                    .isInstanceOfSatisfying(BacalhauException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
                        assertThat(e.failure().hint()).contains("127.0.0.1");
                    });
            HttpApiServer.of(unstarted, everywhere.withOpenAccessAllowed(true)).close();
        }
    }

    @Test
    void namesThePortThatIsInUse() {
        HttpSettings taken =
                HttpSettings.DEFAULT.withAddress("127.0.0.1", node.server().port());
        try (HttpApiServer second = HttpApiServer.of(node.node(), taken)) {
            assertThatThrownBy(second::start)
                    .isInstanceOfSatisfying(
                            BacalhauException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
                    .hasMessageContaining("127.0.0.1:" + node.server().port());
        }
    }

    @Test
    void letsRequestsInHandEndWhenItCloses() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch inHand = new CountDownLatch(1);
        AccessPolicy watching = request -> {
            if (request.method().equals("GET")) {
                inHand.countDown();
            }
            return AccessPolicy.Decision.ALLOW;
        };
        TestNode busy = TestNode.start(
                HttpSettings.DEFAULT.withAuth(new AuthSettings(Map.of(), watching, null)),
                builder -> builder.executor(new NoopExecutor(request -> {
                    running.countDown();
                    go.await();
                    return RunResult.SUCCESS;
                })));
        try (busy) {
            String job = busy.submit(TestNode.noop("slow"));
            running.await();
            CompletableFuture<Reply> waiting = CompletableFuture.supplyAsync(() -> {
                try {
                    return busy.get("/api/v1/orchestrator/jobs/" + job + "?wait=30");
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            inHand.await();
            CompletableFuture<Void> closing =
                    CompletableFuture.runAsync(() -> busy.server().close());
            go.countDown();
            closing.join();

            assertThat(waiting.join().status()).isEqualTo(200);
        }
    }

    static String raw(TestNode to, String request) throws IOException {
        return new String(rawBytes(to, request), StandardCharsets.UTF_8);
    }

    private static byte[] rawBytes(TestNode to, String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", to.server().port())) {
            socket.setSoTimeout((int) TestNode.PATIENCE.toMillis());
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return socket.getInputStream().readAllBytes();
        }
    }
}
