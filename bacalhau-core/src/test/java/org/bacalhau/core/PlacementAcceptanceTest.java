package org.bacalhau.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bacalhau.core.compute.ComputeConfig;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.core.model.ExecutionState;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.LabelRequirement;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.model.ResourcesConfig;
import org.bacalhau.core.testing.Await;
import org.bacalhau.core.transport.LocalTransport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The behaviours that the original's tests pin down (job-lifecycle.md §17), on whole networks: room, and all nodes. */
class PlacementAcceptanceTest {
    private final AcceptanceNetwork network = new AcceptanceNetwork();

    @AfterEach
    void close() {
        network.close();
    }

    // Room.

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aNodeIsGivenAsMuchAsTheFactorSays(int factor) {
        network.overSubscription(factor);
        CountDownLatch goOn = new CountDownLatch(1);
        network.computeNode(node -> node.executor(new LambdaExecutor(request -> {
                    goOn.await();
                    return RunResult.SUCCESS;
                }))
                .compute(ComputeConfig.builder()
                        .totalCapacity(Resources.of(1_000, 1_000_000_000L, 1_000_000_000L, 0))
                        .build()));
        network.start();
        JobSpec filling = LambdaExecutor.job(JobType.BATCH)
                .task(LambdaExecutor.task()
                        .resources(new ResourcesConfig("1", "", "", ""))
                        .build())
                .build();

        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            jobs.add(Await.outcome(network.requester().submit(filling)).job());
        }
        goOn.countDown();

        List<JobState> ends = jobs.stream()
                .map(job -> Await.outcome(network.requester().awaitEnd(job.id(), Await.DEADLINE))
                        .state())
                .toList();
        assertThat(ends).filteredOn(state -> state == JobState.COMPLETED).hasSize(factor);
        assertThat(ends).filteredOn(state -> state == JobState.FAILED).hasSize(3 - factor);
    }

    // Ops, daemon, service.

    @Test
    void anOpsJobRunsOnceOnEachOfFiveNodes() {
        for (int i = 0; i < 5; i++) {
            network.node("node-" + i, LambdaExecutor.succeeding());
        }
        network.start();

        Job ended = network.run(LambdaExecutor.job(JobType.OPS).build());

        assertThat(ended.state()).isEqualTo(JobState.COMPLETED);
        assertThat(network.requester().executions(ended.id()))
                .extracting(execution -> execution.nodeId().value())
                .containsExactlyInAnyOrder("node-0", "node-1", "node-2", "node-3", "node-4");
    }

    @Test
    void anOpsJobFailsAfterAllHaveEndedIfOneOfThemFailed() {
        for (int i = 0; i < 4; i++) {
            network.node("node-" + i, LambdaExecutor.succeeding());
        }
        network.node("bad", LambdaExecutor.failing("i am a bad node"));
        network.start();

        Job ended = network.run(LambdaExecutor.job(JobType.OPS).build());

        assertThat(ended.state()).isEqualTo(JobState.FAILED);
        assertThat(ended.status().message()).contains("i am a bad node");
        assertThat(network.states(ended))
                .filteredOn(state -> state == ExecutionState.COMPLETED)
                .hasSize(4);
    }

    @Test
    void anOpsJobThatFitsNowhereFailsWithTheReason() {
        network.node("a", LambdaExecutor.succeeding()).start();

        Job ended = network.run(LambdaExecutor.job(JobType.OPS)
                .constraint(LabelRequirement.equalTo("zone", "nowhere"))
                .build());

        assertThat(ended.state()).isEqualTo(JobState.FAILED);
        assertThat(ended.status().message()).contains("zone = nowhere");
        assertThat(network.states(ended)).isEmpty();
    }

    @Test
    void aDaemonThatFitsNowhereStaysPendingUntilANodeJoins() throws InterruptedException {
        CountDownLatch runs = new CountDownLatch(1);
        try (LocalTransport transport = new LocalTransport();
                BacalhauNode requester = BacalhauNode.builder()
                        .roles(Role.REQUESTER)
                        .transport(transport)
                        .build();
                BacalhauNode compute = BacalhauNode.builder()
                        .roles(Role.COMPUTE)
                        .transport(transport)
                        .executor(new LambdaExecutor(request -> {
                            runs.countDown();
                            new CountDownLatch(1).await();
                            return RunResult.SUCCESS;
                        }))
                        .build()) {
            requester.start();
            Job daemon = Await.outcome(requester
                            .requester()
                            .submit(LambdaExecutor.job(JobType.DAEMON).build()))
                    .job();
            assertThat(daemon.state()).isEqualTo(JobState.PENDING);

            compute.start();

            assertThat(runs.await(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(requester.requester().job(daemon.id()).state()).isEqualTo(JobState.RUNNING);
        }
    }

    @Test
    void executionsOfAServiceThatEndAreReplaced() throws InterruptedException {
        CountDownLatch runs = new CountDownLatch(5);
        LambdaExecutor ending = new LambdaExecutor(request -> {
            runs.countDown();
            if (runs.getCount() < 2) {
                new CountDownLatch(1).await();
            }
            return RunResult.SUCCESS;
        });
        network.node("a", ending).node("b", ending).start();

        Job service = Await.outcome(network.requester()
                        .submit(LambdaExecutor.job(JobType.SERVICE).count(2).build()))
                .job();

        assertThat(runs.await(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(network.requester().executions(service.id()))
                .filteredOn(execution -> execution.state() == ExecutionState.FAILED)
                .isNotEmpty()
                .allSatisfy(execution ->
                        assertThat(execution.compute().message()).isEqualTo("execution completed unexpectedly"));
    }
}
