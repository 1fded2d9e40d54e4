package org.bacalhau.node.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bacalhau.core.BacalhauNode;
import org.bacalhau.core.BacalhauNodeBuilder;
import org.bacalhau.core.LocalNetwork;
import org.bacalhau.core.compute.ComputeConfig;
import org.bacalhau.core.compute.ComputeConfigBuilder;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ComputeInfo;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.ExecutionState;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.model.ValidationException;
import org.bacalhau.core.observe.NodeObserver;
import org.bacalhau.core.requester.Requester;
import org.bacalhau.core.requester.RequesterConfig;
import org.bacalhau.core.runtime.Backoff;
import org.bacalhau.core.scheduler.SchedulerConfig;
import org.bacalhau.core.store.HistoryQuery;
import org.bacalhau.core.testing.Await;
import org.bacalhau.node.PublisherPlugin;
import org.bacalhau.node.StoragePlugin;
import org.bacalhau.node.WasmPlugin;
import org.bacalhau.node.executor.noop.NoopExecutor;
import org.bacalhau.node.storage.local.AllowedPath;
import org.bacalhau.node.storage.url.UrlStorageConfig;

/**
 * A network that bad jobs are given to. Whenever one has ended it checks what has to hold then: a healthy job that was
 * submitted with it has completed, all capacity is free, and no node has kept a file. For one thread.
 */
final class BadInputNetwork implements AutoCloseable {
    /** How often an execution is tried, and publishing a result. */
    static final int TRIES = 3;

    private static final Backoff RETRY = new Backoff(Duration.ofMillis(1), Duration.ofMillis(5), TRIES);

    private final Path directory;
    private final LocalNetwork network;
    private final Queue<String> faults;

    private BadInputNetwork(Path directory, LocalNetwork network, Queue<String> faults) {
        this.directory = directory;
        this.network = network;
        this.faults = faults;
    }

    /** Starts describing a network whose nodes keep their files below {@code directory}. */
    static Builder builder(Path directory) {
        return new Builder(directory);
    }

    Requester requester() {
        return network.requester();
    }

    /** Submits a job and returns why it was refused. */
    BacalhauException refusal(JobSpec spec) {
        BacalhauException refusal = Await.failure(requester().submit(spec));
        checkRemedies(refusal);
        checkNothingIsLeft();
        return refusal;
    }

    /** Checks that a refusal says for everything that is wrong what to do about it. */
    static void checkRemedies(BacalhauException refusal) {
        assertThat(refusal.failure().message()).isNotBlank();
        if (refusal instanceof ValidationException invalid) {
            assertThat(invalid.faults())
                    .isNotEmpty()
                    .noneMatch(fault -> fault.remedy().isBlank());
        } else {
            assertThat(refusal.failure().hint()).as("hint to: %s", refusal).isNotBlank();
        }
    }

    /** Runs a batch job of this task next to a healthy one, and returns how it ended. */
    EndedJob run(Task task) {
        return run(JobSpec.builder(JobType.BATCH, task).build());
    }

    /** Runs a job next to a healthy one, and returns how it ended. */
    EndedJob run(JobSpec spec) {
        return awaitEnd(submit(spec));
    }

    JobId submit(Task task) {
        return submit(JobSpec.builder(JobType.BATCH, task).build());
    }

    JobId submit(JobSpec spec) {
        return Await.outcome(requester().submit(spec)).job().id();
    }

    /** Runs a healthy job, waits for the end of a bad one and checks what it left. */
    EndedJob awaitEnd(JobId bad) {
        checkOthersRun();
        EndedJob ended = endOf(bad);
        checkNothingIsLeft();
        return ended;
    }

    /** Waits for the end of a job and checks nothing. */
    EndedJob endOf(JobId id) {
        Job job = Await.outcome(requester().awaitEnd(id, Await.DEADLINE));
        return new EndedJob(
                job,
                requester().executions(id),
                requester().history(HistoryQuery.of(id)).items());
    }

    /** Checks that a job which has done nothing wrong completes on all nodes, whatever others do. */
    void checkOthersRun() {
        Task task = Task.builder("main", SpecConfig.of(NoopExecutor.TYPE))
                .publisher(SpecConfig.of("noop"))
                .build();
        EndedJob healthy = endOf(submit(JobSpec.builder(JobType.BATCH, task)
                .count(network.computeNodes().size())
                .build()));
        assertThat(healthy.job().state())
                .as("the healthy job: %s", healthy.job().status().message())
                .isEqualTo(JobState.COMPLETED);
    }

    /** Checks that all capacity is free and that no node has kept anything of what it ran. */
    void checkNothingIsLeft() {
        checkCapacityIsFree();
        await("nodes without files").atMost(Await.DEADLINE).untilAsserted(() -> {
            for (BacalhauNode node : network.computeNodes()) {
                assertThat(filesOf(node)).isEmpty();
            }
        });
    }

