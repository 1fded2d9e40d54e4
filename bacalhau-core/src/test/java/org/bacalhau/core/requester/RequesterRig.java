package org.bacalhau.core.requester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.bacalhau.core.component.ComponentSet;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.NodeState;
import org.bacalhau.core.observe.NodeObserver;
import org.bacalhau.core.runtime.IdGenerator;
import org.bacalhau.core.runtime.SimulatedLoop;
import org.bacalhau.core.runtime.SimulatedTime;
import org.bacalhau.core.scheduler.NodeDirectory;
import org.bacalhau.core.scheduler.NodeRanker;
import org.bacalhau.core.scheduler.NodeSelector;
import org.bacalhau.core.scheduler.Schedulers;
import org.bacalhau.core.store.HistoryQuery;
import org.bacalhau.core.testing.Jobs;
import org.bacalhau.core.transport.LocalTransport;
import org.bacalhau.core.transport.Transport;

/** A requester in simulated time, on a network whose compute nodes the test plays. For the test's thread. */
final class RequesterRig {
    static final NodeId REQUESTER = new NodeId("requester");
    private static final int QUEUE = 1_000;

    private final SimulatedTime time = new SimulatedTime();
    private final LocalTransport network = new LocalTransport();
    private final HeldJobStore store = new HeldJobStore();
    private final Observations observations = new Observations();
    private final IdGenerator ids = IdGenerator.from(new Random(1));
    private final List<NodeRanker> rankers = new ArrayList<>();
    private RequesterConfig config = RequesterConfig.DEFAULT;
    private ComponentSet components = ComponentSet.of(List.of(), List.of(), List.of());
    private Transport transport = network;
    private SimulatedLoop loop = time.loop("requester", QUEUE);
    private EventLoopRequester requester = build();

    /** Sets the settings; for a requester that is not yet started. */
    RequesterRig with(RequesterConfig value) {
        config = value;
        requester = build();
        return this;
    }

    /** Adds an engine whose parameters the requester knows. */
    RequesterRig knowing(Executor engine) {
        components = ComponentSet.of(List.of(engine), List.of(), List.of());
        requester = build();
        return this;
    }

    RequesterRig rankedBy(NodeRanker ranker) {
        rankers.add(ranker);
        requester = build();
        return this;
    }

    RequesterRig over(Transport value) {
        transport = value;
        requester = build();
        return this;
    }

    private EventLoopRequester build() {
        NodeDirectory directory = new NodeDirectory(config.scheduler());
        NodeSelector selector =
                new NodeSelector(directory, config.scheduler(), components::engineInputs, rankers, new Random(1));
        Schedulers schedulers = new Schedulers(directory, selector, config.scheduler());
        return new EventLoopRequester(new RequesterParts(
                REQUESTER,
                config,
                loop,
                ids,
                store,
                transport,
                components,
                new RequesterParts.Scheduling(directory, selector, schedulers.byType()),
                observations));
    }

    RequesterRig start() {
        now(requester.start());
        return this;
    }

    /** Has the process die and start again on the same store. */
    RequesterRig restart() {
        loop.crash();
        requester.close();
        loop = time.loop("requester", QUEUE);
        requester = build();
        return start();
    }

    SimulatedTime time() {
        return time;
    }

    SimulatedLoop loop() {
        return loop;
    }

    LocalTransport transport() {
        return network;
    }

    HeldJobStore store() {
        return store;
    }

    Observations observations() {
        return observations;
    }

    EventLoopRequester requester() {
        return requester;
    }

    /** Has a node join: {@code node-<number>} of {@link org.bacalhau.core.testing.Nodes}. */
    PlayedNode join(int number) {
        PlayedNode node = node(number);
        node.announce();
        return node;
    }

    /** Returns a node that has not announced itself. */
    PlayedNode node(int number) {
        return new PlayedNode(this, Jobs.nodeId(number));
    }

    void run() {
        time.runReady();
    }

    void pass(Duration span) {
        time.runFor(span);
    }

    /** Returns what a call has come to by now. */
    <T> T now(CompletionStage<T> call) {
        run();
        assertThat(call.toCompletableFuture()).as("answered").isCompleted();
        return call.toCompletableFuture().join();
    }

    /** Returns why a call was refused by now. */
    BacalhauException refusal(CompletionStage<?> call) {
        run();
        assertThat(call.toCompletableFuture()).as("refused").isCompletedExceptionally();
        Throwable fault = catchThrowable(() -> call.toCompletableFuture().join());
        assertThat(fault).isInstanceOf(CompletionException.class);
        assertThat(fault.getCause()).isInstanceOf(BacalhauException.class);
        return (BacalhauException) fault.getCause();
    }

    Job submit(JobSpec spec) {
        return now(requester.submit(spec)).job();
    }

    Job job(JobId id) {
        return requester.job(id);
    }

    JobState stateOf(Job job) {
        return requester.job(job.id()).state();
    }

    List<Execution> executions(Job job) {
        return requester.executions(job.id());
    }

    Execution execution(Job job) {
        List<Execution> executions = executions(job);
        assertThat(executions).hasSize(1);
        return executions.get(0);
    }

    Execution execution(Job job, ExecutionId id) {
        return executions(job).stream()
                .filter(execution -> execution.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the numbers of a job's history entries. */
    List<Long> history(Job job) {
        return requester.history(HistoryQuery.of(job.id())).items().stream()
                .map(entry -> entry.sequence())
                .toList();
    }

    /** Keeps what the requester tells its observer. */
    static final class Observations implements NodeObserver {
        final List<String> ignored = new ArrayList<>();
        final List<Job> jobs = new ArrayList<>();
        final List<Execution> executions = new ArrayList<>();
        final List<NodeState> nodes = new ArrayList<>();
        final List<String> faults = new ArrayList<>();

        @Override
        public void messageIgnored(String message, ExecutionId executionId, String why) {
            ignored.add(message + ": " + why);
        }

        @Override
        public void jobMoved(Job job) {
            jobs.add(job);
        }

        @Override
        public void executionMoved(Execution execution) {
            executions.add(execution);
        }

        @Override
        public void nodeChanged(NodeState node) {
            nodes.add(node);
        }

        @Override
        public void fault(String what, Throwable cause) {
            faults.add(what);
        }
    }
}
