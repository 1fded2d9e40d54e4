package org.bacalhau.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.bacalhau.client.api.ApiJob;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.JobState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WaitingTest {
    private final TestNode node = new TestNode();
    private final BacalhauClient client = node.client().build();

    @AfterEach
    void close() {
        client.close();
        node.close();
    }

    private static String job(String state) {
        return "{\"Job\":{\"ID\":\"j-1\",\"State\":{\"StateType\":\"" + state + "\"}}}";
    }

    @Test
    void looksUntilTheJobHasEnded() {
        node.answers(job("Pending")).answers(job("Running")).answers(job("Completed"));

        ApiJob ended = client.jobs().await("j-1", Duration.ofMinutes(1));

        assertThat(ended.knownState()).contains(JobState.COMPLETED);
        assertThat(node.server().getRequestCount()).isEqualTo(3);
    }

    @Test
    void asksANodeThatCanHoldItsAnswerToDoSo() {
        node.answersWith("wait", job("Running")).answersWith("wait", job("Failed"));

        assertThat(client.jobs().await("j-1", Duration.ofMinutes(1)).knownState())
                .contains(JobState.FAILED);

        assertThat(node.request().getTarget()).isEqualTo("/api/v1/orchestrator/jobs/j-1?wait=25");
    }

    @Test
    void waitsOnWhileANodeIsBusyNowAndThen() {
        node.answers(job("Running")).answers(503, "").breaksOff().answers(job("Stopped"));

        assertThat(client.jobs().await("j-1", Duration.ofMinutes(1)).knownState())
                .contains(JobState.STOPPED);
    }

    @Test
    void saysThatTheJobHasNotEndedInTime() {
        alwaysRunning();

        assertThatExceptionOfType(BacalhauException.class)
                .isThrownBy(() -> client.jobs().await("j-1", Duration.ofMillis(200)))
                .withMessageContaining("has not ended after 200 ms; it is Running")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED));
    }

    private void alwaysRunning() {
        node.server().setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return TestNode.json(200, job("Running")).build();
            }
        });
    }

    @Test
    void saysThatThereIsNoSuchJob() {
        node.answers(500, "{\"error\":\"Job not found. ID: j-1\",\"message\":\"Internal Server Error\"}");

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> client.jobs().await("j-1", Duration.ofMinutes(1)))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    void anAnswerThatIsNoJobEndsTheWaiting() {
        node.answers("[]");

        assertThatExceptionOfType(BacalhauException.class)
                .isThrownBy(() -> client.jobs().await("j-1", Duration.ofMinutes(1)));
    }

    @Test
    void cancellingOrClosingEndsTheWaiting() {
        alwaysRunning();
        CompletableFuture<ApiJob> cancelled = client.jobs().awaitAsync("j-1", Duration.ofDays(1));
        CompletableFuture<ApiJob> closed = client.jobs().awaitAsync("j-1", Duration.ofSeconds(Long.MAX_VALUE));
        node.request();

        cancelled.cancel(true);
        client.close();

        assertThatThrownBy(cancelled::join).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> closed.get(30, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
    }
}
