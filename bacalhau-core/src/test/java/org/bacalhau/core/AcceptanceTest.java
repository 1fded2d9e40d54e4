package org.bacalhau.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.bacalhau.core.compute.ComputeConfig;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.ExecutionState;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Timeouts;
import org.bacalhau.core.publisher.MemoryPublisher;
import org.bacalhau.core.runtime.Backoff;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The behaviours that the original's tests pin down (job-lifecycle.md §17), on whole networks: bids and failures. */
class AcceptanceTest {
    private final AcceptanceNetwork network = new AcceptanceNetwork();

    @AfterEach
    void close() {
        network.close();
    }

    // Bids.

    @Test
    void anotherNodeIsAskedWhenOneDoesNotBid() {
        network.rejector("a-" + AcceptanceNetwork.FAVOURED)
                .node("b", LambdaExecutor.succeeding())
                .start();

        Job ended = network.run(AcceptanceNetwork.batch(1));

        assertThat(ended.state()).isEqualTo(JobState.COMPLETED);
        assertThat(network.states(ended))
                .containsExactly(ExecutionState.ASK_FOR_BID_REJECTED, ExecutionState.COMPLETED);
    }

    @Test
    void failsWithTheReasonWhenNobodyBids() {
        network.rejector("a").start();

        Job ended = network.run(AcceptanceNetwork.batch(1));

        assertThat(ended.state()).isEqualTo(JobState.FAILED);
        assertThat(ended.status().message()).contains("not enough nodes", "does not bid for anything");
        assertThat(network.states(ended)).containsExactly(ExecutionState.ASK_FOR_BID_REJECTED);
    }

    @ParameterizedTest
    @CsvSource({
        "10, default, true",
        "7200, default, false",
        "7200, exempt, true",
        "1, default, false",
        "1, exempt, true"
    })
    void aNodeBidsForJobsWhoseTimeLimitIsWithinItsBounds(long seconds, String namespace, boolean bids) {
        network.computeNode(node -> node.executor(LambdaExecutor.succeeding())
                .compute(ComputeConfig.builder()
                        .minimumExecutionTimeout(Duration.ofSeconds(5))
                        .maximumExecutionTimeout(Duration.ofHours(1))
                        .timeoutExemptNamespaces(List.of("exempt"))
                        .build()));
        network.start();
        Timeouts timeouts = new Timeouts(Duration.ofSeconds(seconds), Duration.ZERO, Duration.ofHours(3));

        Job ended = network.run(LambdaExecutor.job(JobType.BATCH)
                .task(LambdaExecutor.task().timeouts(timeouts).build())
                .namespace(namespace)
                .build());

        assertThat(network.states(ended))
                .containsExactly(bids ? ExecutionState.COMPLETED : ExecutionState.ASK_FOR_BID_REJECTED);
    }

    // Failures.

    @Test
    void anotherNodeIsTriedWhenAnExecutionFails() {
        network.node("a-" + AcceptanceNetwork.FAVOURED, LambdaExecutor.failing("i am a bad node"))
                .node("b", LambdaExecutor.succeeding())
                .start();

        Job ended = network.run(AcceptanceNetwork.batch(1));

        assertThat(ended.state()).as(ended.status().message()).isEqualTo(JobState.COMPLETED);
        assertThat(network.requester().executions(ended.id()))
                .filteredOn(execution -> execution.state() == ExecutionState.COMPLETED)
                .singleElement()
                .satisfies(
                        execution -> assertThat(execution.previousExecution()).isNotNull());
        assertThat(network.states(ended)).contains(ExecutionState.FAILED);
    }

    @Test
    void theOnlyNodeIsTriedTwice() {
        network.node("a", LambdaExecutor.failing("i am a bad node")).start();

        Job ended = network.run(AcceptanceNetwork.batch(1));

        assertThat(ended.state()).isEqualTo(JobState.FAILED);
        assertThat(ended.status().message()).contains("execution failed", "i am a bad node");
        assertThat(network.states(ended)).containsExactly(ExecutionState.FAILED, ExecutionState.FAILED);
    }

