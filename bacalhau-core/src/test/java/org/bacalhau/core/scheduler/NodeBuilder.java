package org.bacalhau.core.scheduler;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.bacalhau.core.model.BuildVersion;
import org.bacalhau.core.model.ComputeInfo;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.NodeInfo;
import org.bacalhau.core.model.NodeState;
import org.bacalhau.core.model.NodeState.Connection;
import org.bacalhau.core.model.NodeState.Membership;
import org.bacalhau.core.model.Resources;

/** A node for tests: connected, approved, idle, with four cores, 8 GB, 100 GB of disk and the engine {@code noop}. */
final class NodeBuilder {
    static final Resources CAPACITY = Resources.of(4_000, 8_000_000_000L, 100_000_000_000L, 0);

    private final NodeId id;
    private final Map<String, String> labels = new HashMap<>();
    private Set<String> engines = Set.of("noop");
    private Set<String> publishers = Set.of("local");
    private Set<String> storages = Set.of("inline");
    private Resources capacity = CAPACITY;
    private Resources mostPerJob = CAPACITY;
    private Resources used = Resources.ZERO;
    private Resources queued = Resources.ZERO;
    private String version = "";
    private Membership membership = Membership.APPROVED;
    private Connection connection = Connection.CONNECTED;

    private NodeBuilder(String id) {
        this.id = new NodeId(id);
    }

    static NodeBuilder node(String id) {
        return new NodeBuilder(id);
    }

    static NodeBuilder[] nodes(int count) {
        NodeBuilder[] nodes = new NodeBuilder[count];
        for (int i = 0; i < count; i++) {
            nodes[i] = node("n-" + (i + 1));
        }
        return nodes;
    }

    NodeBuilder label(String key, String value) {
        labels.put(key, value);
        return this;
    }

    NodeBuilder engines(String... types) {
        engines = Set.of(types);
        return this;
    }

    NodeBuilder publishers(String... types) {
        publishers = Set.of(types);
        return this;
    }

    NodeBuilder storages(String... types) {
        storages = Set.of(types);
        return this;
    }

    NodeBuilder capacity(Resources value) {
        capacity = value;
        mostPerJob = value;
        return this;
    }

    NodeBuilder mostPerJob(Resources value) {
        mostPerJob = value;
        return this;
    }

    NodeBuilder used(Resources value) {
        used = value;
        return this;
    }

    NodeBuilder queued(Resources value) {
        queued = value;
        return this;
    }

    NodeBuilder version(String value) {
        version = value;
        return this;
    }

    NodeBuilder membership(Membership value) {
        membership = value;
        return this;
    }

    NodeBuilder connection(Connection value) {
        connection = value;
        return this;
    }

    NodeState build() {
        ComputeInfo compute = new ComputeInfo(
                engines, publishers, storages, capacity, capacity.minus(used), queued, mostPerJob, 0, 0);
        BuildVersion build = version.isEmpty() ? BuildVersion.UNKNOWN : new BuildVersion(version, "", "linux", "amd64");
        return new NodeState(new NodeInfo(id, labels, compute, build), membership, connection);
    }
}
