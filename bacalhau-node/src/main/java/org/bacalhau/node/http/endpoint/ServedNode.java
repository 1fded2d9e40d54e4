package org.bacalhau.node.http.endpoint;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bacalhau.core.BacalhauNode;
import org.bacalhau.core.compute.ComputeNode;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.BuildVersion;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.NodeInfo;
import org.bacalhau.core.model.NodeState;
import org.bacalhau.core.requester.Requester;

/**
 * The node that is served, by its roles. Immutable.
 *
 * @param id the node
 * @param requester its requester role, if it has that
 * @param compute its compute role, if it has that
 * @param version what the server says it is
 */
public record ServedNode(
        NodeId id, Optional<Requester> requester, Optional<ComputeNode> compute, BuildVersion version) {
    public ServedNode {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(requester, "requester");
        Objects.requireNonNull(compute, "compute");
        Objects.requireNonNull(version, "version");
    }

    /** Returns the roles of a node. */
    public static ServedNode of(BacalhauNode node, BuildVersion version) {
        return new ServedNode(node.id(), role(node::requester), role(node::compute), version);
    }

    private static <T> Optional<T> role(Supplier<T> role) {
        try {
            return Optional.of(role.get());
        } catch (BacalhauException e) {
            if (e.code() == ErrorCode.UNSUPPORTED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Returns every node the requester role knows, in order of their ids, and itself, which it does not hear. */
    List<NodeState> nodes() {
        List<NodeState> known = requester.map(Requester::nodes).orElse(List.of());
        if (known.stream().anyMatch(node -> node.id().equals(id))) {
            return known;
        }
        return Stream.concat(known.stream(), Stream.of(self()))
                .sorted(Comparator.comparing(NodeState::id))
                .toList();
    }

    /** Returns what the node says about itself now. */
    NodeState self() {
        NodeInfo info = compute.map(role -> withVersion(role.info())).orElseGet(this::withoutCompute);
        return new NodeState(info, NodeState.Membership.APPROVED, NodeState.Connection.CONNECTED);
    }

    private NodeInfo withVersion(NodeInfo info) {
        return new NodeInfo(info.id(), info.labels(), info.compute(), version);
    }

    private NodeInfo withoutCompute() {
        Map<String, String> labels =
                Map.of("Operating-System", version.operatingSystem(), "Architecture", version.architecture());
        return new NodeInfo(id, labels, null, version);
    }
}