    @Test
    void aFailureThatWillNotGoAwayIsNotTriedAgain() {
        network.node("a-" + AcceptanceNetwork.FAVOURED, new LambdaExecutor(request -> {
                    throw BacalhauException.of(
                            ErrorCode.BAD_PROGRAM, "the module has no entry point _start", "name another entry point");
                }))
                .node("b", LambdaExecutor.succeeding())
                .start();

        Job ended = network.run(AcceptanceNetwork.batch(1));

        assertThat(network.states(ended)).containsExactly(ExecutionState.FAILED);
        assertThat(ended.status().message()).contains("the module has no entry point _start");
    }

    @Test
    void aPublisherThatAlwaysFailsFailsTheJob() {
        network.computeNode(node -> node.executor(LambdaExecutor.succeeding())
                .publisher(new MemoryPublisher())
                .compute(ComputeConfig.builder()
                        .publishRetry(new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), 2))
                        .build()));
        network.start();

        Job ended = network.run(LambdaExecutor.job(JobType.BATCH)
                .task(LambdaExecutor.task()
                        .publisher(SpecConfig.of(MemoryPublisher.TYPE).with("Fail", "always"))
                        .build())
                .build());

        assertThat(ended.state()).isEqualTo(JobState.FAILED);
        assertThat(ended.status().message()).contains("publisher was told to fail");
        assertThat(network.states(ended)).containsExactly(ExecutionState.FAILED, ExecutionState.FAILED);
    }

    @Test
    void whatStillRunsIsCancelledWhenTheJobFails() {
        network.node("slow", LambdaExecutor.endless())
                .node("bad", LambdaExecutor.failing("i am a bad node"))
                .start();

        Job ended = network.run(AcceptanceNetwork.batch(2));

        assertThat(ended.state()).isEqualTo(JobState.FAILED);
        assertThat(network.states(ended))
                .containsExactlyInAnyOrder(ExecutionState.FAILED, ExecutionState.FAILED, ExecutionState.CANCELLED);
    }

    @Test
    void aJobGetsItsCountPastANodeThatDoesNotBidAndOneThatFails() {
        network.rejector("a-" + AcceptanceNetwork.FAVOURED)
                .node("b-" + AcceptanceNetwork.FAVOURED, new LambdaExecutor(request -> {
                    throw new IOException("i am a bad node");
                }))
                .node("c", LambdaExecutor.succeeding())
                .node("d", LambdaExecutor.succeeding())
                .start();

        Job ended = network.run(AcceptanceNetwork.batch(2));

        assertThat(ended.state()).as(ended.status().message()).isEqualTo(JobState.COMPLETED);
        assertThat(network.states(ended))
                .contains(ExecutionState.ASK_FOR_BID_REJECTED, ExecutionState.FAILED)
                .filteredOn(state -> state == ExecutionState.COMPLETED)
                .hasSize(2);
    }

    @Test
    void anExecutionThatTakesTooLongFailsAndIsNotCancelled() {
        network.computeNode(node -> node.executor(LambdaExecutor.endless())
                .compute(ComputeConfig.builder()
                        .minimumExecutionTimeout(Duration.ZERO)
                        .build()));
        network.start();
        Timeouts timeouts = new Timeouts(Duration.ofMillis(50), Duration.ZERO, Duration.ofMinutes(1));

        Job ended = network.run(LambdaExecutor.job(JobType.BATCH)
                .task(LambdaExecutor.task().timeouts(timeouts).build())
                .build());

        assertThat(ended.state()).isEqualTo(JobState.FAILED);
        assertThat(ended.status().message()).contains("Execution timed out after 50ms");
        assertThat(network.states(ended)).containsExactly(ExecutionState.FAILED, ExecutionState.FAILED);
    }
}
