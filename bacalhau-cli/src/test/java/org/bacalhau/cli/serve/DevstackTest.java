package org.bacalhau.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bacalhau.cli.Cli;
import org.bacalhau.cli.Cli.Outcome;
import org.bacalhau.client.BacalhauClient;
import org.bacalhau.client.NodeSelection;
import org.bacalhau.client.api.ApiNodeState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DevstackTest {
    @TempDir
    private Path directory;

    private Path exports;
    private Cli cli;

    @BeforeEach
    void prepare() {
        exports = directory.resolve("env");
        cli = new Cli(directory).with("DEVSTACK_ENV_FILE", exports.toString());
    }

    private static List<ApiNodeState> nodes(BacalhauClient client, int expected) {
        await().atMost(RunningCommand.PATIENCE)
                .until(() -> client.nodes().list(NodeSelection.ALL).size() == expected);
        return client.nodes().list(NodeSelection.ALL);
    }

    @Test
    void runsJobsOnItsComputeNodesAndEndsCleanly() throws Exception {
        try (RunningCommand stack = RunningCommand.start(cli, "devstack", "--Noop", "--compute-nodes", "2")) {
            URI door = stack.address(exports);
            try (BacalhauClient client = BacalhauClient.builder(door).build()) {
                assertThat(nodes(client, 3))
                        .extracting(node -> node.info().labels().get("name"))
                        .contains("node-1", "node-2");
            }
            assertThat(RunningCommand.runJob(door, "docker")).isEqualTo("Completed");
            Outcome outcome = stack.stop();
            assertThat(outcome.code()).as(outcome.err()).isZero();
            assertThat(outcome.out()).isEqualTo("Devstack of 3 nodes is ready: " + door + "\n");
            assertThat(outcome.err()).contains("node-0 (requester) ", "node-2 (compute) ");
        }
        assertThat(exports).doesNotExist();
    }

    @Test
    void nodesOfAFileHaveSettingsOfTheirOwn() throws Exception {
        Files.writeString(directory.resolve("nodes.yaml"), """
                - Node: {Type: [requester]}
                - Count: 2
                  Node:
                    Type: compute
                    Labels: {zone: eu}
                    Compute: {Capacity: {TotalResourceLimits: {CPU: 250m}}}
                """);
        try (RunningCommand stack =
                        RunningCommand.start(cli, "devstack", "--nodes", "nodes.yaml", "--stack-repo", "stack");
                BacalhauClient client =
                        BacalhauClient.builder(stack.address(exports)).build()) {
            assertThat(nodes(client, 3))
                    .filteredOn(node -> "eu".equals(node.info().labels().get("zone")))
                    .hasSize(2)
                    .allSatisfy(node -> assertThat(node.info().labels()).containsEntry("env", "devstack"));
            assertThat(stack.stop().code()).isZero();
        }
        assertThat(directory.resolve("stack/node-2/node.lock")).exists();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            devstack --requester-nodes 0                | no node of the stack takes jobs | --requester-nodes 1
            devstack --compute-nodes 1000               | --compute-nodes is 1000         | from 0 to 100
            devstack --compute-nodes x                  | 'x'                             | devstack --help
            devstack --nodes nosuch.yaml                | nosuch.yaml                     | check the path
            devstack --nodes map.yaml                   | it is no list of nodes          | - {Count: 2
            devstack --nodes typo.yaml                  | typo.yaml, node 1               | did you mean Node.Labels?
            devstack --nodes count.yaml                 | Count is 0                      | from 1 to 100
            devstack --first-port 70000                 | --first-port                    | from 0 to 65535
            """)
    void mistakesAreTold(String line, String value, String wayOut) throws IOException {
        Files.writeString(directory.resolve("map.yaml"), "Node: {Name: a}\n");
        Files.writeString(directory.resolve("typo.yaml"), "- Node: {Lables: {a: b}}\n");
        Files.writeString(directory.resolve("count.yaml"), "- Count: 0\n");
        Outcome outcome = cli.run(line.split(" "));
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains(value, wayOut).doesNotContain("Exception");
        assertThat(outcome.out()).isEmpty();
        assertThat(exports).doesNotExist();
    }
}
