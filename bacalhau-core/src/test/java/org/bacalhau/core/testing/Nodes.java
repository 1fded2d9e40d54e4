package org.bacalhau.core.testing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bacalhau.core.model.BuildVersion;
import org.bacalhau.core.model.ComputeInfo;
import org.bacalhau.core.model.NodeInfo;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.transport.NodeAnnouncement;

/** Nodes for tests that need some, whatever they are. */
public final class Nodes {
    /** What the nodes made here offer: four cores, 8 GB of memory, 100 GB of disk. */
    public static final Resources CAPACITY = Resources.of(4_000, 8_000_000_000L, 100_000_000_000L, 0);

    private static final BuildVersion VERSION = new BuildVersion("v1.4.0", "abc", "linux", "amd64");

    private Nodes() {}

    /** Returns the compute node {@code node-<number>}: idle, with engine {@value Jobs#ENGINE} and a few labels. */
    public static NodeInfo info(int number) {
        return info(number, Map.of("number", Integer.toString(number)));
    }

    /** Returns the compute node {@code node-<number>} with these labels. */
    public static NodeInfo info(int number, Map<String, String> labels) {
        return new NodeInfo(Jobs.nodeId(number), labels, compute(), VERSION);
    }

    /** Returns what an idle node offers. */
    public static ComputeInfo compute() {
        return new ComputeInfo(
                Set.of(Jobs.ENGINE),
                Set.of("noop"),
                Set.of("inline"),
                CAPACITY,
                CAPACITY,
                Resources.ZERO,
                CAPACITY,
                0,
                0);
    }

    /** Returns the announcement with this number of {@code node-<number>}, which holds nothing. */
    public static NodeAnnouncement announcement(int number, long sequence) {
        return new NodeAnnouncement(info(number), "incarnation", sequence, List.of());
    }
}
