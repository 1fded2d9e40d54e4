package org.bacalhau.core;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.bacalhau.core.compute.BidDecision;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionState;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.publisher.MemoryPublisher;
import org.bacalhau.core.requester.Requester;
import org.bacalhau.core.requester.RequesterConfig;
import org.bacalhau.core.runtime.Backoff;
import org.bacalhau.core.scheduler.NodeRank;
import org.bacalhau.core.scheduler.SchedulerConfig;
import org.bacalhau.core.testing.Await;
import org.jspecify.annotations.Nullable;

/** A network of small nodes, each good or bad in one way, which retries at once. For the test's thread. */
final class AcceptanceNetwork implements AutoCloseable {
    /** Nodes with this in their names are asked first. */
    static final String FAVOURED = "favoured";

    private static final Backoff AT_ONCE = new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), 10);

    private final LocalNetwork.Builder builder = LocalNetwork.builder();
    private double overSubscription = 1.5;
    private @Nullable LocalNetwork started;

    /** Sets how much more than its capacity a node is given. */
    void overSubscription(double factor) {
        overSubscription = factor;
    }

    /** Adds a node whose engine is this. */
    AcceptanceNetwork node(String id, LambdaExecutor engine) {
        builder.computeNode(node -> node.id(id).executor(engine).publisher(new MemoryPublisher()));
        return this;
    }

    /** Adds a node that never bids. */
    AcceptanceNetwork rejector(String id) {
        builder.computeNode(node -> node.id(id)
                .executor(LambdaExecutor.succeeding())
                .bidStrategy(request -> BidDecision.reject("bid for anything")));
        return this;
    }

    void computeNode(Consumer<BacalhauNodeBuilder> setup) {
        builder.computeNode(setup);
    }

    void start() {
        SchedulerConfig scheduler = new SchedulerConfig(overSubscription, 5, AT_ONCE, Duration.ofMinutes(2));
        started = builder.requester(node -> node.requester(RequesterConfig.DEFAULT.withScheduler(scheduler))
                        .nodeRanker(
                                (job, state) -> new NodeRank(state.id().value().contains(FAVOURED) ? 1_000 : 0, "")))
                .start();
    }

    Requester requester() {
        return Objects.requireNonNull(started, "started").requester();
    }

    /** Runs a job to its end. */
    Job run(JobSpec spec) {
        Job job = Await.outcome(requester().submit(spec)).job();
        return Await.outcome(requester().awaitEnd(job.id(), Await.DEADLINE));
    }

    /** Returns the states of a job's executions. */
    List<ExecutionState> states(Job job) {
        return requester().executions(job.id()).stream().map(Execution::state).toList();
    }

    static JobSpec batch(int count) {
        return LambdaExecutor.job(JobType.BATCH).count(count).build();
    }

    @Override
    public void close() {
        if (started != null) {
            started.close();
        }
    }
}
