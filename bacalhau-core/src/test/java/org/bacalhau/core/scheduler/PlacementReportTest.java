package org.bacalhau.core.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bacalhau.core.scheduler.NodeBuilder.node;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.LabelRequirement;
import org.bacalhau.core.model.NodeState.Connection;
import org.bacalhau.core.model.NodeState.Membership;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.model.SpecConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a selection says about the nodes that do not fit. */
class PlacementReportTest {
    private static final Instant NOW = SchedulingScene.START;
    private static final SchedulerConfig CONFIG = SchedulerConfig.DEFAULT;

    private static Selection select(JobSpec spec, int wanted, NodeBuilder... nodes) {
        NodeDirectory directory = new NodeDirectory(CONFIG);
        for (NodeBuilder node : nodes) {
            directory.put(node.build(), NOW);
        }
        return new NodeSelector(directory, CONFIG, task -> List.of(), List.of(), new Random(1))
                .select(Jobs.job(spec), List.of(), wanted, NOW);
    }

    private static String onlyReason(Selection selection) {
        assertThat(selection.nodes()).isEmpty();
        assertThat(selection.report().rejections()).hasSize(1);
        return selection.report().rejections().get(0).reason();
    }

    static Stream<Arguments> misfits() {
        JobSpec plain = Jobs.spec(JobType.BATCH);
        JobSpec inEurope = Jobs.constrained(LabelRequirement.equalTo("region", "eu"));
        return Stream.of(
                Arguments.of(
                        plain,
                        node("n-1").engines("wasm", "docker"),
                        "does not support noop, only docker, wasm",
                        "it offered the engine noop"),
                Arguments.of(
                        Jobs.with(plain, task -> task.publisher(SpecConfig.of("S3"))),
                        node("n-1"),
                        "does not support s3, only local",
                        "it offered the publisher s3"),
                Arguments.of(
                        Jobs.with(
                                plain,
                                task -> task.input(SpecConfig.of("ipfs"), "/in")
                                        .input(SpecConfig.of("inline"), "/too")),
                        node("n-1"),
                        "does not support ipfs, only inline",
                        "it offered the storage source ipfs"),
                Arguments.of(
                        inEurope,
                        node("n-1").label("region", "us").label("a", "b"),
                        "labels map[a:b region:us] don't match required selectors [region = eu]",
                        "the constraint region = eu were dropped"),
                Arguments.of(
                        Jobs.asking("5", "9gb", "", "1"),
                        node("n-1"),
                        "job requires more CPU (5) than the maximum available (4) and more memory (9.0 GB) than the "
                                + "maximum available (8.0 GB) and more GPUs (1) than the maximum available (0)",
                        "CPU were at most 4 (asked: 5) and Memory were at most 8.0 GB (asked: 9.0 GB) and GPU were at "
                                + "most 0 (asked: 1)"),
                Arguments.of(
                        Jobs.asking("1", "4gb", "", ""),
                        node("n-1")
                                .used(Resources.of(4_000, 8_000_000_000L, 0, 0))
                                .queued(Resources.of(1_000, 2_000_000_000L, 0, 0)),
                        "node busy with available capacity {CPU: 0, Memory: 0 B, Disk: 100 GB, GPU: 0} and queue "
                                + "capacity {CPU: 1, Memory: 2.0 GB, Disk: 0 B, GPU: 0}",
                        "Memory were at most 2.0 GB (asked: 4.0 GB)"),
                Arguments.of(
                        plain,
                        node("n-1").capacity(Resources.ZERO),
                        "node queue usage is unknown",
                        "it had any capacity for jobs"),
                Arguments.of(
                        plain,
                        node("n-1").version("v1.0.3"),
                        "Bacalhau version is incompatible",
                        "it ran version 1.0.4 or later (it runs v1.0.3)"),
                Arguments.of(
                        plain,
                        node("n-1").connection(Connection.DISCONNECTED),
                        "node is not connected",
                        "it were connected"),
                Arguments.of(
                        plain, node("n-1").membership(Membership.PENDING), "node is not approved", "it were approved"),
                Arguments.of(
                        plain,
                        node("n-1").membership(Membership.REJECTED),
                        "node is not approved",
                        "it were approved"));
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void saysWhyANodeDoesNotFitAndWhatWouldMakeItFit(JobSpec spec, NodeBuilder node, String reason, String remedy) {
        Selection selection = select(spec, 1, node);

        assertThat(onlyReason(selection)).isEqualTo(reason);
        assertThat(selection.report().nearestChange()).isEqualTo("nearest: node n-1 would fit if " + remedy);
        assertThat(selection.report().describe())
                .startsWith("not enough nodes to run job. requested: 1, available: 1, suitable: 0.\n• Node n-1: ")
                .contains(remedy);
    }

    @Test
    void namesTheNodeThatLacksLeast() {
        JobSpec spec = Jobs.with(
                Jobs.constrained(LabelRequirement.equalTo("region", "eu")),
                task -> task.publisher(SpecConfig.of("s3")));

        Selection selection = select(
                spec,
                1,
                node("n-1"),
                node("n-2").publishers("s3"),
                node("n-3")
                        .label("region", "eu")
                        .connection(Connection.DISCONNECTED)
                        .publishers("s3"));

        assertThat(selection.report().nearestChange())
                .isEqualTo("nearest: node n-2 would fit if the constraint region = eu were dropped");
    }

    @Test
    void countsNodesByReason() {
        Selection selection = select(
                Jobs.constrained(LabelRequirement.equalTo("region", "eu")),
                4,
                node("n-1"),
                node("n-2"),
                node("n-3").label("region", "eu"),
                node("n-4").connection(Connection.DISCONNECTED));

        assertThat(selection.report().describe())
                .isEqualTo("not enough nodes to run job. requested: 4, available: 4, suitable: 1.\n"
                        + "• 2 of 4 nodes: labels map[] don't match required selectors [region = eu]\n"
                        + "• Node n-4: node is not connected\n"
                        + "• nearest: node n-1 would fit if the constraint region = eu were dropped");
    }

    @Test
    void keepsTheReportOfManyDifferentNodesShort() {
        NodeBuilder[] nodes = NodeBuilder.nodes(100);
        for (int i = 0; i < nodes.length; i++) {
            nodes[i].label("name", "node-" + i);
        }

        Selection selection = select(Jobs.constrained(LabelRequirement.equalTo("region", "eu")), 1, nodes);

        assertThat(onlyReason(selection)).isEqualTo("labels don't match required selectors [region = eu]");
        assertThat(selection.report().rejections().get(0).nodes()).isEqualTo(100);
    }

    @Test
    void explainsNothingThatFits() {
        PlacementReport report =
                select(Jobs.spec(JobType.BATCH), 2, NodeBuilder.nodes(3)).report();

        assertThat(report).isEqualTo(new PlacementReport(2, 3, 3, List.of(), ""));
    }
}
