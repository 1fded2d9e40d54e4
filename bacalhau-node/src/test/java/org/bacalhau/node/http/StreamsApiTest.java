package org.bacalhau.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.node.executor.noop.NoopExecutor;
import org.bacalhau.node.http.TestNode.Reply;
import org.junit.jupiter.api.Test;

/** Logs and events, which come piece by piece. */
class StreamsApiTest {
    private static final String JOBS = "/api/v1/orchestrator/jobs/";

    @Test
    void sendsTheLogOfAFinishedJob() throws Exception {
        try (TestNode node = writing("hello\n")) {
            String id = node.submit(TestNode.noop("x"));
            node.ended(id);
            Reader reader = follow(node, id, "");

            assertThat(reader.closed()).isEqualTo(1000);
            assertThat(reader.messages).containsExactly("{\"value\":{\"Type\":1,\"Line\":\"hello\\n\"}}\n");
        }
    }

    @Test
    void saysInAMessageWhyThereIsNoLog() throws Exception {
        try (TestNode node = TestNode.start()) {
            Reader unknown = follow(node, "j-zzz", "");
            Reader unreadable = follow(node, "j-zzz", "?follow=maybe");

            assertThat(unknown.closed()).isEqualTo(1000);
            assertThat(unknown.messages)
                    .containsExactly("{\"error\":\"failed to open log stream for job j-zzz: Job not found. ID: j-zzz\","
                            + "\"value\":{\"Type\":0,\"Line\":\"\"}}\n");
            assertThat(unreadable.closed()).isEqualTo(1000);
            assertThat(unreadable.messages.get(0)).startsWith("{\"error\":\"code=400, message=");
        }
    }

    @Test
    void followsARunningJobWhileOthersReadNothing() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        try (TestNode node = TestNode.start(
                HttpSettings.DEFAULT,
                builder -> builder.executor(new NoopExecutor(request -> {
                    request.stdout().write("first é".getBytes(StandardCharsets.UTF_8));
                    request.stdout().flush();
                    begun.countDown();
                    go.await();
                    request.stdout().write(" last\n".getBytes(StandardCharsets.UTF_8));
                    return RunResult.SUCCESS;
                })))) {
            String id = node.submit(TestNode.noop("x"));
            begun.await();
            List<Socket> idle = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                idle.add(openWithoutReading(node, id));
            }
            Reader reader = follow(node, id, "?follow=true");
            reader.first.get(20, TimeUnit.SECONDS);
            assertThat(node.get("/api/v1/agent/alive").status()).isEqualTo(200);
            go.countDown();

            assertThat(reader.closed()).isEqualTo(1000);
            assertThat(reader.text()).contains("first é").endsWith(" last\\n");
            assertThat(node.ended(id).at("Job", "State", "StateType")).isEqualTo("Completed");
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @Test
    void refusesPlainRequestsAndForeignPagesForLogs() throws Exception {
        try (TestNode node = TestNode.start()) {
            Reply plain = node.get(JOBS + "j-x/logs");
            assertThat(plain.status()).isEqualTo(400);
            String handshake = "GET " + JOBS + "j-x/logs HTTP/1.1\r\nHost: 127.0.0.1:1\r\nUpgrade: websocket\r\n"
                    + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
            assertThat(HttpApiServerTest.raw(
                            node, handshake + "Sec-WebSocket-Version: 13\r\nOrigin: http://a.example\r\n\r\n"))
                    .startsWith("HTTP/1.1 403 ");
            assertThat(HttpApiServerTest.raw(node, handshake + "Sec-WebSocket-Version: 8\r\n\r\n"))
                    .startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void boundsTheNumberOfStreams() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (TestNode node = TestNode.start(
                HttpSettings.DEFAULT.withLimits(HttpLimits.DEFAULT.withCounts(100, 1)),
                builder -> builder.executor(new NoopExecutor(request -> {
                    go.await();
                    return RunResult.SUCCESS;
                })))) {
            String id = node.submit(TestNode.noop("x"));
            HttpResponse<InputStream> first = node.client.send(
                    HttpRequest.newBuilder(URI.create(node.server().uri() + JOBS + id + "/events"))
                            .build(),
                    BodyHandlers.ofInputStream());
            Reply second = node.get(JOBS + id + "/events");

            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(second.status()).isEqualTo(503);
            assertThat(second.at("code")).isEqualTo("RESOURCE_EXHAUSTED");
            go.countDown();
            assertThat(new String(first.body().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("\"New\":\"Completed\"");
            assertThat(node.get(JOBS + id + "/events").status()).isEqualTo(200);
        }
    }

    @Test
    void sendsEventsUntilTheJobHasEndedAndGoesOnWhereItWas() throws Exception {
        try (TestNode node = TestNode.start()) {
            String id = node.submit(TestNode.noop("x"));
            Reply all = node.get(JOBS + id + "/events");
            List<String> ids =
                    all.text().lines().filter(line -> line.startsWith("id: ")).toList();
            Reply rest = node.get(
                    JOBS + id + "/events",
                    "Last-Event-ID",
                    ids.get(ids.size() - 2).substring(4));

            assertThat(all.header("Content-Type")).isEqualTo("text/event-stream");
            assertThat(ids).hasSizeGreaterThan(3).startsWith("id: 1", "id: 2");
            assertThat(rest.text().lines().filter(line -> line.startsWith("id: ")))
                    .containsExactly(ids.get(ids.size() - 1));
            assertThat(node.get(JOBS + id + "/events", "Last-Event-ID", "x").status())
                    .isEqualTo(400);
            assertThat(node.get(JOBS + "j-zzz/events").status()).isEqualTo(404);
        }
    }

    private static TestNode writing(String text) {
        return TestNode.start(
                HttpSettings.DEFAULT,
                builder -> builder.executor(new NoopExecutor(request -> {
                    request.stdout().write(text.getBytes(StandardCharsets.UTF_8));
                    return RunResult.SUCCESS;
                })));
    }

    private static Reader follow(TestNode node, String id, String query) {
        Reader reader = new Reader();
        URI uri = URI.create("ws" + node.server().uri().toString().substring(4) + JOBS + id + "/logs" + query);
        node.client.newWebSocketBuilder().buildAsync(uri, reader).join();
        return reader;
    }

    private static Socket openWithoutReading(TestNode node, String id) throws Exception {
        Socket socket = new Socket("127.0.0.1", node.server().port());
        socket.getOutputStream()
                .write(("GET " + JOBS + id + "/logs?follow=true HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n"
                                + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                + "Sec-WebSocket-Version: 13\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        BufferedReader head =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        assertThat(head.readLine()).isEqualTo("HTTP/1.1 101 Switching Protocols");
        return socket;
    }

    private static final class Reader implements WebSocket.Listener {
        private final List<String> messages = new ArrayList<>();
        private final StringBuilder part = new StringBuilder();
        private final CompletableFuture<Integer> end = new CompletableFuture<>();
        private final CompletableFuture<Void> first = new CompletableFuture<>();

        int closed() {
            return end.orTimeout(20, TimeUnit.SECONDS).join();
        }

        String text() {
            return Stream.of(String.join("", messages).split("\"Line\":\""))
                    .skip(1)
                    .map(line -> line.substring(0, line.indexOf('"')))
                    .reduce("", String::concat);
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                messages.add(part.toString());
                part.setLength(0);
                first.complete(null);
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int statusCode, String reason) {
            end.complete(statusCode);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            end.completeExceptionally(error);
            first.completeExceptionally(error);
        }
    }
}
