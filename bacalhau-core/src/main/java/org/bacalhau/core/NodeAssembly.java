package org.bacalhau.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.bacalhau.core.component.ComponentSet;
import org.bacalhau.core.compute.ComputeParts;
import org.bacalhau.core.compute.EventLoopComputeNode;
import org.bacalhau.core.compute.HostLabels;
import org.bacalhau.core.compute.run.RunnerParts;
import org.bacalhau.core.compute.run.WorkerExecutionRunner;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.observe.AsyncObserver;
import org.bacalhau.core.observe.NodeObserver;
import org.bacalhau.core.requester.EventLoopRequester;
import org.bacalhau.core.requester.RequesterParts;
import org.bacalhau.core.runtime.EventLoop;
import org.bacalhau.core.runtime.IdGenerator;
import org.bacalhau.core.runtime.ThreadEventLoop;
import org.bacalhau.core.scheduler.NodeDirectory;
import org.bacalhau.core.scheduler.NodeSelector;
import org.bacalhau.core.scheduler.SchedulerConfig;
import org.bacalhau.core.scheduler.Schedulers;
import org.bacalhau.core.store.ExecutionStore;
import org.bacalhau.core.store.InMemoryExecutionStore;
import org.bacalhau.core.store.InMemoryJobStore;
import org.bacalhau.core.store.JobStore;
import org.bacalhau.core.transport.LocalTransport;
import org.bacalhau.core.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * Makes the parts of one node in the order in which they need each other, so that the close stack takes them down in the
 * reverse order. Used once, by one thread.
 */
final class NodeAssembly {
    // So much work from outside may wait for a role; what comes on top is answered with "busy" and tried again.
    private static final int LOOP_CAPACITY = 100_000;

    private final BacalhauNodeBuilder given;
    private final CloseStack closeStack = new CloseStack();
    private final NodeId id;
    private final IdGenerator ids;
    private final RandomGenerator random;

    NodeAssembly(BacalhauNodeBuilder given) {
        this.given = given;
        this.random = given.random != null
                ? given.random
                : RandomGeneratorFactory.getDefault().create();
        this.ids = given.ids != null ? given.ids : IdGenerator.secure();
        this.id = given.id != null ? given.id : new NodeId("n-" + ids.uuid());
    }

    BacalhauNode build() {
        try {
            return assemble();
        } catch (RuntimeException | Error fault) {
            closeStack.closeAfter(fault);
            throw fault;
        }
    }

    private BacalhauNode assemble() {
        given.executors.forEach(closeStack::add);
        given.storageProviders.forEach(closeStack::add);
        given.publishers.forEach(closeStack::add);
        ComponentSet components = ComponentSet.of(given.executors, given.storageProviders, given.publishers);
        ExecutorService notifier = closeStack.add(NodeThreads.notifier(id)).executor();
        NodeObserver observer = observer(notifier);
        Transport transport = given.transport != null ? given.transport : closeStack.add(new LocalTransport());

        @Nullable
        EventLoopRequester requester = given.roles.contains(Role.REQUESTER)
                ? closeStack.add(new EventLoopRequester(requesterParts(components, transport, observer)))
                : null;
        @Nullable
        EventLoopComputeNode compute = given.roles.contains(Role.COMPUTE)
                ? closeStack.add(new EventLoopComputeNode(computeParts(components, transport, notifier, observer)))
                : null;
        return new BacalhauNode(id, requester, compute, closeStack);
    }

    private NodeObserver observer(ExecutorService notifier) {
        if (given.observers.isEmpty()) {
            return NodeObserver.NONE;
        }
        return closeStack.add(new AsyncObserver(given.observers, notifier, AsyncObserver.DEFAULT_CAPACITY));
    }

    private RequesterParts requesterParts(ComponentSet components, Transport transport, NodeObserver observer) {
        JobStore store = given.jobStore != null ? given.jobStore : closeStack.add(new InMemoryJobStore());
        SchedulerConfig config = given.requesterConfig.scheduler();
        NodeDirectory directory = new NodeDirectory(config);
        NodeSelector selector =
                new NodeSelector(directory, config, components::engineInputs, given.nodeRankers, random);
        return new RequesterParts(
                id,
                given.requesterConfig,
                loop("requester", observer),
                ids,
                store,
                transport,
                components,
                new RequesterParts.Scheduling(
                        directory, selector, new Schedulers(directory, selector, config).byType()),
                observer);
    }

    private ComputeParts computeParts(
            ComponentSet components, Transport transport, ExecutorService notifier, NodeObserver observer) {
        ExecutionStore store =
                given.executionStore != null ? given.executionStore : closeStack.add(new InMemoryExecutionStore());
        // Goes after the workers, which may still be writing to it.
        Path directory = dataDirectory();
        ExecutorService workers = given.workers != null
                ? given.workers
                : closeStack
                        .add(NodeThreads.workers(id, given.computeConfig.threadsForRuns()))
                        .executor();
        EventLoop loop = loop("compute", observer);
        WorkerExecutionRunner runner = new WorkerExecutionRunner(new RunnerParts(
                id,
                given.computeConfig,
                components,
                directory,
                workers,
                notifier,
                given.clock,
                pause -> Thread.sleep(pause.toMillis()),
                fault -> observer.fault("work on an execution failed", fault)));
        return new ComputeParts(
                new ComputeParts.Identity(
                        id,
                        HostLabels.addTo(
                                given.labels,
                                System.getProperty("os.name", ""),
                                System.getProperty("os.arch", ""),
                                given.computeConfig.totalCapacity().gpuDevices()),
                        given.version),
                given.computeConfig,
                new ComputeParts.Context(loop, ids, workers, observer),
                store,
                transport,
                new ComputeParts.Work(runner, components, List.copyOf(given.bidStrategies)));
    }

    private EventLoop loop(String role, NodeObserver observer) {
        return closeStack.add(new ThreadEventLoop(
                "bacalhau-" + role + "-" + id.shortForm(),
                given.clock,
                LOOP_CAPACITY,
                fault -> observer.fault("work on the " + role + "'s loop failed", fault)));
    }

    private Path dataDirectory() {
        try {
            if (given.dataDirectory != null) {
                return Files.createDirectories(given.dataDirectory);
            }
            return closeStack.add(new TemporaryDirectory(id)).path();
        } catch (IOException fault) {
            throw new UncheckedIOException("cannot create the node's data directory: " + fault.getMessage(), fault);
        }
    }
}
