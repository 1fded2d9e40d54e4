package org.bacalhau.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.bacalhau.cli.Cli;
import org.bacalhau.cli.Cli.Outcome;
import org.bacalhau.cli.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigCommandsTest {
    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("repo/config.yaml");
    }

    private Outcome run(String... arguments) {
        return new Cli(directory)
                .with("BACALHAU_DIR", directory.resolve("repo").toString())
                .run(arguments);
    }

    private void write(String yaml) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, yaml);
    }

    @Test
    void setWritesAFileThatGetReads() throws IOException {
        assertThat(run("config", "set", "node.serverapi.port", "4321").code()).isZero();
        assertThat(run("config", "set", "Node.Type", "requester", "compute").code())
                .isZero();
        assertThat(run("config", "set", "Node.Labels", "zone=eu", "empty=null").code())
                .isZero();
        assertThat(file).hasContent("""
                Node:
                  ServerAPI:
                    Port: 4321
                  Type:
                  - requester
                  - compute
                  Labels:
                    zone: eu
                    empty: 'null'
                """);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(run("config", "get", "NODE.SERVERAPI.PORT").out()).isEqualTo("4321\n");
        assertThat(run("config", "get", "Node.Labels").out()).isEqualTo("zone=eu,empty=null\n");
    }

    @Test
    void setKeepsEverythingElseOfTheFile() throws IOException {
        write("""
                # ours
                node:
                  # of the door
                  serverapi:
                    Port: 99 # old
                  Newer: {a: 1}
                Other.Thing: x
                """);
        assertThat(run("config", "set", "Node.ServerAPI.Port", "100").code()).isZero();
        assertThat(file).hasContent("""
                # ours
                node:
                  # of the door
                  serverapi:
                    Port: 100 # old
                  Newer: {a: 1}
                Other.Thing: x
                """);
    }

    @Test
    void listTellsWhoSetWhat() throws IOException {
        write("Node: {Name: here}\n");
        assertThat(run("config", "list", "--output", "csv").out())
                .contains("node.name,here,\"" + file + ", line 1, column 8\"")
                .contains("node.serverapi.port,1234,\n");
    }

    @Test
    void defaultsCanBeUsedAsAFile() throws IOException {
        write(run("config", "default").out());
        Outcome outcome = run("config", "get", "Node.Compute.ExecutionStore.Path");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).isEqualTo(directory.resolve("repo/compute_store/executions.sqlite") + "\n");
    }

    @Test
    void autoResourcesWritesSharesOfTheMachine() {
        assertThat(run("config", "auto-resources", "--default-job-percentage", "10")
                        .code())
                .isZero();
        long cpus = Runtime.getRuntime().availableProcessors();
        assertThat(run("config", "get", "Node.Compute.Capacity.TotalResourceLimits.CPU")
                        .out())
                .isEqualTo(cpus * 750 + "m\n");
        assertThat(run("config", "get", "Node.Compute.Capacity.DefaultJobResourceLimits.CPU")
                        .out())
                .isEqualTo(cpus * 100 + "m\n");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            config set Node.Server.Port 1                      | "Node.Server.Port"      | did you mean Node.ServerAPI.Port?
            config set Node.ServerAPI 1                        | "Node.ServerAPI"        | did you mean
            config set Node.ServerAPI.Port 1 2                 | cannot be "1 2"         | from 0 to 65535
            config set Node.Type chef                          | cannot be "chef"        | requester, compute
            config set Node.ServerAPI.Port                     | VALUE                   | config set --help
            config get Nod.Name                                | "Nod.Name"              | Node.Name
            config auto-resources --total-percentage 101       | --total-percentage is 101 | from 1 to 100
            config auto-resources --total-percentage 50        | --job-percentage is 75  | --total-percentage, which is 50
            config auto-resources --job-percentage x           | 'x'                     | auto-resources --help
            """)
    void mistakesChangeNothing(String line, String value, String wayOut) {
        Outcome outcome = run(line.split(" "));
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains(value, wayOut).doesNotContain("Exception");
        assertThat(file).doesNotExist();
    }

    @Test
    void aFileThatIsNoMapIsLeftAlone() throws IOException {
        write("- a\n");
        Outcome outcome = run("config", "set", "Node.Name", "b");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains(file + " is no file with settings");
        assertThat(file).hasContent("- a\n");
    }

    @Test
    void clientsFindTheirNodeInTheFileUnlessEnvironmentOrFlagSaysOtherwise() throws IOException {
        try (TestServer server = new TestServer()) {
            String port = Integer.toString(server.uri().getPort());
            // A store of the original is nothing to a client.
            write("Node: {ClientAPI: {Port: " + port + "}, Requester: {JobStore: {Type: BoltDB}}, Unknown: 1}\n");
            assertThat(run("agent", "alive").code()).isZero();
            Cli other = new Cli(directory)
                    .with("BACALHAU_DIR", directory.resolve("repo").toString())
                    .with("BACALHAU_NODE_CLIENTAPI_PORT", "1");
            assertThat(other.run("agent", "node").code()).isEqualTo(10);
            assertThat(other.run("--api-port", port, "agent", "node").code()).isZero();
        }
    }
}
