package org.bacalhau.core.compute;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.bacalhau.core.component.ComponentSet;
import org.bacalhau.core.model.BuildVersion;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.observe.NodeObserver;
import org.bacalhau.core.runtime.EventLoop;
import org.bacalhau.core.runtime.IdGenerator;
import org.bacalhau.core.store.ExecutionStore;
import org.bacalhau.core.transport.Transport;

/**
 * What a compute node is made of. Everything that is not deterministic comes in here.
 *
 * @param identity what the node says about itself
 * @param config the settings
 * @param context where the node's work happens
 * @param store keeps the state; closed by whoever made it
 * @param transport the way to the requesters; closed by whoever made it
 * @param work what does the work of executions
 */
public record ComputeParts(
        Identity identity,
        ComputeConfig config,
        Context context,
        ExecutionStore store,
        Transport transport,
        Work work) {

    /**
     * What a node says about itself.
     *
     * @param id the node
     * @param labels configured labels and those of {@link HostLabels}
     * @param version the version of its software
     */
    public record Identity(NodeId id, Map<String, String> labels, BuildVersion version) {
        public Identity {
            Objects.requireNonNull(id, "id");
            labels = Map.copyOf(labels);
            Objects.requireNonNull(version, "version");
        }
    }

    /**
     * Where a node's work happens.
     *
     * @param loop owns the state; also the clock
     * @param ids makes the node's incarnation
     * @param workers runs bid decisions that block, and probes for what is available; may refuse work when it is full
     * @param observer told what happens, on the loop; must return quickly
     */
    public record Context(EventLoop loop, IdGenerator ids, Executor workers, NodeObserver observer) {
        public Context {
            Objects.requireNonNull(loop, "loop");
            Objects.requireNonNull(ids, "ids");
            Objects.requireNonNull(workers, "workers");
            Objects.requireNonNull(observer, "observer");
        }
    }

    /**
     * What does the work of executions.
     *
     * @param runner runs executions; closed by the compute node
     * @param components the engines, storage providers and publishers
     * @param strategies bid strategies besides the built-in ones, in order
     */
    public record Work(ExecutionRunner runner, ComponentSet components, List<BidStrategy> strategies) {
        public Work {
            Objects.requireNonNull(runner, "runner");
            Objects.requireNonNull(components, "components");
            strategies = List.copyOf(strategies);
        }
    }

    public ComputeParts {
        Objects.requireNonNull(identity, "identity");
        Objects.requireNonNull(config, "config");
        Objects.requireNonNull(context, "context");
        Objects.requireNonNull(store, "store");
        Objects.requireNonNull(transport, "transport");
        Objects.requireNonNull(work, "work");
    }

    /** Returns the node's id. */
    public NodeId self() {
        return identity.id();
    }

    /** Returns the loop that owns the state. */
    public EventLoop loop() {
        return context.loop();
    }

    /** Returns who is told what happens. */
    public NodeObserver observer() {
        return context.observer();
    }
}
