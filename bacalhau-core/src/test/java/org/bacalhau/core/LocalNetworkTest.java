package org.bacalhau.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.executor.RunRequest;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.LabelRequirement;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.requester.Requester;
import org.bacalhau.core.scheduler.PlacementReport;
import org.junit.jupiter.api.Test;

/** A network as its embedder sees it, with real threads. */
class LocalNetworkTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void runsABatchJobAndReportsItsOutput() {
        try (LocalNetwork network = twoNodes()) {
            Job ended = run(network, greeting(JobType.BATCH).build());

            assertThat(ended.state()).as(ended.status().message()).isEqualTo(JobState.COMPLETED);
            Execution execution = network.requester().executions(ended.id()).get(0);
            assertThat(execution.output()).isNotNull();
            assertThat(execution.output().stdout()).isEqualTo("hello\n");
        }
    }

    @Test
    void runsAnOpsJobOnEveryMatchingNode() {
        try (LocalNetwork network = twoNodes()) {
            Job ended = run(network, greeting(JobType.OPS).build());

            assertThat(network.requester().executions(ended.id()))
                    .extracting(execution -> execution.nodeId().value())
                    .containsExactlyInAnyOrder("node-0", "node-1");
        }
    }

    @Test
    void placesAJobWhereItsConstraintsFit() {
        try (LocalNetwork network = twoNodes()) {
            Job ended = run(
                    network,
                    greeting(JobType.BATCH)
                            .constraint(LabelRequirement.equalTo("zone", "z1"))
                            .build());

            assertThat(network.requester().executions(ended.id()))
                    .extracting(execution -> execution.nodeId().value())
                    .containsExactly("node-1");
        }
    }

    @Test
    void saysForEveryNodeWhyAJobDoesNotFit() {
        try (LocalNetwork network = twoNodes()) {
            JobSpec spec = greeting(JobType.BATCH)
                    .constraint(LabelRequirement.equalTo("zone", "z9"))
                    .build();

            PlacementReport report = network.requester().explain(spec).join();
            Job ended = run(network, spec);

            assertThat(report.suitable()).isZero();
            assertThat(report.rejections())
                    .allMatch(rejection -> rejection.reason().contains("zone"));
            assertThat(ended.state()).isEqualTo(JobState.FAILED);
            assertThat(ended.status().message()).contains("not enough nodes", "zone");
        }
    }

    @Test
    void refusesAnEngineThatNobodyOffersWithAListOfThoseThatAreOffered() {
        try (LocalNetwork network = twoNodes()) {
            JobSpec spec = JobSpec.builder(
                            JobType.BATCH,
                            Task.builder("main", SpecConfig.of("quantum")).build())
                    .build();

            assertThatThrownBy(() -> network.requester().submit(spec).join())
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOfSatisfying(BacalhauException.class, refused -> {
                        assertThat(refused.code()).isEqualTo(ErrorCode.UNSUPPORTED);
                        assertThat(refused).hasMessageContaining("quantum").hasMessageContaining("greet");
                    });
        }
    }

    @Test
    void stopsARunningService() {
        try (LocalNetwork network = twoNodes()) {
            Requester requester = network.requester();
            Job job = requester
                    .submit(JobSpec.builder(
                                    JobType.SERVICE,
                                    Task.builder("main", SpecConfig.of("forever"))
                                            .build())
                            .build())
                    .join()
                    .job();

            requester.stop(job.id(), "seen enough").join();

            assertThat(requester.awaitEnd(job.id(), PATIENCE).join().state()).isEqualTo(JobState.STOPPED);
            assertThat(requester.executions(job.id())).allMatch(Execution::isTerminal);
        }
    }

    @Test
    void callersThatWaitAreToldWhenTheNodeCloses() {
        LocalNetwork network = twoNodes();
        Requester requester = network.requester();
        Job job = requester
                .submit(JobSpec.builder(
                                JobType.SERVICE,
                                Task.builder("main", SpecConfig.of("forever")).build())
                        .build())
                .join()
                .job();
        var waiting = requester.awaitEnd(job.id(), PATIENCE);

        network.close();

        assertThatThrownBy(waiting::join)
                .cause()
                .isInstanceOfSatisfying(
                        BacalhauException.class,
                        closed -> assertThat(closed.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        assertThatThrownBy(
                        () -> requester.submit(greeting(JobType.BATCH).build()).join())
                .cause()
                .isInstanceOf(BacalhauException.class);
    }

    private static LocalNetwork twoNodes() {
        return LocalNetwork.builder()
                .computeNodes(
                        2,
                        (node, index) -> node.id("node-" + index)
                                .label("zone", "z" + index)
                                .executor(new Greeter())
                                .executor(new Forever()))
                .start();
    }

    private static JobSpec.Builder greeting(JobType type) {
        return JobSpec.builder(
                type, Task.builder("main", SpecConfig.of("greet")).build());
    }

    private static Job run(LocalNetwork network, JobSpec spec) {
        Requester requester = network.requester();
        Job job = requester.submit(spec).join().job();
        return requester.awaitEnd(job.id(), PATIENCE).join();
    }

    private static final class Greeter implements Executor {
        @Override
        public String type() {
            return "greet";
        }

        @Override
        public RunResult run(RunRequest request) throws IOException {
            request.stdout().write("hello\n".getBytes(StandardCharsets.UTF_8));
            return RunResult.SUCCESS;
        }
    }

    private static final class Forever implements Executor {
        @Override
        public String type() {
            return "forever";
        }

        @Override
        public RunResult run(RunRequest request) throws InterruptedException {
            new java.util.concurrent.CountDownLatch(1).await();
            return RunResult.SUCCESS;
        }
    }
}
