package org.bacalhau.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bacalhau.cli.Cli;
import org.bacalhau.cli.Cli.Outcome;
import org.bacalhau.client.BacalhauClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeTest {
    @TempDir
    private Path directory;

    private Path data() {
        return directory.resolve("data");
    }

    private RunningCommand serve(String... more) {
        String[] line = {"serve", "--data-dir", "data", "--port", "0"};
        String[] all = java.util.stream.Stream.concat(java.util.Arrays.stream(line), java.util.Arrays.stream(more))
                .toArray(String[]::new);
        return RunningCommand.start(new Cli(directory), all);
    }

    @Test
    void tellsWhereItListensRunsJobsAndEndsCleanly() throws Exception {
        Path exports = data().resolve("bacalhau.run");
        Outcome outcome;
        try (RunningCommand serve = serve("--name", "n1")) {
            URI node = serve.address(exports);
            assertThat(RunningCommand.runJob(node, "noop")).isEqualTo("Completed");
            outcome = serve.stop();
            assertThat(outcome.out()).isEqualTo("Node n1 (requester,compute) is ready: " + node + "\n");
            assertThat(outcome.err()).contains("export BACALHAU_NODE_CLIENTAPI_PORT=" + node.getPort());
        }
        assertThat(outcome.code()).isZero();
        assertThat(exports).doesNotExist();
    }

    @Test
    void flagsGoBeforeEnvironmentAndFile() throws Exception {
        Files.createDirectories(data());
        Files.writeString(data().resolve("config.yaml"), """
                Node:
                  Name: of-file
                  Labels: {zone: of-file}
                  Requester: {DefaultPublisher: local}
                """);
        Cli cli = new Cli(directory).with("BACALHAU_NODE_NAME", "of-environment");
        try (RunningCommand serve = RunningCommand.start(
                        cli,
                        "serve",
                        "--repo",
                        "data",
                        "--port=0",
                        "--labels",
                        "zone=of-flag,disk=ssd",
                        "--labels",
                        "a=b");
                BacalhauClient client = BacalhauClient.builder(serve.address(data().resolve("bacalhau.run")))
                        .build()) {
            assertThat(client.nodes().get("of-environment").info().labels())
                    .containsEntry("zone", "of-flag")
                    .containsEntry("disk", "ssd")
                    .containsEntry("a", "b");
            assertThat(serve.stop().code()).isZero();
        }
    }

    @Test
    void flagsWithoutEffectAreToldOnce() throws Exception {
        try (RunningCommand serve = serve("--swarm-port", "1235", "--ipfs-connect", "/ip4/127.0.0.1/tcp/5001")) {
            serve.address(data().resolve("bacalhau.run"));
            assertThat(serve.stop().err())
                    .containsOnlyOnce("--swarm-port has no effect")
                    .containsOnlyOnce("--ipfs-connect has no effect");
        }
    }

    @Test
    void everyFlagStandsForASetting() {
        Outcome help = new Cli(directory).run("serve", "--help");
        assertThat(help.code()).isZero();
        assertThat(help.out())
                .contains("--limit-job-memory", "--node-type", "80 % of what there is")
                .doesNotContain("--swarm-port");
    }

    @Test
    void faultsOfSettingsAreToldAtOnce() {
        Outcome outcome = new Cli(directory)
                .run("serve", "--data-dir", "data", "--port", "x", "--node-type", "chef", "--set", "Node.Nmae=a");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("3 things are wrong", "--port", "chef", "did you mean Node.Name?")
                .doesNotContain("Exception");
        assertThat(data()).doesNotExist();
    }

    @Test
    void aPortInUseIsOneMessage() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            Outcome outcome = new Cli(directory).run("serve", "--data-dir", "data", "--port", port);
            assertThat(outcome.code()).isNotZero();
            assertThat(outcome.err())
                    .startsWith("Error: cannot listen on 127.0.0.1:" + port)
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void aDirectoryInUseIsOneMessage() throws Exception {
        try (RunningCommand serve = serve()) {
            serve.address(data().resolve("bacalhau.run"));
            Outcome second = new Cli(directory).run("serve", "--data-dir", "data", "--port", "0");
            assertThat(second.code()).isEqualTo(5);
            assertThat(second.err()).startsWith("Error: data directory " + data() + " is in use");
            assertThat(data().resolve("bacalhau.run")).exists();
            assertThat(serve.stop().code()).isZero();
        }
    }

    @Test
    void aDirectoryThatIsAFileIsOneMessage() throws IOException {
        Files.writeString(data(), "");
        Outcome outcome = new Cli(directory).run("serve", "--data-dir", "data", "--port", "0");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains(data() + " is no directory");
    }
}
