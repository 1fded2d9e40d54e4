package org.bacalhau.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockResponse;
import org.bacalhau.client.api.ApiHeaders;
import org.bacalhau.client.api.ApiJob;
import org.bacalhau.client.api.PutJobResponse;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.runtime.Backoff;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a call is sent again, and when it ends without an answer. */
@Timeout(60)
class TriesTest {
    private static final String JOB = "{\"Job\":{\"ID\":\"j-1\"}}";
    private static final String SUBMITTED = "{\"JobID\":\"j-1\",\"EvaluationID\":\"v\",\"Warnings\":null}";
    private static final JobSpec SPEC = JobSpec.builder(
                    JobType.BATCH, Task.builder("main", SpecConfig.of("noop")).build())
            .build();

    private final TestNode node = new TestNode();
    private final BacalhauClient client = node.client().build();

    @AfterEach
    void close() {
        client.close();
        node.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504})
    void readsAgainWhenTheNodeIsBusy(int status) {
        node.answers(status, "Server Timeout!").answers(status, "").answers(JOB);

        assertThat(client.jobs().get("j-1").id()).isEqualTo("j-1");
    }

    @Test
    void readsAgainWhenTheConnectionBreaks() {
        node.breaksOff().breaksOff().answers(JOB);

        assertThat(client.jobs().get("j-1").id()).isEqualTo("j-1");
    }

    @Test
    void givesUpAfterAFewTries() {
        node.answers(503, "a").answers(503, "b").answers(503, "c").answers(JOB);

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> client.jobs().get("j-1"))
                .withMessageStartingWith("c")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        assertThat(node.server().getRequestCount()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 409, 500, 501})
    void doesNotReadAgainWhatWasRefused(int status) {
        node.answers(status, "no").answers(JOB);

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> client.jobs().get("j-1"));
        assertThat(node.server().getRequestCount()).isEqualTo(1);
    }

    @Test
    void neverSubmitsTwiceWhenTheConnectionBreaksAfterTheRequest() {
        node.breaksOff().answers(SUBMITTED);

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> client.jobs().submit(SPEC))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UPSTREAM_FAILED));
        assertThat(node.server().getRequestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 503, 504})
    void neverSubmitsTwiceWhenTheNodeMayHaveTakenTheJob(int status) {
        node.answers(status, "Server Timeout!").answers(SUBMITTED);

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> client.jobs().submit(SPEC));
        assertThat(node.server().getRequestCount()).isEqualTo(1);
    }

    @Test
    void submitsAgainWhatTheRateLimiterRefused() {
        node.answers(429, "").answers(SUBMITTED);

        assertThat(client.jobs().submit(SPEC).jobId()).isEqualTo("j-1");
    }

    @Test
    void submitsAgainToANodeThatRecognisesIt() {
        node.answersWith("wait, " + ApiHeaders.IDEMPOTENCY, JOB)
                .breaksOff()
                .answers(503, "")
                .answers(SUBMITTED);
        client.jobs().get("j-1");
        node.request();

        assertThat(client.jobs().submit(SPEC).jobId()).isEqualTo("j-1");

        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            keys.add(node.request().getHeaders().get(ApiHeaders.IDEMPOTENCY_KEY));
        }
        assertThat(keys).doesNotContainNull().containsOnly(keys.get(0));
    }

    @Test
    void forgetsWhatANodeCouldDoWhenItNoLongerSaysSo() {
        node.answersWith(ApiHeaders.IDEMPOTENCY, JOB).answers(JOB).breaksOff().answers(SUBMITTED);
        client.jobs().get("j-1");
        client.jobs().get("j-1");

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> client.jobs().submit(SPEC));
    }

    /** TLS begins before a request, and nobody speaks TLS here. */
    @Test
    void submitsAgainWhenNothingWasSent() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                BacalhauClient secure = BacalhauClient.builder(URI.create("https://localhost:" + server.getLocalPort()))
                        .retries(new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), 3))
                        .build()) {
            Thread acceptor = new Thread(() -> hangUpOnEverybody(server, connections));
            acceptor.setDaemon(true);
            acceptor.start();

            assertThatExceptionOfType(ApiException.class)
                    .isThrownBy(() -> secure.jobs().submit(SPEC));
        }
        assertThat(connections.get()).isGreaterThanOrEqualTo(3);
    }

    private static void hangUpOnEverybody(ServerSocket server, AtomicInteger connections) {
        while (true) {
            try (Socket caller = server.accept()) {
                connections.incrementAndGet();
            } catch (IOException closed) {
                return;
            }
        }
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        int port;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
        }
        try (BacalhauClient alone = BacalhauClient.builder(URI.create("http://127.0.0.1:" + port))
                .retries(new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), 2))
                .build()) {
            assertThatExceptionOfType(ApiException.class)
                    .isThrownBy(() -> alone.agent().alive())
                    .withMessageContaining("nobody listens at http://127.0.0.1:" + port)
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE))
                    .satisfies(e -> assertThat(e.httpStatus()).isEmpty())
                    .satisfies(e -> assertThat(e.requestId()).isNotEmpty());
        }
    }

    @Test
    void endsACallThatIsNotAnsweredInTime() {
        node.staysSilent();
        try (BacalhauClient hasty =
                node.client().requestTimeout(Duration.ofMillis(200)).build()) {
            assertThatExceptionOfType(ApiException.class)
                    .isThrownBy(() -> hasty.jobs().get("j-1"))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED));
        }
        assertThat(node.server().getRequestCount()).isEqualTo(1);
    }

    @Test
    void endsACallWhoseAnswerDripsIn() {
        node.answers(TestNode.json(200, JOB + " ".repeat(1000)).throttleBody(1, 50, TimeUnit.MILLISECONDS));
        try (BacalhauClient hasty =
                node.client().requestTimeout(Duration.ofMillis(300)).build()) {
            assertThatExceptionOfType(ApiException.class)
                    .isThrownBy(() -> hasty.jobs().get("j-1"))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED));
        }
    }

    @Test
    void waitsNoLongerThanAllowedWhenTheNodeAsksForMore() {
        node.answers(new MockResponse.Builder().code(503).setHeader("Retry-After", "86400"))
                .answers(new MockResponse.Builder().code(503).setHeader("Retry-After", "tomorrow"))
                .answers(JOB);

        assertThat(client.jobs().get("j-1").id()).isEqualTo("j-1");
    }

    @Test
    void refusesCallsBeyondItsLimits() {
        node.staysSilent().staysSilent();
        try (BacalhauClient small =
                node.client().concurrentCalls(1).waitingCalls(1).build()) {
            CompletableFuture<ApiJob> first = small.jobs().getAsync("j-1");
            CompletableFuture<ApiJob> second = small.jobs().getAsync("j-2");

            assertThatExceptionOfType(ApiException.class)
                    .isThrownBy(() -> small.jobs().get("j-3"))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED));

            first.cancel(true);
            second.cancel(true);
            node.answers(JOB);
            assertThat(small.jobs().getAsync("j-4")).isNotNull();
        }
    }

    @Test
    void cancellingEndsTheCall() {
        node.staysSilent();
        CompletableFuture<ApiJob> job = client.jobs().getAsync("j-1");
        node.request();

        job.cancel(true);

        assertThatThrownBy(job::join).isInstanceOf(CancellationException.class);
        node.answers(JOB);
        assertThat(client.jobs().get("j-1").id()).isEqualTo("j-1");
    }

    @Test
    void anInterruptEndsABlockingCallAndIsKept() throws Exception {
        node.staysSilent();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            try {
                client.jobs().get("j-1");
            } catch (BacalhauException e) {
                thrown.set(e);
                interrupted.set(Thread.currentThread().isInterrupted());
            }
        });
        caller.start();
        node.request();

        caller.interrupt();
        caller.join();

        assertThat(thrown.get())
                .isInstanceOfSatisfying(
                        BacalhauException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
        assertThat(interrupted.get()).isTrue();
    }

    @Test
    void closingEndsWhatIsUnderWayAndMayBeRepeated() throws Exception {
        node.staysSilent();
        CompletableFuture<ApiJob> job = client.jobs().getAsync("j-1");
        node.request();

        client.close();
        client.close();

        assertThatThrownBy(() -> job.get(30, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
        assertThatExceptionOfType(BacalhauException.class)
                .isThrownBy(() -> client.jobs().get("j-1"));
    }

    @Test
    void manyCallsAtATimeAllGetTheirAnswers() {
        int calls = 300;
        for (int i = 0; i < calls; i++) {
            node.answers(SUBMITTED);
        }
        List<CompletableFuture<PutJobResponse>> all = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            all.add(client.jobs().submitAsync(SPEC));
        }

        assertThat(all)
                .allSatisfy(
                        one -> assertThat(one.get(30, TimeUnit.SECONDS).jobId()).isEqualTo("j-1"));
        assertThat(node.server().getRequestCount()).isEqualTo(calls);
    }
}
