package org.bacalhau.core.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.bacalhau.core.compute.ComputeConfig.Locality;
import org.bacalhau.core.compute.bid.PredicateBidStrategy;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.NetworkConfig;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.model.Timeouts;
import org.bacalhau.core.testing.Jobs;
import org.bacalhau.core.transport.RequesterEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What speaks for and against a bid, and how a node says so. */
class BiddingTest {
    private static final ExecutionId ID = Jobs.executionId(1);

    private final ComputeNodeFixture fixture = new ComputeNodeFixture(new HandEngine.Opinionated());

    private static Job job(Task.Builder task) {
        return Jobs.job(1, Jobs.specBuilder(JobType.BATCH).task(task.build()).build());
    }

    private static Task.Builder task() {
        return Jobs.taskBuilder();
    }

    private static Task.Builder taskWithInput() {
        return task().input(SpecConfig.of("S3"), "/inputs");
    }

    private static Task.Builder taskWithin(Duration limit) {
        return task().timeouts(new Timeouts(limit, Duration.ZERO, Duration.ZERO));
    }

    private RequesterEndpoint.Bid bidFor(Job job) {
        fixture.ask(ID, job, true);
        assertThat(fixture.requester.bids).hasSize(1);
        return fixture.requester.bids.get(0);
    }

    private interface Setting {
        void apply(ComputeNodeFixture fixture);
    }

    private static Arguments rejection(String reason, Task.Builder task, Setting setting) {
        return Arguments.of(reason, job(task), setting);
    }

    static Stream<Arguments> rejections() {
        Fault fault = new Fault("Params.X", "", "is missing", "write it");
        return Stream.of(
                rejection(
                        "this node does not run jobs that require network access",
                        task().network(new NetworkConfig(NetworkConfig.Type.FULL, List.of())),
                        fixture -> {}),
                rejection(
                        "this node does not accept jobs with timeout 100ms (the minimum allowed is 500ms)",
                        taskWithin(Duration.ofMillis(100)),
                        fixture -> {}),
                rejection(
                        "this node does not accept jobs with timeout 2h0m0s (the maximum allowed is 1h0m0s)",
                        taskWithin(Duration.ofHours(2)),
                        fixture -> fixture.settings = config -> config.maximumExecutionTimeout(Duration.ofHours(1))),
                rejection(
                        "this node does not accept jobs without any input volumes",
                        task(),
                        fixture -> fixture.settings = config -> config.rejectStatelessJobs(true)),
                rejection(
                        "this node does not support \"ipfs\"", task().publisher(SpecConfig.of("ipfs")), fixture -> {}),
                rejection(
                        "this node does not support \"local\" with these parameters: Params.X: is missing; write it",
                        task().publisher(SpecConfig.of("local")),
                        fixture -> fixture.publisher.faults = List.of(fault)),
                rejection(
                        "this node does not support \"URL\"", task().input(SpecConfig.of("URL"), "/in"), fixture -> {}),
                rejection(
                        "this node does not support \"S3\" with these parameters: Params.X: is missing; write it",
                        taskWithInput(),
                        fixture -> fixture.source.faults = List.of(fault)),
                rejection(
                        "this node does not support \"git\"",
                        task(),
                        fixture -> fixture.engine.engineInputs =
                                List.of(InputSource.of(SpecConfig.of("git"), "/module.wasm"))),
                rejection(
                        "this node does not have all input data locally (1 inputs require downloading)",
                        taskWithInput(),
                        fixture -> fixture.settings = config -> config.locality(Locality.LOCAL)),
                rejection(
                        "this node does not like it",
                        task(),
                        fixture -> fixture.strategies.add(request -> BidDecision.reject("like it"))),
                rejection(
                        "this node does not support \"docker\"",
                        Task.builder("main", SpecConfig.of("docker")),
                        fixture -> {}),
                rejection("this node does not support \"noop\"", task(), fixture -> fixture.engine.available = false),
                rejection(
                        "this node does not support \"noop\" with these parameters: Params.X: is missing; write it",
                        task(),
                        fixture -> fixture.engine.faults = List.of(fault)),
                rejection(
                        "this node does not support the available image platforms",
                        task(),
                        fixture -> ((HandEngine.Opinionated) fixture.engine).reason =
                                "support the available image platforms"),
                rejection(
                        "insufficient resources - requested: {CPU: 2, Memory: 1.0 kB, Disk: 0 B, GPU: 0}, available:"
                                + " {CPU: 1, Memory: 1.0 GB, Disk: 1.0 GB, GPU: 0}",
                        task().resources(Jobs.taskWith("2", "", "", "").resources()),
                        fixture -> {}),
                rejection(
                        "insufficient resources - requested: {CPU: 0.1, Memory: 1.0 kB, Disk: 5.0 GB, GPU: 0},"
                                + " available: {CPU: 1, Memory: 1.0 GB, Disk: 1.0 GB, GPU: 0}",
                        taskWithInput(),
                        fixture -> fixture.source.size = 5_000_000_000L),
                rejection("this node does not have room in its queue, whose limit is 0", task(), fixture -> {
                    fixture.settings = config -> config.queueLimit(0).workers(1);
                    fixture.start().accepted(7);
                    fixture.requester.bids.clear();
                }));
    }

