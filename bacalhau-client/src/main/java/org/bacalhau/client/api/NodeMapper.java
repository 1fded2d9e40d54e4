package org.bacalhau.client.api;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bacalhau.core.model.BuildVersion;
import org.bacalhau.core.model.ComputeInfo;
import org.bacalhau.core.model.Event;
import org.bacalhau.core.model.Gpu;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.NodeInfo;
import org.bacalhau.core.model.NodeState;
import org.bacalhau.core.model.Resources;

/** Turns nodes of the model into those of the wire and back. Safe for any thread: there is no state. */
public final class NodeMapper {
    private static final double MILLIS_PER_CORE = 1000;

    private NodeMapper() {}

    /** Returns a node for the wire. */
    public static ApiNodeState toWire(NodeState node) {
        NodeInfo info = node.info();
        ComputeInfo compute = info.compute();
        return new ApiNodeState(
                new ApiNodeInfo(
                        info.id().value(),
                        compute == null ? ApiNodeInfo.REQUESTER : ApiNodeInfo.COMPUTE,
                        new TreeMap<>(info.labels()),
                        compute == null ? null : toWire(compute),
                        toWire(info.version(), Event.NO_TIME)),
                node.membership().name(),
                node.connection().name());
    }

    /**
     * Returns a node that was read from a server. A membership that is not known is read as pending, a connection that is
     * not known as disconnected: nothing is sent to such a node.
     */
    public static NodeState toModel(ApiNodeState node) {
        ApiNodeInfo info = node.info();
        ApiComputeInfo compute = info.computeNodeInfo();
        return new NodeState(
                new NodeInfo(
                        new NodeId(info.nodeId()),
                        info.labels() == null ? Map.of() : info.labels(),
                        compute == null ? null : toModel(compute),
                        toModel(info.bacalhauVersion())),
                named(NodeState.Membership.values(), node.membership(), NodeState.Membership.PENDING),
                named(NodeState.Connection.values(), node.connection(), NodeState.Connection.DISCONNECTED));
    }

    private static <E extends Enum<E>> E named(E[] values, String name, E otherwise) {
        return Arrays.stream(values)
                .filter(value -> value.name().equalsIgnoreCase(name))
                .findFirst()
                .orElse(otherwise);
    }

    private static ApiComputeInfo toWire(ComputeInfo compute) {
        return new ApiComputeInfo(
                sorted(compute.engines()),
                sorted(compute.publishers()),
                sorted(compute.storageSources()),
                toWire(compute.maxCapacity()),
                toWire(compute.queuedCapacity()),
                toWire(compute.availableCapacity()),
                toWire(compute.maxJobRequirements()),
                compute.runningExecutions(),
                compute.enqueuedExecutions());
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }

    private static ComputeInfo toModel(ApiComputeInfo compute) {
        return new ComputeInfo(
                new HashSet<>(compute.executionEngines()),
                new HashSet<>(compute.publishers()),
                new HashSet<>(compute.storageSources()),
                toModel(compute.maxCapacity()),
                toModel(compute.availableCapacity()),
                toModel(compute.queueCapacity()),
                toModel(compute.maxJobRequirements()),
                compute.runningExecutions(),
                compute.enqueuedExecutions());
    }

    /** Returns amounts for the wire. */
    public static ApiResources toWire(Resources resources) {
        return new ApiResources(
                resources.cpuMillis() / MILLIS_PER_CORE,
                resources.memoryBytes(),
                resources.diskBytes(),
                resources.gpus(),
                resources.gpuDevices().stream()
                        .map(gpu -> new ApiGpu(
                                gpu.index(), gpu.name(), gpu.vendor(), gpu.memoryMebibytes(), gpu.pciAddress()))
                        .toList());
    }

    /** Returns amounts of the model; what is below zero, by rounding of the sender, is zero. */
    public static Resources toModel(ApiResources resources) {
        return new Resources(
                Math.max(0, Math.round(resources.cpu() * MILLIS_PER_CORE)),
                Math.max(0, resources.memory()),
                Math.max(0, resources.disk()),
                Math.max(0, resources.gpu()),
                resources.gpus().stream()
                        .map(gpu -> new Gpu(
                                (int) Math.min(Integer.MAX_VALUE, gpu.index()),
                                gpu.name(),
                                gpu.vendor(),
                                gpu.memory(),
                                gpu.pciAddress()))
                        .toList());
    }

    /**
     * Returns a version for the wire.
     *
     * @param buildDate when the software was built; {@link Event#NO_TIME} if that is not known
     */
    public static ApiBuildVersion toWire(BuildVersion version, Instant buildDate) {
        return new ApiBuildVersion(
                part(version.version(), 0),
                part(version.version(), 1),
                version.version(),
                version.commit(),
                buildDate,
                version.operatingSystem(),
                version.architecture());
    }

    private static String part(String version, int index) {
        String[] parts = (version.startsWith("v") ? version.substring(1) : version).split("\\.", -1);
        return index < parts.length ? parts[index] : "";
    }

    private static BuildVersion toModel(ApiBuildVersion version) {
        return new BuildVersion(version.gitVersion(), version.gitCommit(), version.goos(), version.goarch());
    }
}
