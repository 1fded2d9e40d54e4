package org.bacalhau.client.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.BuildVersion;
import org.bacalhau.core.model.ComputeInfo;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Event;
import org.bacalhau.core.model.Gpu;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.NodeInfo;
import org.bacalhau.core.model.NodeState;
import org.bacalhau.core.model.Resources;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Executions, history and nodes between the wire and the model. */
class MappersTest {
    @TestFactory
    Stream<DynamicTest> recordedExecutionsComeBackFromTheModelAsTheyWere() {
        return items("Executions", "/executions")
                .map(item -> DynamicTest.dynamicTest(item.path("ID").asText(), () -> {
                    ApiExecution execution = Json.read(item.toString(), ApiExecution.class);
                    assertThat(JsonDifferences.between(
                                    item, tree(ExecutionMapper.toWire(ExecutionMapper.toModel(execution)))))
                            .isEmpty();
                }));
    }

    @TestFactory
    Stream<DynamicTest> recordedHistoryComesBackFromTheModelAsItWas() {
        return items("History", "/history")
                .map(item -> DynamicTest.dynamicTest(item.path("Time").asText(), () -> {
                    ApiHistoryEntry entry = Json.read(item.toString(), ApiHistoryEntry.class);
                    assertThat(JsonDifferences.between(
                                    item, tree(HistoryMapper.toWire(HistoryMapper.toModel(entry, 1)))))
                            .isEmpty();
                }));
    }

    private static Stream<JsonNode> items(String part, String path) {
        return Recordings.all().stream()
                .filter(exchange -> exchange.method().equals("GET") && exchange.status() == 200)
                .map(exchange -> exchange.path().endsWith(path)
                        ? exchange.response().path("body")
                        : exchange.response().path("body").path(part))
                .map(list -> list.path("Items"))
                .flatMap(items ->
                        Stream.iterate(0, i -> i < items.size(), i -> i + 1).map(items::get))
                .filter(item -> item.has("Revision") || item.has("NewRevision"));
    }

    private static JsonNode tree(Object value) throws IOException {
        return Recordings.PLAIN.readTree(Json.write(value));
    }

    @Test
    void nodesOfTheModelSurviveTheWire() {
        Resources capacity = new Resources(
                6400, 1L << 40, 5, 1, List.of(new Gpu(0, "Tesla T4", "NVIDIA", 15360, "00000000:00:04.0")));
        NodeState node = new NodeState(
                new NodeInfo(
                        new NodeId("n-1"),
                        Map.of("zone", "eu"),
                        new ComputeInfo(
                                Set.of("wasm", "docker"),
                                Set.of("local"),
                                Set.of("inline"),
                                capacity,
                                Resources.of(100, 1, 2, 0),
                                Resources.ZERO,
                                capacity,
                                3,
                                4),
                        new BuildVersion("v1.4.0", "abc", "linux", "amd64")),
                NodeState.Membership.REJECTED,
                NodeState.Connection.CONNECTED);

        ApiNodeState wire = Json.read(Json.text(NodeMapper.toWire(node)), ApiNodeState.class);

        assertThat(NodeMapper.toModel(wire)).isEqualTo(node);
        assertThat(wire.info().nodeType()).isEqualTo(ApiNodeInfo.COMPUTE);
        assertThat(wire.info().computeNodeInfo().executionEngines()).containsExactly("docker", "wasm");
        assertThat(wire.info().bacalhauVersion().major()).isEqualTo("1");
        assertThat(wire.info().bacalhauVersion().minor()).isEqualTo("4");
    }

    @Test
    void roundingNoiseBelowZeroIsZero() {
        assertThat(NodeMapper.toModel(new ApiResources(-4.4e-16, -1, 0, 0, List.of())))
                .isEqualTo(Resources.ZERO);
    }

    @Test
    void unknownMembershipGetsNoWork() {
        ApiNodeState node = Json.read(
                "{\"Info\":{\"NodeID\":\"n\",\"NodeType\":\"Requester\",\"Labels\":null},\"Membership\":\"\",\"Connection\":\"?\"}",
                ApiNodeState.class);

        assertThat(NodeMapper.toModel(node).membership()).isEqualTo(NodeState.Membership.PENDING);
        assertThat(NodeMapper.toModel(node).connection()).isEqualTo(NodeState.Connection.DISCONNECTED);
        assertThat(NodeMapper.toModel(node).isSchedulable()).isFalse();
    }

    @Test
    void statesThatAreNotKnownAreSaidToBe() {
        ApiExecution execution = Json.read("{\"ID\":\"e\",\"ComputeState\":{\"StateType\":42}}", ApiExecution.class);
        ApiHistoryEntry entry = new ApiHistoryEntry(
                "JobLevel",
                "j",
                "",
                "",
                new ApiJobStateChange("", "Dreaming"),
                null,
                1,
                "",
                ApiEvent.NONE,
                Event.NO_TIME);
        ApiHistoryEntry empty =
                new ApiHistoryEntry("Undefined", "j", "", "", null, null, 1, "", ApiEvent.NONE, Event.NO_TIME);

        assertThat(execution.knownState()).isEmpty();
        assertThatExceptionOfType(BacalhauException.class)
                .isThrownBy(() -> ExecutionMapper.toModel(execution))
                .withMessageContaining("42")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED));
        assertThatExceptionOfType(BacalhauException.class).isThrownBy(() -> HistoryMapper.toModel(entry, 1));
        assertThatExceptionOfType(BacalhauException.class).isThrownBy(() -> HistoryMapper.toModel(empty, 1));
    }
}
