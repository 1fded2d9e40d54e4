package org.bacalhau.node.store.codec;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.bacalhau.core.model.BuildVersion;
import org.bacalhau.core.model.ComputeInfo;
import org.bacalhau.core.model.Gpu;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.NodeInfo;
import org.bacalhau.core.model.NodeState.Membership;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.store.NodeRecord;

/** Nodes and what they offer. */
final class NodeCodec {
    private NodeCodec() {}

    static void write(FieldWriter out, NodeRecord node) throws IOException {
        NodeInfo info = node.info();
        out.text("id", info.id().value());
        out.name("membership", node.membership());
        out.texts("labels", info.labels());
        out.object("compute", info.compute(), NodeCodec::writeCompute);
        out.object("version", info.version(), NodeCodec::writeVersion);
    }

    static NodeRecord read(FieldReader in) {
        NodeInfo info = new NodeInfo(
                new NodeId(in.requiredText("id")),
                in.textMap("labels"),
                in.optional("compute", NodeCodec::readCompute),
                in.objectOr("version", BuildVersion.UNKNOWN, NodeCodec::readVersion));
        return new NodeRecord(info, in.constant("membership", Membership.class));
    }

    private static void writeCompute(FieldWriter out, ComputeInfo compute) throws IOException {
        out.texts("engines", new TreeSet<>(compute.engines()));
        out.texts("publishers", new TreeSet<>(compute.publishers()));
        out.texts("storageSources", new TreeSet<>(compute.storageSources()));
        out.object("maxCapacity", compute.maxCapacity(), NodeCodec::writeResources);
        out.object("availableCapacity", compute.availableCapacity(), NodeCodec::writeResources);
        out.object("queuedCapacity", compute.queuedCapacity(), NodeCodec::writeResources);
        out.object("maxJobRequirements", compute.maxJobRequirements(), NodeCodec::writeResources);
        out.number("running", compute.runningExecutions());
        out.number("enqueued", compute.enqueuedExecutions());
    }

    private static ComputeInfo readCompute(FieldReader in) {
        return new ComputeInfo(
                Set.copyOf(in.textList("engines")),
                Set.copyOf(in.textList("publishers")),
                Set.copyOf(in.textList("storageSources")),
                in.objectOr("maxCapacity", Resources.ZERO, NodeCodec::readResources),
                in.objectOr("availableCapacity", Resources.ZERO, NodeCodec::readResources),
                in.objectOr("queuedCapacity", Resources.ZERO, NodeCodec::readResources),
                in.objectOr("maxJobRequirements", Resources.ZERO, NodeCodec::readResources),
                in.smallNumber("running"),
                in.smallNumber("enqueued"));
    }

    private static void writeVersion(FieldWriter out, BuildVersion version) throws IOException {
        out.text("version", version.version());
        out.text("commit", version.commit());
        out.text("os", version.operatingSystem());
        out.text("architecture", version.architecture());
    }

    private static BuildVersion readVersion(FieldReader in) {
        return new BuildVersion(in.text("version"), in.text("commit"), in.text("os"), in.text("architecture"));
    }

    static void writeResources(FieldWriter out, Resources resources) throws IOException {
        out.number("cpuMillis", resources.cpuMillis());
        out.number("memoryBytes", resources.memoryBytes());
        out.number("diskBytes", resources.diskBytes());
        out.number("gpus", resources.gpus());
        out.objects("gpuDevices", resources.gpuDevices(), NodeCodec::writeGpu);
    }

    static Resources readResources(FieldReader in) {
        return new Resources(
                in.number("cpuMillis"),
                in.number("memoryBytes"),
                in.number("diskBytes"),
                in.number("gpus"),
                in.objects("gpuDevices", NodeCodec::readGpu));
    }

    private static void writeGpu(FieldWriter out, Gpu gpu) throws IOException {
        out.number("index", gpu.index());
        out.text("name", gpu.name());
        out.text("vendor", gpu.vendor());
        out.number("memoryMebibytes", gpu.memoryMebibytes());
        out.text("pciAddress", gpu.pciAddress());
    }

    private static Gpu readGpu(FieldReader in) {
        return new Gpu(
                in.smallNumber("index"),
                in.text("name"),
                in.text("vendor"),
                in.number("memoryMebibytes"),
                in.text("pciAddress"));
    }
}
