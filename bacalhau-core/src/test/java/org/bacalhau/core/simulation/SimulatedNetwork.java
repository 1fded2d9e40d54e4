package org.bacalhau.core.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.bacalhau.core.component.ComponentSet;
import org.bacalhau.core.compute.ComputeConfig;
import org.bacalhau.core.compute.ComputeParts;
import org.bacalhau.core.compute.EventLoopComputeNode;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.executor.RunRequest;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.BuildVersion;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.NodeState;
import org.bacalhau.core.model.NodeState.Membership;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.observe.NodeObserver;
import org.bacalhau.core.requester.EventLoopRequester;
import org.bacalhau.core.requester.RequesterConfig;
import org.bacalhau.core.requester.RequesterParts;
import org.bacalhau.core.requester.Submitted;
import org.bacalhau.core.runtime.IdGenerator;
import org.bacalhau.core.runtime.SimulatedLoop;
import org.bacalhau.core.runtime.SimulatedTime;
import org.bacalhau.core.scheduler.NodeDirectory;
import org.bacalhau.core.scheduler.NodeSelector;
import org.bacalhau.core.scheduler.SchedulerConfig;
import org.bacalhau.core.scheduler.Schedulers;
import org.bacalhau.core.testing.Jobs;
import org.jspecify.annotations.Nullable;

/** A requester and some compute nodes in simulated time, each of which can crash and come back. For the test's thread. */
final class SimulatedNetwork {
    private static final NodeId REQUESTER = new NodeId("requester");

    private final SimulatedTime time = new SimulatedTime();
    private final Random random;
    private final IdGenerator ids;
    private final SimulatedTransport transport;
    private final InvariantChecker checker = new InvariantChecker();
    private final SimulatedStores.Jobs jobStore;
    private final Map<NodeId, Compute> computes = new LinkedHashMap<>();
    private final List<CompletableFuture<Void>> starts = new ArrayList<>();
    private final List<JobId> acknowledged = new ArrayList<>();
    private final Set<String> refused = new HashSet<>();
    private SimulatedLoop requesterLoop;
    private EventLoopRequester requester;
    private boolean requesterUp;

    SimulatedNetwork(Random random, int computeNodes) {
        this.random = random;
        this.ids = IdGenerator.from(new Random(random.nextLong()));
        this.transport = new SimulatedTransport(time, random);
        this.jobStore = new SimulatedStores.Jobs(time, random, checker);
        this.requesterLoop = time.loop("requester");
        this.requester = startRequester();
        for (int i = 0; i < computeNodes; i++) {
            Compute compute = new Compute(new NodeId("compute-" + i), Map.of("zone", "z" + i % 2));
            computes.put(compute.id, compute);
            compute.start();
        }
    }

    SimulatedTime time() {
        return time;
    }

    SimulatedTransport transport() {
        return transport;
    }

    InvariantChecker checker() {
        return checker;
    }

    List<NodeId> computeNodes() {
        return List.copyOf(computes.keySet());
    }

    /** Tells whether a node could not start. */
    boolean anyStartFailed() {
        return starts.stream().anyMatch(CompletableFuture::isCompletedExceptionally);
    }

    /** Returns the jobs whose submission was answered. */
    List<JobId> acknowledged() {
        return acknowledged;
    }

    /** Returns the names of the jobs whose submission was refused. */
    Set<String> refused() {
        return refused;
    }

    /** Submits a job; the answer never comes if the requester is down. */
    CompletionStage<Submitted> submit(JobSpec spec) {
        CompletionStage<Submitted> answer = requesterUp ? requester.submit(spec) : new CompletableFuture<>();
        answer.whenComplete((submitted, refusal) -> {
            if (submitted != null) {
                acknowledged.add(submitted.job().id());
            } else {
                refused.add(spec.name());
            }
        });
        return answer;
    }

    /** Stops a job, now or when the requester's disk has room for that. */
    void stop(JobId id) {
        if (requesterUp) {
            CompletionStage<Job> answer = requester.stop(id, "the user has seen enough");
            answer.whenComplete((stopped, refusal) -> againIfFull(refusal, () -> stop(id)));
        }
    }

    /** Does again what was refused because the requester's disk is full, as its user would. */
    private void againIfFull(@Nullable Throwable refusal, Runnable call) {
        Throwable cause = refusal instanceof CompletionException ? refusal.getCause() : refusal;
        if (cause instanceof BacalhauException known && known.code() == ErrorCode.STORAGE_FULL) {
            time.schedule(Duration.ofSeconds(1), call);
        }
    }

    /**
     * Takes a node in or shuts it out, as an operator does, now or when the requester's disk has room for that; nothing if it
     * is so already or the requester is down.
     */
    void decideOn(NodeId node, Membership membership) {
        if (requesterUp) {
            CompletionStage<NodeState> answer =
                    membership == Membership.APPROVED ? requester.approve(node) : requester.reject(node);
            answer.whenComplete((changed, refusal) -> againIfFull(refusal, () -> decideOn(node, membership)));
        }
    }

