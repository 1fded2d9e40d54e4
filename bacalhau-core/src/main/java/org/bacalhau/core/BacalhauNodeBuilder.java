package org.bacalhau.core;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;
import org.bacalhau.core.compute.BidStrategy;
import org.bacalhau.core.compute.ComputeConfig;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.model.BuildVersion;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.observe.NodeObserver;
import org.bacalhau.core.publisher.Publisher;
import org.bacalhau.core.requester.RequesterConfig;
import org.bacalhau.core.runtime.IdGenerator;
import org.bacalhau.core.scheduler.NodeRanker;
import org.bacalhau.core.storage.StorageProvider;
import org.bacalhau.core.store.ExecutionStore;
import org.bacalhau.core.store.JobStore;
import org.bacalhau.core.transport.Transport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a node together. Everything has a sensible default: without any call it builds a node with both roles, in-memory stores,
 * a network of its own and no engines. For one thread.
 *
 * <p>What is given to the builder belongs to the node, which closes it; only a transport, stores and workers that are given
 * stay with whoever made them, since several nodes, or one after the other, may use them.
 */
public final class BacalhauNodeBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(BacalhauNodeBuilder.class);

    final List<Executor> executors = new ArrayList<>();
    final List<StorageProvider> storageProviders = new ArrayList<>();
    final List<Publisher> publishers = new ArrayList<>();
    final List<BidStrategy> bidStrategies = new ArrayList<>();
    final List<NodeRanker> nodeRankers = new ArrayList<>();
    final List<NodeObserver> observers = new ArrayList<>();
    final Map<String, String> labels = new TreeMap<>();
    Set<Role> roles = EnumSet.allOf(Role.class);

    @Nullable
    NodeId id;

    @Nullable
    Path dataDirectory;

    @Nullable
    Transport transport;

    @Nullable
    JobStore jobStore;

    @Nullable
    ExecutionStore executionStore;

    @Nullable
    ExecutorService workers;

    @Nullable
    RandomGenerator random;

    @Nullable
    IdGenerator ids;

    InstantSource clock = InstantSource.system();
    BuildVersion version = BuildVersion.UNKNOWN;
    ComputeConfig computeConfig = ComputeConfig.builder().build();
    RequesterConfig requesterConfig = RequesterConfig.DEFAULT;

    BacalhauNodeBuilder() {}

    /** Sets what the node does; both roles unless said. */
    public BacalhauNodeBuilder roles(Role... value) {
        if (value.length == 0) {
            throw new IllegalArgumentException("a node needs at least one role");
        }
        roles = EnumSet.copyOf(Arrays.asList(value));
        return this;
    }

    /** Sets the node's id; a new {@code n-} and UUID unless said. Needed to start again on the same stores. */
    public BacalhauNodeBuilder id(String value) {
        id = new NodeId(value);
        return this;
    }

    /** Adds a label, by which jobs choose nodes. */
    public BacalhauNodeBuilder label(String key, String value) {
        labels.put(key, value);
        return this;
    }

    /** Adds an engine. */
    public BacalhauNodeBuilder executor(Executor value) {
        executors.add(value);
        return this;
    }

    /** Adds a storage source. */
    public BacalhauNodeBuilder storageProvider(StorageProvider value) {
        storageProviders.add(value);
        return this;
    }

    /** Adds a publisher. */
    public BacalhauNodeBuilder publisher(Publisher value) {
        publishers.add(value);
        return this;
    }

    /** Adds what a plugin contributes. */
    public BacalhauNodeBuilder plugin(NodePlugin plugin) {
        executors.addAll(plugin.executors());
        storageProviders.addAll(plugin.storageProviders());
        publishers.addAll(plugin.publishers());
        return this;
    }

    /**
     * Adds what all plugins contribute that the class path declares as services. A plugin whose library was left out of the
     * class path is left out too, with a warning in the log that names the class that is missing.
     *
     * @throws java.util.ServiceConfigurationError if a declaration is wrong
     */
    public BacalhauNodeBuilder discoverPlugins() {
        ServiceLoader.load(NodePlugin.class).stream().forEach(this::pluginIfComplete);
        return this;
    }

    private void pluginIfComplete(ServiceLoader.Provider<NodePlugin> provider) {
        try {
            plugin(provider.get());
        } catch (LinkageError incomplete) {
            LOG.warn(
                    "plugin {} is left out, since a class it needs is missing: {}; add the artifact that contains it, or "
                            + "ignore this if what the plugin offers is not wanted",
                    provider.type().getName(),
                    incomplete.getMessage());
        }
    }

    /** Adds a condition for bids, asked after the built-in ones. */
    public BacalhauNodeBuilder bidStrategy(BidStrategy value) {
        bidStrategies.add(value);
        return this;
    }

    /** Adds a judgement of nodes, asked after the built-in ones. */
    public BacalhauNodeBuilder nodeRanker(NodeRanker value) {
        nodeRankers.add(value);
        return this;
    }

    /** Adds somebody who is told what happens on the node, on a thread of its own. */
    public BacalhauNodeBuilder observer(NodeObserver value) {
        observers.add(value);
        return this;
    }

    /** Sets the settings of the compute role. */
    public BacalhauNodeBuilder compute(ComputeConfig value) {
        computeConfig = value;
        return this;
    }

    /** Sets the settings of the requester role. */
    public BacalhauNodeBuilder requester(RequesterConfig value) {
        requesterConfig = value;
        return this;
    }

    /** Sets how the node reaches others; a network of its own unless said. Stays the caller's to close. */
    public BacalhauNodeBuilder transport(Transport value) {
        transport = value;
        return this;
    }

    /** Sets where the requester keeps its state; in memory unless said. Stays the caller's to close. */
    public BacalhauNodeBuilder jobStore(JobStore value) {
        jobStore = value;
        return this;
    }

    /** Sets where the compute role keeps its state; in memory unless said. Stays the caller's to close. */
    public BacalhauNodeBuilder executionStore(ExecutionStore value) {
        executionStore = value;
        return this;
    }

    /**
     * Sets the directory for what executions read and write; created if it is missing. Without it the node uses a new
     * temporary directory, which it removes when it closes.
     */
    public BacalhauNodeBuilder dataDirectory(Path value) {
        dataDirectory = value;
        return this;
    }

    /**
     * Sets the threads for blocking work, such as running executions; a pool of the node's own unless said. It must run
     * more tasks at a time than {@link ComputeConfig#threadsForRuns}, so that bids and probes find a thread, too. Stays the
     * caller's to close.
     */
    public BacalhauNodeBuilder workers(ExecutorService value) {
        workers = value;
        return this;
    }

    /** Sets the clock. */
    public BacalhauNodeBuilder clock(InstantSource value) {
        clock = value;
        return this;
    }

    /** Sets the source of ids. */
    public BacalhauNodeBuilder ids(IdGenerator value) {
        ids = value;
        return this;
    }

    /** Sets the source of chance, by which equally good nodes are chosen between. Used by the requester's loop only. */
    public BacalhauNodeBuilder random(RandomGenerator value) {
        random = value;
        return this;
    }

    /** Sets the version the node says it has. */
    public BacalhauNodeBuilder version(BuildVersion value) {
        version = value;
        return this;
    }

    /**
     * Puts the node together. Nothing is started; call this once.
     *
     * @throws IllegalArgumentException if two engines, sources or publishers have the same type
     * @throws UncheckedIOException if the data directory cannot be created
     */
    public BacalhauNode build() {
        return new NodeAssembly(this).build();
    }
}