    /** Checks that nodes could take as much as at their start. */
    void checkCapacityIsFree() {
        await("free nodes").atMost(Await.DEADLINE).untilAsserted(() -> {
            for (BacalhauNode node : network.computeNodes()) {
                ComputeInfo info = node.compute().info().compute();
                assertThat(info.availableCapacity()).as("free capacity").isEqualTo(info.maxCapacity());
                assertThat(info.queuedCapacity()).as("queued").isEqualTo(Resources.ZERO);
                assertThat(info.runningExecutions()).as("running").isZero();
                assertThat(node.compute().executions()).isEmpty();
            }
        });
    }

    /** Returns everything below a node's data directory. */
    private List<Path> filesOf(BacalhauNode node) {
        Path data = directory.resolve(node.id().value());
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(file -> !file.equals(data)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what the nodes reported as faults of software, and forgets it. */
    List<String> takeFaults() {
        List<String> taken = List.copyOf(faults);
        faults.clear();
        return taken;
    }

    /** Stops a job, and returns how it ended. */
    EndedJob stop(JobId id) {
        Await.outcome(requester().stop(id, "enough"));
        return awaitEnd(id);
    }

    /** Stops a job, which may have ended before, and returns how it ended. */
    EndedJob stopUnlessEnded(JobId id) {
        try {
            Await.outcome(requester().stop(id, "enough"));
        } catch (BacalhauException ended) {
            assertThat(ended.code()).isEqualTo(ErrorCode.CONFLICT);
        }
        return endOf(id);
    }

    /** Waits until a node has agreed to run an execution of a job. */
    void awaitBid(JobId id) {
        await("bid")
                .atMost(Await.DEADLINE)
                .until(() -> requester().executions(id).stream()
                        .anyMatch(execution -> execution.state() == ExecutionState.BID_ACCEPTED));
    }

    /** Closes all nodes; fails if they reported faults that the test has not asked for. */
    @Override
    public void close() {
        network.close();
        assertThat(faults).as("faults that nodes reported").isEmpty();
    }

    /** Describes a network. For one thread. */
    static final class Builder {
        private final Path directory;
        private final ComputeConfigBuilder compute = ComputeConfig.builder()
                .totalCapacity(Resources.of(4_000, 4_000_000_000L, 100_000_000_000L, 0))
                .defaultResources(Resources.of(100, 100_000_000, 0, 0))
                .minimumExecutionTimeout(Duration.ZERO)
                .stopGrace(Duration.ofMillis(200))
                .publishRetry(RETRY);
        private Consumer<BacalhauNodeBuilder> nodeSetup = node -> {};
        private List<AllowedPath> allowedPaths = List.of();
        private UrlStorageConfig urls = UrlStorageConfig.DEFAULT.withBackoff(RETRY);
        private int nodes = 2;
        private boolean requesterChecks;

        private Builder(Path directory) {
            this.directory = directory;
        }

        /** Adds to what each compute node is made of. */
        Builder eachNode(Consumer<BacalhauNodeBuilder> setup) {
            nodeSetup = nodeSetup.andThen(setup);
            return this;
        }

        /** Gives each compute node the engine {@code scripted}. */
        Builder script(NoopExecutor.Handler script) {
            return eachNode(node -> node.executor(new ScriptedExecutor(script)));
        }

        /** Changes settings of the compute nodes. */
        Builder compute(Consumer<ComputeConfigBuilder> change) {
            change.accept(compute);
            return this;
        }

        /** Sets how many compute nodes there are; two unless said. */
        Builder nodes(int count) {
            nodes = count;
            return this;
        }

        /** Allows jobs to read everything below a directory. */
        Builder allow(Path readable) {
            allowedPaths = List.of(AllowedPath.parse(readable + "/**"));
            return this;
        }

        /** Allows jobs to download from this computer. */
        Builder allowLoopback() {
            urls = urls.withAllowedNetworks(List.of("127.0.0.0/8"));
            return this;
        }

        /** Lets the requester know the engines and sources, so that it refuses what the nodes would not bid for. */
        Builder requesterChecks() {
            requesterChecks = true;
            return this;
        }

        BadInputNetwork start() {
            Queue<String> faults = new ConcurrentLinkedQueue<>(); // as many as a test has
            NodeObserver observer = new NodeObserver() {
                @Override
                public void fault(String what, Throwable cause) {
                    faults.add(what + ": " + cause.getClass().getSimpleName());
                }
            };
            LocalNetwork network = LocalNetwork.builder()
                    .requester(node -> {
                        if (requesterChecks) {
                            addPlugins(node);
                        }
                        node.requester(RequesterConfig.DEFAULT.withScheduler(
                                        new SchedulerConfig(1.5, 5, RETRY, SchedulerConfig.DEFAULT.reconnectGrace())))
                                .observer(observer);
                    })
                    .computeNodes(nodes, (node, index) -> {
                        String id = "node-" + index;
                        addPlugins(node);
                        node.id(id)
                                .dataDirectory(directory.resolve(id))
                                .compute(compute.build())
                                .observer(observer);
                        nodeSetup.accept(node);
                    })
                    .start();
            return new BadInputNetwork(directory, network, faults);
        }

        private void addPlugins(BacalhauNodeBuilder node) {
            node.plugin(new WasmPlugin())
                    .plugin(new StoragePlugin(allowedPaths, urls))
                    .plugin(new PublisherPlugin(directory.resolve("results")))
                    .executor(new NoopExecutor());
        }
    }
}