    private EventLoopRequester startRequester() {
        requesterLoop = time.loop("requester");
        SchedulerConfig scheduling = SchedulerConfig.DEFAULT;
        ComponentSet components = components();
        NodeDirectory directory = new NodeDirectory(scheduling);
        NodeSelector selector = new NodeSelector(directory, scheduling, components::engineInputs, List.of(), random);
        EventLoopRequester started = new EventLoopRequester(new RequesterParts(
                REQUESTER,
                RequesterConfig.DEFAULT,
                requesterLoop,
                ids,
                jobStore,
                transport,
                components,
                new RequesterParts.Scheduling(
                        directory, selector, new Schedulers(directory, selector, scheduling).byType()),
                NodeObserver.NONE));
        starts.add(started.start());
        requesterUp = true;
        return started;
    }

    void crashRequester() {
        if (requesterUp) {
            requesterUp = false;
            requesterLoop.crash();
            jobStore.cutPower();
            transport.vanish(REQUESTER);
        }
    }

    void restartRequester() {
        if (!requesterUp) {
            requester = startRequester();
        }
    }

    /** Has the requester's disk be full, or have room. */
    void setRequesterFull(boolean full) {
        jobStore.setFull(full);
    }

    /** Has a compute node's disk be full, or have room. */
    void setFull(NodeId node, boolean full) {
        computes.get(node).store.setFull(full);
    }

    void crash(NodeId node) {
        computes.get(node).crash();
    }

    /** Crashes a node whose disk does not survive it. */
    void crashForGood(NodeId node) {
        computes.get(node).crash();
        computes.get(node).store = new SimulatedStores.Executions(time, random);
    }

    void restart(NodeId node) {
        computes.get(node).start();
    }

    /** Has one of the clocks show a wrong time from now on. */
    void jumpClock(Duration offset) {
        int which = random.nextInt(computes.size() + 1);
        SimulatedLoop loop =
                which == 0 ? requesterLoop : computes.get(computeNodes().get(which - 1)).loop;
        loop.setClockOffset(offset);
    }

    /** Brings everything back: nodes, their membership, network and clocks. */
    void heal() {
        transport.misbehave(0, 0);
        setRequesterFull(false);
        restartRequester();
        requesterLoop.setClockOffset(Duration.ZERO);
        for (Compute compute : computes.values()) {
            transport.setCutOff(compute.id, false);
            compute.store.setFull(false);
            compute.start();
            compute.loop.setClockOffset(Duration.ZERO);
            decideOn(compute.id, Membership.APPROVED);
        }
    }

    /** Returns what is still in hand on compute nodes; empty once everything was reported. */
    List<String> leftovers() {
        List<String> leftovers = new ArrayList<>();
        for (Compute compute : computes.values()) {
            compute.store.executions().forEach(execution -> leftovers.add(compute.id + ": " + execution));
            if (compute.runner.running() > 0) {
                leftovers.add(compute.id + " still runs " + compute.runner.running());
            }
        }
        return leftovers;
    }

    private static ComponentSet components() {
        return ComponentSet.of(List.of(new NamedEngine()), List.of(), List.of());
    }

    /** Stands for the engine's type; runs are simulated, so it is never called. */
    private static final class NamedEngine implements Executor {
        @Override
        public String type() {
            return Jobs.ENGINE;
        }

        @Override
        public RunResult run(RunRequest request) {
            throw new AssertionError("the simulated runner runs");
        }
    }

    private final class Compute {
        private static final Resources CAPACITY = Resources.of(4_000, 8_000_000_000L, 100_000_000_000L, 0);

        private final NodeId id;
        private final Map<String, String> labels;
        private SimulatedStores.Executions store = new SimulatedStores.Executions(time, random);
        private SimulatedRunner runner = new SimulatedRunner(time, random, CAPACITY, 0);
        private SimulatedLoop loop;
        private boolean up;

        private Compute(NodeId id, Map<String, String> labels) {
            this.id = id;
            this.labels = labels;
            this.loop = time.loop(id.value());
        }

        private void start() {
            if (up) {
                return;
            }
            up = true;
            loop = time.loop(id.value());
            runner = new SimulatedRunner(time, random, CAPACITY, 0.15);
            ComputeConfig config = ComputeConfig.builder()
                    .totalCapacity(CAPACITY)
                    .stopGrace(Duration.ofSeconds(10))
                    .build();
            EventLoopComputeNode node = new EventLoopComputeNode(new ComputeParts(
                    new ComputeParts.Identity(id, labels, BuildVersion.UNKNOWN),
                    config,
                    new ComputeParts.Context(loop, ids, Runnable::run, NodeObserver.NONE),
                    store,
                    transport,
                    new ComputeParts.Work(runner, components(), List.of())));
            starts.add(node.start());
        }

        private void crash() {
            if (up) {
                up = false;
                loop.crash();
                runner.crash();
                store.cutPower();
                transport.vanish(id);
            }
        }
    }
}