    @ParameterizedTest
    @MethodSource("rejections")
    void saysWhyItDoesNotBid(String reason, Job job, Setting setting) {
        setting.apply(fixture);
        if (fixture.requester.node == null) {
            fixture.start();
        }

        RequesterEndpoint.Bid bid = bidFor(job);

        assertThat(bid.accepted()).isFalse();
        assertThat(bid.reason()).isEqualTo("rejected bid: " + reason);
        assertThat(fixture.node().execution(ID)).isEmpty();
    }

    static Stream<Arguments> bids() {
        return Stream.of(
                Arguments.of(task(), (Setting) fixture -> {}),
                Arguments.of(task().network(new NetworkConfig(NetworkConfig.Type.FULL, List.of())), (Setting)
                        fixture -> fixture.settings = config -> config.acceptNetworkedJobs(true)),
                Arguments.of(taskWithin(Duration.ofMillis(100)), (Setting) fixture -> fixture.settings =
                        config -> config.timeoutExemptNamespaces(List.of(JobSpec.DEFAULT_NAMESPACE))),
                Arguments.of(taskWithInput(), (Setting) fixture -> {
                    fixture.settings = config -> config.locality(Locality.LOCAL).rejectStatelessJobs(true);
                    fixture.source.local = true;
                }),
                Arguments.of(task().publisher(SpecConfig.of("LOCAL")), (Setting) fixture -> {}));
    }

    @ParameterizedTest
    @MethodSource("bids")
    void bidsIfNothingSpeaksAgainstIt(Task.Builder task, Setting setting) {
        setting.apply(fixture);
        fixture.start();

        assertThat(bidFor(job(task)).accepted()).isTrue();
    }

    @Test
    void tellsAllReasons() {
        fixture.settings = config -> config.rejectStatelessJobs(true);
        fixture.start();

        RequesterEndpoint.Bid bid = bidFor(job(task().publisher(SpecConfig.of("ipfs"))));

        assertThat(bid.reason())
                .isEqualTo("rejected bid: this node does not accept jobs without any input volumes;"
                        + " rejected bid: this node does not support \"ipfs\"");
    }

    @Test
    void refusesJobsItCannotRead() {
        fixture.start();
        JobSpec empty =
                new JobSpec("", "", JobType.BATCH, 0, 1, List.of(), java.util.Map.of(), java.util.Map.of(), List.of());

        fixture.ask(ID, Jobs.job(1, empty), true);
        fixture.ask(Jobs.executionId(2), ComputeNodeFixture.jobWith(2, 0, "lots"), true);

        assertThat(fixture.requester.bids)
                .hasSize(2)
                .allSatisfy(bid -> assertThat(bid.reason())
                        .contains("without exactly one task, or with resources that it cannot read"));
    }

    @Test
    void countsTheInputsAsDisk() {
        fixture.source.size = 600_000_000;
        fixture.start();

        bidFor(job(taskWithInput()));

        assertThat(fixture.node().execution(ID).orElseThrow().allocated().diskBytes())
                .isEqualTo(600_000_000);
    }

    @Test
    void reportsARejectionWithoutApprovalAsAFailure() {
        fixture.settings = config -> config.rejectStatelessJobs(true);
        fixture.start();

        fixture.ask(ID, job(task()), false);

        assertThat(fixture.requester.bids).isEmpty();
        assertThat(fixture.requester.failures).singleElement().satisfies(report -> {
            assertThat(report.failure().code()).isEqualTo(ErrorCode.BID_REJECTED);
            assertThat(report.failure().message())
                    .isEqualTo("job rejected: rejected bid: this node does not accept jobs without any input volumes");
            assertThat(report.event().topic()).isEqualTo("Requesting Node");
        });
        assertThat(fixture.node().executions()).isEmpty();
    }

    @Test
    void failsWhatItCannotDecide() {
        fixture.source.broken = true;
        fixture.start();

        fixture.ask(ID, job(taskWithInput()), true);

        assertThat(fixture.requester.failures).singleElement().satisfies(report -> {
            assertThat(report.failure().code()).isEqualTo(ErrorCode.UPSTREAM_FAILED);
            assertThat(report.failure().message())
                    .isEqualTo(
                            "deciding on the bid: calculating resource usage of job: input 0 (S3, /inputs): bucket is on fire");
        });
    }

    @Test
    void survivesAStrategyThatThrows() {
        fixture.strategies.add(request -> {
            throw new IllegalStateException("broken");
        });
        fixture.start();

        fixture.ask(ID, job(task()), true);

        assertThat(fixture.requester.failures)
                .singleElement()
                .satisfies(report -> assertThat(report.failure().code()).isEqualTo(ErrorCode.INTERNAL));
        assertThat(fixture.faults).hasSize(1);
    }

    @Test
    void asksAPredicateWithoutAWorker() throws Exception {
        PredicateBidStrategy strategy = new PredicateBidStrategy(
                "run jobs of team \"a\"",
                request -> request.job().spec().labels().containsKey("team"));
        BidRequest request = new BidRequest(
                ComputeNodeFixture.NODE, ComputeNodeFixture.REQUESTER, ID, job(task()), ComputeNodeFixture.CAPACITY);

        assertThat(strategy.mayBlock(request)).isFalse();
        assertThat(strategy.decide(request)).isEqualTo(BidDecision.reject("run jobs of team \"a\""));
    }
}
