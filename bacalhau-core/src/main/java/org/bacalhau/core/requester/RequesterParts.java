package org.bacalhau.core.requester;

import java.util.Map;
import java.util.Objects;
import org.bacalhau.core.component.ComponentSet;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.observe.NodeObserver;
import org.bacalhau.core.runtime.EventLoop;
import org.bacalhau.core.runtime.IdGenerator;
import org.bacalhau.core.scheduler.NodeDirectory;
import org.bacalhau.core.scheduler.NodeSelector;
import org.bacalhau.core.scheduler.Scheduler;
import org.bacalhau.core.store.JobStore;
import org.bacalhau.core.transport.Transport;

/**
 * What a requester is made of. Everything that is not deterministic comes in here.
 *
 * @param self the node's id
 * @param config the settings
 * @param loop owns the state; also the clock
 * @param ids makes the ids of jobs, executions and evaluations
 * @param store keeps the state; closed by whoever made it
 * @param transport the way to the compute nodes; closed by whoever made it
 * @param components what is known of the parameters of engines, sources and publishers
 * @param scheduling the nodes and the rules that place executions on them
 * @param observer told what happens, on the loop; must return quickly
 */
public record RequesterParts(
        NodeId self,
        RequesterConfig config,
        EventLoop loop,
        IdGenerator ids,
        JobStore store,
        Transport transport,
        ComponentSet components,
        Scheduling scheduling,
        NodeObserver observer) {

    /**
     * The nodes and the rules that place executions on them, confined to the loop.
     *
     * @param directory the nodes
     * @param selector picks nodes of the directory
     * @param schedulers the rules for each type of job
     */
    public record Scheduling(NodeDirectory directory, NodeSelector selector, Map<JobType, Scheduler> schedulers) {
        public Scheduling {
            Objects.requireNonNull(directory, "directory");
            Objects.requireNonNull(selector, "selector");
            schedulers = Map.copyOf(schedulers);
        }
    }

    public RequesterParts {
        Objects.requireNonNull(self, "self");
        Objects.requireNonNull(config, "config");
        Objects.requireNonNull(loop, "loop");
        Objects.requireNonNull(ids, "ids");
        Objects.requireNonNull(store, "store");
        Objects.requireNonNull(transport, "transport");
        Objects.requireNonNull(components, "components");
        Objects.requireNonNull(scheduling, "scheduling");
        Objects.requireNonNull(observer, "observer");
    }
}
