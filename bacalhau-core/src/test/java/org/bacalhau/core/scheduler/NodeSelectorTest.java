package org.bacalhau.core.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bacalhau.core.scheduler.NodeBuilder.node;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.LabelRequirement;
import org.bacalhau.core.model.LabelRequirement.Operator;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.model.SpecConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NodeSelectorTest {
    private static final Instant NOW = SchedulingScene.START;
    private static final SchedulerConfig CONFIG = SchedulerConfig.DEFAULT;

    private final NodeDirectory directory = new NodeDirectory(CONFIG);
    private final List<InputSource> engineInputs = new ArrayList<>();
    private final List<NodeRanker> rankers = new ArrayList<>();

    private Selection select(JobSpec spec, int wanted, NodeBuilder... nodes) {
        for (NodeBuilder node : nodes) {
            directory.put(node.build(), NOW);
        }
        return selector().select(Jobs.job(spec), List.of(), wanted, NOW);
    }

    private NodeSelector selector() {
        return new NodeSelector(directory, CONFIG, task -> engineInputs, rankers, new Random(1));
    }

    private static List<String> names(Selection selection) {
        return selection.nodes().stream().map(NodeId::value).toList();
    }

    private static String onlyReason(Selection selection) {
        assertThat(selection.nodes()).isEmpty();
        assertThat(selection.report().rejections()).hasSize(1);
        return selection.report().rejections().get(0).reason();
    }

    static Stream<Arguments> constraints() {
        return Stream.of(
                Arguments.of(new LabelRequirement("env", Operator.EQUALS, List.of("prod")), Set.of("n-prod")),
                Arguments.of(
                        new LabelRequirement("env", Operator.NOT_EQUALS, List.of("prod")), Set.of("n-test", "n-none")),
                Arguments.of(
                        new LabelRequirement("env", Operator.IN, List.of("prod", "test")), Set.of("n-prod", "n-test")),
                Arguments.of(new LabelRequirement("env", Operator.NOT_IN, List.of("prod", "test")), Set.of("n-none")),
                Arguments.of(new LabelRequirement("env", Operator.EXISTS, List.of()), Set.of("n-prod", "n-test")),
                Arguments.of(new LabelRequirement("env", Operator.DOES_NOT_EXIST, List.of()), Set.of("n-none")));
    }

    @ParameterizedTest
    @MethodSource("constraints")
    void keepsToConstraints(LabelRequirement constraint, Set<String> expected) {
        Selection selection = select(
                Jobs.constrained(constraint),
                Integer.MAX_VALUE,
                node("n-prod").label("env", "prod"),
                node("n-test").label("env", "test"),
                node("n-none"));

        assertThat(names(selection)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @MethodSource("acceptableVersions")
    void acceptsVersionsFromTheMinimumOnAndThoseItCannotRead(String version) {
        assertThat(names(select(Jobs.spec(JobType.BATCH), 1, node("n-1").version(version))))
                .containsExactly("n-1");
    }

    static Stream<String> acceptableVersions() {
        return Stream.of("v1.0.4", "v1.0.10", "1.10.0", "v2.0.0-rc1", "v0.0.0-abcdef0", "", "unknown");
    }

    @Test
    void prefersNodesThatTheJobFavours() {
        JobSpec spec = Jobs.constrained(LabelRequirement.equalTo("favour_disk", "ssd"));

        assertThat(names(select(spec, 3, node("n-1"), node("n-2").label("disk", "ssd"), node("n-3"))))
                .hasSize(3)
                .startsWith("n-2");
    }

    @Test
    void needsTheSourcesOfTheEngineToo() {
        engineInputs.add(InputSource.of(SpecConfig.of("IPFS"), "/module"));

        assertThat(names(select(
                        Jobs.spec(JobType.BATCH), 5, node("n-1"), node("n-2").storages("inline", "ipfs"))))
                .containsExactly("n-2");
    }

    @Test
    void prefersTheNodeWithMoreFreeCapacity() {
        NodeBuilder busy = node("n-busy").used(Resources.of(3_000, 0, 0, 0));

        assertThat(names(select(Jobs.spec(JobType.BATCH), 2, busy, node("n-idle"))))
                .containsExactly("n-idle", "n-busy");
    }

    @Test
    void prefersTheNodeWithTheShorterQueue() {
        Resources all = Resources.of(4_000, 0, 0, 0);
        NodeBuilder queueing = node("n-queue").used(all).queued(Resources.of(900, 0, 0, 0));

        assertThat(names(select(
                        Jobs.asking("0.5", "", "", ""),
                        2,
                        queueing,
                        node("n-full").used(all))))
                .containsExactly("n-full", "n-queue");
    }

    @Test
    void weighsCoresAndBytesAlike() {
        // Asks for a quarter of the largest node's cores, and of its memory next to nothing.
        JobSpec spec = Jobs.asking("1", "1mb", "", "");
        NodeBuilder fewCores = node("n-cores").used(Resources.of(3_000, 0, 0, 0));
        NodeBuilder littleMemory = node("n-memory").used(Resources.of(0, 6_000_000_000L, 0, 0));

        assertThat(names(select(spec, 2, fewCores, littleMemory))).containsExactly("n-memory", "n-cores");
    }

    @Test
    void sendsNoMoreThanTheOverSubscriptionAllows() {
        directory.put(node("n-1").build(), NOW);
        NodeSelector selector = selector();
        int placed = 0;
        while (!selector.select(Jobs.job(Jobs.spec(JobType.BATCH)), List.of(), 1, NOW)
                .nodes()
                .isEmpty()) {
            directory.reserve(new NodeId("n-1"), Resources.of(1_000, 0, 0, 0));
            placed++;
        }

        assertThat(placed).isEqualTo(6);
    }

    @Test
    void spreadsPlacementsBetweenTwoReports() {
        for (NodeBuilder node : NodeBuilder.nodes(4)) {
            directory.put(node.build(), NOW);
        }

        assertThat(placeOneByOne(Jobs.spec(JobType.BATCH), 8).values()).containsOnly(2);
    }

    @Test
    void spreadsJobsThatAskForNothing() {
        for (NodeBuilder node : NodeBuilder.nodes(4)) {
            directory.put(node.build(), NOW);
        }

        assertThat(placeOneByOne(Jobs.asking("", "", "", ""), 400).values())
                .hasSize(4)
                .allSatisfy(placed -> assertThat(placed).isBetween(80, 120));
    }

    private Map<NodeId, Integer> placeOneByOne(JobSpec spec, int jobs) {
        NodeSelector selector = selector();
        Map<NodeId, Integer> placed = new HashMap<>();
        for (int i = 0; i < jobs; i++) {
            Selection selection = selector.select(Jobs.job(spec), List.of(), 1, NOW);
            NodeId node = selection.nodes().get(0);
            directory.reserve(node, selection.resources());
            placed.merge(node, 1, Integer::sum);
        }
        return placed;
    }

    @Test
    void choosesBetweenEqualNodesByChance() {
        for (NodeBuilder node : NodeBuilder.nodes(5)) {
            directory.put(node.build(), NOW);
        }
        NodeSelector selector = selector();
        Set<NodeId> first = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            first.add(selector.select(Jobs.job(Jobs.spec(JobType.BATCH)), List.of(), 1, NOW)
                    .nodes()
                    .get(0));
        }

        assertThat(first).hasSize(5);
    }

    @Test
    void avoidsNodesWhereExecutionsFailedUntilThatIsForgotten() {
        directory.put(node("n-bad").build(), NOW);
        directory.put(node("n-good").used(Resources.of(200, 0, 0, 0)).build(), NOW);
        JobSpec spec = Jobs.spec(JobType.BATCH);
        for (int i = 0; i < 3; i++) {
            directory.recordFailure(new NodeId("n-bad"), NOW);
        }
        Instant muchLater = NOW.plus(Duration.ofHours(3));

        assertThat(names(selector().select(Jobs.job(spec), List.of(), 2, NOW))).startsWith("n-good");
        directory.put(node("n-good").used(Resources.of(2_000, 0, 0, 0)).build(), NOW);
        assertThat(names(selector().select(Jobs.job(spec), List.of(), 2, muchLater)))
                .startsWith("n-bad");
    }

    @Test
    void asksCustomRankersAndNamesTheirReasons() {
        rankers.add((job, node) -> node.id().value().equals("n-2")
                ? NodeRank.unsuitable("n-2 is not to be trusted")
                : node.id().value().equals("n-3") ? new NodeRank(200, "") : NodeRank.NEUTRAL);

        Selection selection = select(Jobs.spec(JobType.BATCH), 3, NodeBuilder.nodes(3));

        assertThat(names(selection)).containsExactly("n-3", "n-1");
        assertThat(selection.report().describe())
                .isEqualTo("not enough nodes to run job. requested: 3, available: 3, suitable: 2.\n"
                        + "• Node n-2: n-2 is not to be trusted\n"
                        + "• nearest: node n-2 would fit if it were not for: n-2 is not to be trusted");
    }

    @Test
    void rulesOutNodesThatABrokenRankerFailsOn() {
        rankers.add((job, node) -> {
            throw new IllegalArgumentException("broken");
        });

        assertThat(onlyReason(select(Jobs.spec(JobType.BATCH), 1, node("n-1"))))
                .startsWith("node ranker ")
                .endsWith(" failed: java.lang.IllegalArgumentException: broken");
    }

    @Test
    void judgesANodeAgainWhenItsOfferChanges() {
        JobSpec spec = Jobs.constrained(LabelRequirement.equalTo("region", "eu"));
        directory.put(node("n-1").build(), NOW);
        directory.put(node("n-2").label("region", "eu").build(), NOW);
        NodeSelector selector = selector();
        assertThat(names(selector.select(Jobs.job(spec), List.of(), 5, NOW))).containsExactly("n-2");

        directory.put(node("n-1").label("region", "eu").build(), NOW);
        directory.put(node("n-2").label("region", "us").build(), NOW);
        assertThat(names(selector.select(Jobs.job(spec), List.of(), 5, NOW))).containsExactly("n-1");

        directory.remove(new NodeId("n-1"));
        directory.put(node("n-3").label("region", "eu").build(), NOW);
        assertThat(names(selector.select(Jobs.job(spec), List.of(), 5, NOW))).containsExactly("n-3");
    }
}
