package org.bacalhau.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bacalhau.client.RawLogNode.end;
import static org.bacalhau.client.RawLogNode.fragmented;
import static org.bacalhau.client.RawLogNode.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import mockwebserver3.MockResponse;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.bacalhau.client.api.Recordings;
import org.bacalhau.core.logs.LogChunk;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LogsTest {
    private static final LogOptions FOLLOW = LogOptions.FOLLOW.of("e-1");

    private final List<LogLine> lines = Collections.synchronizedList(new ArrayList<>());
    private RawLogNode node;
    private BacalhauClient client;

    @BeforeEach
    void start() throws IOException {
        node = new RawLogNode();
        client = BacalhauClient.builder(node.base()).build();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        node.close();
    }

    private String read(LogChunk.Stream stream) {
        return lines.stream()
                .filter(line -> line.stream() == stream)
                .map(LogLine::text)
                .collect(Collectors.joining());
    }

    private static String executions(String outputs) {
        return "{\"Items\":[{\"ID\":\"e-1\",\"ComputeState\":{\"StateType\":7},\"RunOutput\":" + outputs + "}]}";
    }

    private static String outputs(boolean cut) {
        return "{\"Stdout\":\"\",\"StdoutTruncated\":" + cut + ",\"stderr\":\"\",\"StderrTruncated\":false}";
    }

    @Test
    void readsALogToItsEnd() {
        node.script(output(1, "one\n"), output(2, "oops\n"), output(1, "two\n"), end());

        client.jobs().logs("j-1", LogOptions.DEFAULT.of("e-1"), lines::add);

        assertThat(lines)
                .containsExactly(
                        new LogLine(LogChunk.Stream.STDOUT, "one\n"),
                        new LogLine(LogChunk.Stream.STDERR, "oops\n"),
                        new LogLine(LogChunk.Stream.STDOUT, "two\n"));
        assertThat(node.targets()).containsExactly("/api/v1/orchestrator/jobs/j-1/logs?execution_id=e-1");
    }

    @Test
    void putsFragmentedMessagesTogether() {
        String text = "ключ 😀 ".repeat(2_000) + "\n";
        node.script(fragmented(1, text, 7), end());

        client.jobs().logs("j-1", FOLLOW, lines::add);

        assertThat(read(LogChunk.Stream.STDOUT)).isEqualTo(text);
        assertThat(node.targets()).containsExactly("/api/v1/orchestrator/jobs/j-1/logs?execution_id=e-1&follow=true");
    }

    @Test
    void understandsTheRecordedFrames() {
        for (Recordings.Exchange exchange : Recordings.of("logs/finished-stderr")) {
            List<RawLogNode.Step> steps = new ArrayList<>();
            for (JsonNode frame : exchange.frames()) {
                steps.add(
                        frame.path("type").asText().equals("close")
                                ? end()
                                : RawLogNode.text(frame.path("text").asText()));
            }
            node.script(steps.toArray(new RawLogNode.Step[0]));
        }

        client.jobs().logs("j-1", LogOptions.DEFAULT.of("e-1"), lines::add);

        assertThat(read(LogChunk.Stream.STDOUT)).isNotEmpty();
        assertThat(read(LogChunk.Stream.STDERR)).isNotEmpty();
    }

    @Test
    void takesUpABrokenLogWithoutLosingOrDoublingAnything() {
        // Cut in other places each time, even within a line and a character.
        node.script(output(1, "a1\na2\n"), output(2, "b1\n"), output(1, "a3 é"))
                .script(output(2, "b"), output(1, "a1\na2"))
                .script(output(1, "a1\n"), output(1, "a2\na3 éé\na4"), output(2, "b1\nb2\n"))
                .script(output(1, "a1\na2\na3 éé\na4\n"), output(2, "b1\nb2\n"), end())
                .json(executions(outputs(false)));

        client.jobs().logs("j-1", FOLLOW, lines::add);

        assertThat(read(LogChunk.Stream.STDOUT)).isEqualTo("a1\na2\na3 éé\na4\n");
        assertThat(read(LogChunk.Stream.STDERR)).isEqualTo("b1\nb2\n");
    }

    @Test
    void saysWhenTheRestOfABrokenLogIsGone() {
        node.script(output(1, "0123456789")).script(output(1, "01234"), end());

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> client.jobs().logs("j-1", FOLLOW, lines::add))
                .withMessageContaining("e-1")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UPSTREAM_FAILED));
        assertThat(read(LogChunk.Stream.STDOUT)).isEqualTo("0123456789");
    }

    @Test
    void saysWhenANodeKeptOnlyTheBeginningOfABrokenLog() {
        String summary = "x".repeat(2_048);
        node.script(output(1, "xxx")).script(output(1, summary + "\n"), end()).json(executions(outputs(true)));

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> client.jobs().logs("j-1", FOLLOW, lines::add))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UPSTREAM_FAILED));
    }

    @Test
    void aNodeThatKeepsTheWholeLogMayHaveACutSummary() {
        String all = "x".repeat(5_000);
        node.script(output(1, "xxx")).script(output(1, all), end()).json(executions(outputs(true)));

        client.jobs().logs("j-1", FOLLOW, lines::add);

        assertThat(read(LogChunk.Stream.STDOUT)).isEqualTo(all);
    }

    @Test
    void newOutputCannotBeTakenUpAgain() {
        node.script(output(1, "a"));

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(
                        () -> client.jobs().logs("j-1", new LogOptions("e-1", true, true, Duration.ZERO), lines::add))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UPSTREAM_FAILED));
        assertThat(node.targets())
                .containsExactly("/api/v1/orchestrator/jobs/j-1/logs?execution_id=e-1&follow=true&tail=true");
    }

    @Test
    void errorsOfTheStreamAreErrorsOfTheReading() {
        node.script(
                output(1, "a"),
                RawLogNode.text("{\"error\":\"failed to open log stream for job j-1: Job not found. ID: j-1\"}"),
                end());

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> client.jobs().logs("j-1", FOLLOW, lines::add))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"value\":1}", "not json"})
    void whatIsNoMessageEndsTheReading(String text) {
        node.script(RawLogNode.text(text), end());

        assertThatExceptionOfType(BacalhauException.class)
                .isThrownBy(() -> client.jobs().logs("j-1", FOLLOW, lines::add));
    }

    @Test
    void staysWithTheExecutionThatItBeganWith() {
        node.json("{\"Items\":[{\"ID\":\"e-failed\",\"ComputeState\":{\"StateType\":8},\"ModifyTime\":9},"
                        + "{\"ID\":\"e-1\",\"ComputeState\":{\"StateType\":5},\"ModifyTime\":5},"
                        + "{\"ID\":\"e-0\",\"ComputeState\":{\"StateType\":7},\"ModifyTime\":3}]}")
                .script(output(1, "a"))
                .script(output(1, "ab"), end())
                .json(executions(outputs(false)));

        client.jobs().logs("j-1", LogOptions.FOLLOW, lines::add);

        assertThat(read(LogChunk.Stream.STDOUT)).isEqualTo("ab");
        assertThat(node.targets())
                .filteredOn(target -> target.contains("/logs"))
                .hasSize(2)
                .allMatch(target -> target.contains("execution_id=e-1&"));
    }

    @Test
    void waitsForTheFirstExecutionWhenFollowing() {
        node.json("{\"Items\":[]}")
                .json("{\"Items\":[]}")
                .json(executions("null"))
                .script(output(1, "a"), end());

        client.jobs().logs("j-1", LogOptions.FOLLOW, lines::add);

        assertThat(read(LogChunk.Stream.STDOUT)).isEqualTo("a");
    }

    @Test
    void doesNotWaitForAnExecutionOtherwise() {
        node.json("{\"Items\":[]}");

        assertThatExceptionOfType(BacalhauException.class)
                .isThrownBy(() -> client.jobs().logs("j-1", LogOptions.DEFAULT, lines::add))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    void aReaderThatThrowsEndsTheReading() {
        node.script(output(1, "a"), output(1, "b"), end());

        assertThatThrownBy(() -> client.jobs().logs("j-1", FOLLOW, line -> {
                    lines.add(line);
                    throw new IllegalStateException("enough");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("enough");
        assertThat(lines).hasSize(1);
    }

    @Test
    void closingTheClientEndsTheReading() throws Exception {
        try (TestNode open = new TestNode()) {
            open.answers(silentLog());
            BacalhauClient other = open.client().build();
            CountDownLatch began = new CountDownLatch(1);
            CompletableFuture<Void> completion = other.jobs()
                    .logsAsync("j-1", FOLLOW, line -> began.countDown())
                    .completion();
            assertThat(began.await(30, TimeUnit.SECONDS)).isTrue();

            other.close();

            assertThatThrownBy(() -> completion.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(BacalhauException.class);
        }
    }

    @Test
    void closingTheFollowerEndsTheReading() throws Exception {
        try (TestNode open = new TestNode();
                BacalhauClient other = open.client().build()) {
            open.answers(silentLog());
            CountDownLatch began = new CountDownLatch(1);
            LogFollower follower = other.jobs().logsAsync("j-1", FOLLOW, line -> began.countDown());
            assertThat(began.await(30, TimeUnit.SECONDS)).isTrue();

            follower.close();
            follower.close();

            assertThatThrownBy(() -> follower.completion().get(30, TimeUnit.SECONDS))
                    .isInstanceOf(CancellationException.class);
        }
    }

    /** Says something, and then nothing more. */
    private static MockResponse.Builder silentLog() {
        return new MockResponse.Builder().webSocketUpgrade(new WebSocketListener() {
            @Override
            public void onOpen(WebSocket socket, Response response) {
                socket.send("{\"value\":{\"Type\":1,\"Line\":\"a\"}}");
            }
        });
    }

    @Test
    void logsInWhenTheNodeRefusesTheStream() {
        try (TestNode gated = new TestNode();
                BacalhauClient other = gated.client().key(ClientKey.generate()).build()) {
            gated.answers(401, "{}")
                    .answers("{\"Methods\":{\"k\":{\"type\":\"challenge\",\"params\":{\"InputPhrase\":\"bi0x\"}}}}")
                    .answers("{\"Authentication\":{\"success\":true,\"token\":\"t\"}}")
                    .answers(new MockResponse.Builder().webSocketUpgrade(new WebSocketListener() {
                        @Override
                        public void onOpen(WebSocket socket, Response response) {
                            socket.send("{\"value\":{\"Type\":1,\"Line\":\"a\"}}");
                            socket.close(1000, "");
                        }
                    }));

            other.jobs().logs("j-1", FOLLOW, lines::add);

            gated.request();
            gated.request();
            gated.request();
            assertThat(gated.request().getHeaders().get("Authorization")).isEqualTo("Bearer t");
            assertThat(read(LogChunk.Stream.STDOUT)).isEqualTo("a");
        }
    }

    @Test
    void aRefusedStreamEndsTheReading() {
        try (TestNode strict = new TestNode();
                BacalhauClient other = strict.client().build()) {
            strict.answers(403, "{\"error\":\"code=403, message=Access denied. \",\"message\":\"Access denied. \"}");

            assertThatExceptionOfType(ApiException.class)
                    .isThrownBy(() -> other.jobs().logs("j-1", FOLLOW, lines::add))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.PERMISSION_DENIED))
                    .satisfies(e -> assertThat(e.httpStatus()).hasValue(403));
        }
    }

    @Test
    void aSlowReaderGetsEverything() {
        List<RawLogNode.Step> steps = new ArrayList<>();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            steps.add(output(1, "line " + i + "\n"));
            expected.append("line ").append(i).append('\n');
        }
        steps.add(end());
        node.script(steps.toArray(new RawLogNode.Step[0]));

        client.jobs().logs("j-1", FOLLOW, line -> {
            Thread.yield();
            lines.add(line);
        });

        assertThat(read(LogChunk.Stream.STDOUT)).isEqualTo(expected.toString());
    }

    /** The log of a running execution that ends only after the node was asked about the silence a few times. */
    @Test
    void silenceIsNoEndWhileTheExecutionRuns() {
        SilentLogNode silent = new SilentLogNode(3, false);
        try (TestNode other = new TestNode();
                BacalhauClient patient =
                        other.client().idleTimeout(Duration.ofMillis(20)).build()) {
            other.server().setDispatcher(silent);

            patient.jobs().logs("j-1", FOLLOW, lines::add);

            assertThat(read(LogChunk.Stream.STDOUT)).isEqualTo("ab");
            assertThat(silent.connections()).isEqualTo(1);
        }
    }

    @Test
    void aLogThatStaysSilentAfterItsExecutionEndedIsOpenedAgain() {
        SilentLogNode silent = new SilentLogNode(Integer.MAX_VALUE, true);
        try (TestNode other = new TestNode();
                BacalhauClient patient =
                        other.client().idleTimeout(Duration.ofMillis(20)).build()) {
            other.server().setDispatcher(silent);

            patient.jobs().logs("j-1", FOLLOW, lines::add);

            assertThat(read(LogChunk.Stream.STDOUT)).isEqualTo("ab");
            assertThat(silent.connections()).isEqualTo(2);
        }
    }
}
