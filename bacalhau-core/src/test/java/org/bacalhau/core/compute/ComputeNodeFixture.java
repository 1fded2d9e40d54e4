package org.bacalhau.core.compute;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.bacalhau.core.component.ComponentSet;
import org.bacalhau.core.model.BuildVersion;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.LocalExecutionState;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.observe.NodeObserver;
import org.bacalhau.core.runtime.SimulatedLoop;
import org.bacalhau.core.runtime.SimulatedTime;
import org.bacalhau.core.store.LocalExecution;
import org.bacalhau.core.testing.Jobs;
import org.bacalhau.core.transport.ComputeEndpoint;
import org.bacalhau.core.transport.ComputeEndpoint.Answer;
import org.jspecify.annotations.Nullable;

/** A compute node in simulated time with everything around it in the test's hand. */
final class ComputeNodeFixture implements NodeObserver {
    static final NodeId NODE = new NodeId("node-under-test");
    static final NodeId REQUESTER = new NodeId("requester");
    static final Resources CAPACITY = Resources.of(1_000, 1_000_000_000, 1_000_000_000, 0);
    static final Duration MOMENT = Duration.ofMillis(1);

    final SimulatedTime time = new SimulatedTime();
    final HandRequester requester = new HandRequester();
    final HandStore store = new HandStore();
    final List<String> ignored = new ArrayList<>();
    final List<String> faults = new ArrayList<>();
    final List<LocalExecutionState> moves = new ArrayList<>();
    final HandEngine engine;
    final HandEngine.Source source = new HandEngine.Source();
    final HandEngine.Place publisher = new HandEngine.Place();
    final List<BidStrategy> strategies = new ArrayList<>();
    Executor workers = Runnable::run;
    UnaryOperator<ComputeConfigBuilder> settings = UnaryOperator.identity();
    HandRunner runner = new HandRunner();
    SimulatedLoop loop = time.loop("compute");
    private int incarnations;
    private @Nullable EventLoopComputeNode node;

    ComputeNodeFixture() {
        this(new HandEngine());
    }

    ComputeNodeFixture(HandEngine engine) {
        this.engine = engine;
    }

    /** Starts the node; everything that is to be different must be set before. */
    ComputeNodeFixture start() {
        EventLoopComputeNode started = new EventLoopComputeNode(parts());
        node = started;
        CompletableFuture<Void> future = started.start();
        pass(MOMENT);
        if (!future.isDone() || future.isCompletedExceptionally()) {
            throw new AssertionError("the node did not start: " + future);
        }
        return this;
    }

    /** Ends the node as a power cut does, and starts one on the same store. */
    ComputeNodeFixture restart() {
        loop.crash();
        loop = time.loop("compute again");
        runner = new HandRunner();
        return start();
    }

    ComputeParts parts() {
        ComputeConfigBuilder config = ComputeConfig.builder()
                .totalCapacity(CAPACITY)
                .defaultResources(Resources.of(100, 1_000, 0, 0))
                .workers(100);
        incarnations++;
        return new ComputeParts(
                new ComputeParts.Identity(NODE, Map.of("zone", "a"), BuildVersion.UNKNOWN),
                settings.apply(config).build(),
                new ComputeParts.Context(
                        loop, () -> "incarnation-" + incarnations, task -> workers.execute(task), this),
                store,
                requester,
                new ComputeParts.Work(
                        runner, ComponentSet.of(List.of(engine), List.of(source), List.of(publisher)), strategies));
    }

    EventLoopComputeNode node() {
        if (node == null) {
            throw new AssertionError("not started");
        }
        return node;
    }

    void pass(Duration span) {
        time.runFor(span);
    }

    // What a requester says. Each returns the answer; null if there is none yet.

    @Nullable
    Answer ask(ExecutionId id, Job job, boolean waitForApproval) {
        return answer(requester.node().askForBid(new ComputeEndpoint.AskForBid(REQUESTER, id, job, waitForApproval)));
    }

    @Nullable
    Answer accept(ExecutionId id) {
        return answer(requester.node().bidAccepted(new ComputeEndpoint.BidAccepted(REQUESTER, id)));
    }

    @Nullable
    Answer reject(ExecutionId id) {
        return answer(
                requester.node().bidRejected(new ComputeEndpoint.BidRejected(REQUESTER, id, "another is better")));
    }

    @Nullable
    Answer cancel(ExecutionId id) {
        return answer(
                requester.node().cancelExecution(new ComputeEndpoint.CancelExecution(REQUESTER, id, "user asked")));
    }

    private @Nullable Answer answer(CompletionStage<Answer> stage) {
        pass(Duration.ZERO);
        return stage.toCompletableFuture().getNow(null);
    }

    // Shortcuts to a state.

    static Job job(int number) {
        return Jobs.job(number);
    }

    static Job jobWith(int number, int priority, String cpu) {
        JobSpec spec = Jobs.specBuilder(JobType.BATCH)
                .task(Jobs.taskWith(cpu, "", "", ""))
                .priority(priority)
                .build();
        return Jobs.job(number, spec);
    }

    /** A job whose bid a worker has to decide on. */
    static Job jobWithInput(int number) {
        JobSpec spec = Jobs.specBuilder(JobType.BATCH)
                .task(Jobs.taskBuilder().input(SpecConfig.of("s3"), "/in").build())
                .build();
        return Jobs.job(number, spec);
    }

    /** Keeps what workers are given from now on; the test runs it when it likes. */
    List<Runnable> holdWorkers() {
        List<Runnable> held = new ArrayList<>();
        workers = held::add;
        return held;
    }

    /** Has an execution bid for. */
    ExecutionId created(int number) {
        return created(number, job(number));
    }

    ExecutionId created(int number, Job job) {
        ExecutionId id = Jobs.executionId(number);
        ask(id, job, true);
        return id;
    }

    /** Has an execution bid for and accepted: it runs, or waits for capacity. */
    ExecutionId accepted(int number, Job job) {
        ExecutionId id = created(number, job);
        accept(id);
        return id;
    }

    ExecutionId accepted(int number) {
        return accepted(number, job(number));
    }

    ExecutionId running(int number) {
        ExecutionId id = accepted(number);
        runner.run(id).listener.running();
        pass(Duration.ZERO);
        return id;
    }

    ExecutionId publishing(int number) {
        ExecutionId id = running(number);
        runner.run(id).listener.publishing();
        pass(Duration.ZERO);
        return id;
    }

    void complete(ExecutionId id) {
        runner.run(id).complete();
        pass(Duration.ZERO);
    }

    @Nullable
    LocalExecutionState state(ExecutionId id) {
        return store.execution(id).map(LocalExecution::state).orElse(null);
    }

    // Observer.

    @Override
    public void localExecutionMoved(LocalExecution execution) {
        moves.add(execution.state());
    }

    @Override
    public void messageIgnored(String message, ExecutionId executionId, String why) {
        ignored.add(message + ": " + why);
    }

    @Override
    public void fault(String what, Throwable cause) {
        faults.add(what + ": " + cause.getMessage());
    }
}
