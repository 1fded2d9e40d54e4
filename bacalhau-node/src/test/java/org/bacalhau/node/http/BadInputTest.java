package org.bacalhau.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.KeyPair;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.node.StoragePlugin;
import org.bacalhau.node.executor.noop.NoopExecutor;
import org.bacalhau.node.http.TestNode.Reply;
import org.bacalhau.node.http.auth.AuthSettings;
import org.bacalhau.node.http.auth.TokenPolicy;
import org.bacalhau.node.http.auth.Tokens;
import org.bacalhau.node.http.route.Caller;
import org.junit.jupiter.api.Test;

/** Requests that are wrong, too much or too many. */
class BadInputTest {
    private static final String JOBS = "/api/v1/orchestrator/jobs";

    @Test
    void refusesWhatIsNoText() throws Exception {
        try (TestNode node = TestNode.start()) {
            String head =
                    "PUT " + JOBS + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 17\r\n\r\n";
            assertThat(raw(node, head, "{\"Job\":{\"Name\":\"", new byte[] {(byte) 0xc3, '"'}))
                    .startsWith("HTTP/1.1 400 ")
                    .contains("INVALID_ARGUMENT");
            assertThat(node.get(JOBS + "?labels=%ff%fe").status()).isEqualTo(400);
            String unreadable = "GET " + JOBS + "?limit=%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
            assertThat(raw(node, unreadable, "", new byte[0])).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void refusesJsonThatIsNestedWithoutEnd() throws Exception {
        try (TestNode node = TestNode.start()) {
            String deep = "{\"Job\":{\"Tasks\":[{\"Engine\":{\"Params\":" + "{\"a\":".repeat(100_000);

            assertThat(node.send("PUT", JOBS, deep).status()).isEqualTo(400);
        }
    }

    @Test
    void takesNoMoreConnectionsThanAllowedUntilOneCloses() throws Exception {
        try (TestNode node = TestNode.start(
                HttpSettings.DEFAULT.withLimits(HttpLimits.DEFAULT.withCounts(2, 10)), builder -> builder)) {
            Caught first = new Caught(node);
            Caught second = new Caught(node);
            assertThat(first.ask()).startsWith("HTTP/1.1 200");
            assertThat(second.ask()).startsWith("HTTP/1.1 200");
            Caught third = new Caught(node);
            CompletableFuture<String> late = CompletableFuture.supplyAsync(third::ask);
            for (int i = 0; i < 100; i++) {
                assertThat(first.ask()).startsWith("HTTP/1.1 200");
            }
            assertThat(late).isNotDone();

            second.close();

            assertThat(late.get(20, TimeUnit.SECONDS)).startsWith("HTTP/1.1 200");
            first.close();
            third.close();
        }
    }

    @Test
    void tellsCallersThatWaitBeyondTheLimitWhenToComeBack() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (TestNode node = TestNode.start(
                HttpSettings.DEFAULT.withLimits(HttpLimits.DEFAULT.withCounts(100, 1)),
                builder -> builder.executor(new NoopExecutor(request -> {
                    go.await();
                    return RunResult.SUCCESS;
                })))) {
            String id = node.submit(TestNode.noop("x"));
            // Two at once: whichever comes first, the other is one too many.
            List<CompletableFuture<Reply>> waits = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                waits.add(CompletableFuture.supplyAsync(() -> get(node, JOBS + "/" + id + "?wait=30")));
            }
            Reply refused =
                    (Reply) CompletableFuture.anyOf(waits.get(0), waits.get(1)).get(20, TimeUnit.SECONDS);
            go.countDown();

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.at("code")).isEqualTo("RESOURCE_EXHAUSTED");
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(waits.stream().map(wait -> wait.join().status())).containsExactlyInAnyOrder(200, 503);
            assertThat(node.get(JOBS + "/" + id + "?wait=30").status()).isEqualTo(200);
        }
    }

    @Test
    void refusesTokensThatAreTamperedExpiredOrOfAnotherNode() throws Exception {
        KeyPair key = Tokens.newKey();
        AuthSettings auth = new AuthSettings(Map.of(), new TokenPolicy(), key);
        try (TestNode node = TestNode.start(HttpSettings.DEFAULT.withAuth(auth), builder -> builder)) {
            Instant longAgo = InstantSource.system().instant().minus(Tokens.LIFETIME.multipliedBy(2));
            NodeId self = new NodeId(TestNode.NODE_ID);
            Map<String, Integer> rights = Map.of("*", Caller.EVERYTHING);
            String sound = new Tokens(self, () -> key, InstantSource.system()).issue("ann", rights);
            String expired = new Tokens(self, () -> key, () -> longAgo).issue("ann", rights);
            String foreign = new Tokens(new NodeId("n-other"), () -> key, InstantSource.system()).issue("ann", rights);
            String tampered = sound.substring(0, sound.length() - 8) + "AAAAAAAA";

            assertThat(statusWith(node, sound)).isEqualTo(200);
            for (String bad : List.of(expired, foreign, tampered, "", "\u00e9", "a.b.c")) {
                assertThat(statusWith(node, bad)).as(bad).isEqualTo(401);
            }
        }
    }

    @Test
    void runsAJobWithAlmostTenMegabytesInline() throws Exception {
        AtomicLong seen = new AtomicLong();
        byte[] data = new byte[7_000_000];
        try (TestNode node = TestNode.start(
                HttpSettings.DEFAULT,
                builder -> builder.plugin(new StoragePlugin()).executor(new NoopExecutor(request -> {
                    seen.set(Files.size(request.inputs().get(0).source()));
                    return RunResult.SUCCESS;
                })))) {
            String url = "data:text/plain;base64," + Base64.getEncoder().encodeToString(data);
            String id = node.submit(TestNode.noop("large")
                    .replaceFirst(
                            "\"Engine\"",
                            "\"InputSources\":[{\"Target\":\"/in\",\"Source\":{\"Type\":\"inline\",\"Params\":{\"URL\":\""
                                    + url + "\"}}}],\"Engine\""));

            assertThat(node.ended(id).at("Job", "State", "StateType")).isEqualTo("Completed");
            assertThat(seen).hasValue(data.length);
        }
    }

    private static int statusWith(TestNode node, String token) throws Exception {
        String answer = raw(
                node,
                "GET " + JOBS + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer ",
                token,
                "\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        return Integer.parseInt(answer.substring(9, 12));
    }

    private static String raw(TestNode node, String head, String more, byte[] last) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", node.server().port())) {
            socket.setSoTimeout((int) TestNode.PATIENCE.toMillis());
            socket.getOutputStream().write((head + more).getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(last);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Reply get(TestNode node, String path) {
        try {
            return node.get(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A connection that stays open. */
    private static final class Caught {
        private final Socket socket;
        private final BufferedReader in;

        Caught(TestNode node) throws IOException {
            socket = new Socket("127.0.0.1", node.server().port());
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        /** Returns the first line of an answer, and reads the rest. */
        String ask() {
            try {
                socket.getOutputStream()
                        .write("GET /api/v1/livez HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                String first = in.readLine();
                while (!in.readLine().isEmpty()) {
                    // Headers.
                }
                assertThat(new String(new char[] {(char) in.read(), (char) in.read()}))
                        .isEqualTo("OK");
                return first;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void close() throws IOException {
            socket.close();
        }
    }
}
