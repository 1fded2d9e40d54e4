package org.bacalhau.node.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bacalhau.client.BacalhauClient;
import org.bacalhau.client.HistorySelection;
import org.bacalhau.client.JobSelection;
import org.bacalhau.client.LogFollower;
import org.bacalhau.client.LogOptions;
import org.bacalhau.client.api.ApiJob;
import org.bacalhau.core.Role;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.node.config.ComputeKeys;
import org.bacalhau.node.config.NodeConfig;
import org.bacalhau.node.config.NodeKeys;
import org.bacalhau.node.config.ServerKeys;
import org.bacalhau.node.executor.wasm.Fixtures;
import org.bacalhau.node.executor.wasm.WasmSpec;
import org.bacalhau.node.storage.inline.InlineData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole nodes over loopback HTTP, with the client of this project. */
class NodeServerTest {
    @TempDir
    Path root;

    private NodeConfig config() {
        return Servers.config(root.resolve("data")).build();
    }

    private static JobSpec noop(String name) {
        Task task = Task.builder("main", SpecConfig.of("noop")).build();
        return JobSpec.builder(JobType.BATCH, task).name(name).build();
    }

    private static ApiJob run(BacalhauClient client, JobSpec spec) {
        String id = client.jobs().submit(spec).jobId();
        return client.jobs().await(id, Servers.PATIENCE);
    }

    @Test
    void runsAJobThatAClientSubmits() {
        try (NodeServer server = Servers.started(config());
                BacalhauClient client = Servers.client(server.uri())) {
            assertThat(run(client, noop("first")).state().stateType()).isEqualTo("Completed");
            assertThat(client.nodes().get(server.node().id().value()).info().nodeId())
                    .isEqualTo(server.node().id().value());
        }
    }

    @Test
    void runsAModuleAndPublishesItsResult() {
        SpecConfig module = InlineData.source(InlineData.encode(Fixtures.wat(ServeVictim.LINE)));
        Task task = Task.builder("main", WasmSpec.of(module).build())
                .publisher(SpecConfig.of("local"))
                .build();
        try (NodeServer server = Servers.started(config());
                BacalhauClient client = Servers.client(server.uri())) {
            ApiJob ended = run(client, JobSpec.builder(JobType.BATCH, task).build());
            assertThat(ended.state().stateType()).isEqualTo("Completed");
            assertThat(client.jobs().executions(ended.id()))
                    .singleElement()
                    .satisfies(execution -> assertThat(Objects.requireNonNull(execution.runOutput())
                                    .stdout())
                            .isEqualTo("up\n"));
            assertThat(client.results().list(ended.id())).hasSize(1);
        }
    }

    @Test
    void keepsJobsNameAndKeyOverARestart() throws IOException {
        String job;
        String node;
        try (NodeServer server = Servers.started(config());
                BacalhauClient client = Servers.client(server.uri())) {
            job = run(client, noop("kept")).id();
            node = server.node().id().value();
        }
        byte[] key = Files.readAllBytes(root.resolve("data/user_id.pem"));
        try (NodeServer server = Servers.started(config());
                BacalhauClient client = Servers.client(server.uri())) {
            assertThat(server.node().id().value()).isEqualTo(node).startsWith("n-");
            assertThat(client.jobs().get(job).name()).isEqualTo("kept");
            assertThat(client.jobs().history(job, HistorySelection.ALL)).isNotEmpty();
            assertThat(client.jobs().list(JobSelection.ALL)).hasSize(1);
            assertThat(run(client, noop("next")).state().stateType()).isEqualTo("Completed");
        }
        assertThat(root.resolve("data/user_id.pem")).hasBinaryContent(key);
        assertThat(Files.readString(root.resolve("data/user_id.pem"))).startsWith("-----BEGIN RSA PRIVATE KEY-----");
    }

    @Test
    void nothingInTheDirectoryIsForOthers() throws IOException {
        try (NodeServer server = Servers.started(config());
                BacalhauClient client = Servers.client(server.uri())) {
            assertThat(run(client, noop("private")).state().stateType()).isEqualTo("Completed");
            try (Stream<Path> files = Files.walk(server.dataDirectory(), 2)) {
                assertThat(files.filter(file -> !file.toString().endsWith("-shm")))
                        .allSatisfy(
                                file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                                        .endsWith("------"));
            }
        }
    }

    @Test
    void runningJobsEndWithACauseWhenTheNodeIsKilled() throws Exception {
        Path data = root.resolve("data");
        String job;
        try (ServeVictim.Running victim = ServeVictim.start(data);
                BacalhauClient client = Servers.client(victim.uri())) {
            job = client.jobs().submit(ServeVictim.endless()).jobId();
            CountDownLatch runs = new CountDownLatch(1);
            LogFollower log = client.jobs().logsAsync(job, LogOptions.FOLLOW, line -> runs.countDown());
            assertThat(runs.await(Servers.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            log.close();
            victim.kill();
        }
        try (NodeServer server = Servers.started(config());
                BacalhauClient client = Servers.client(server.uri())) {
            ApiJob ended = client.jobs().await(job, Servers.PATIENCE);
            assertThat(ended.state().stateType()).isEqualTo("Failed");
            assertThat(ended.state().message()).isNotBlank();
            assertThat(client.jobs().executions(job))
                    .isNotEmpty()
                    .allSatisfy(execution ->
                            assertThat(execution.computeState().message()).isNotBlank());
        }
    }

    @Test
    void aPortInUseIsNamedAndEverythingClosed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            NodeConfig config = Servers.config(root.resolve("data"))
                    .set(ServerKeys.PORT, taken.getLocalPort())
                    .build();
            NodeServer server = NodeServer.open(config);
            assertThatThrownBy(server::start)
                    .isInstanceOf(BacalhauException.class)
                    .hasMessageStartingWith("cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
        Servers.started(config()).close();
    }

    @Test
    void anotherNodeOnTheSameDirectoryIsRefused() {
        try (NodeServer server = NodeServer.open(config())) {
            assertThatThrownBy(() -> NodeServer.open(config()))
                    .isInstanceOfSatisfying(
                            BacalhauException.class,
                            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CONFLICT))
                    .hasMessageStartingWith("data directory " + server.dataDirectory() + " is in use");
        }
    }

    @Test
    void otherMachinesAreNotLetInWithoutLeave() {
        NodeConfig open = Servers.config(root.resolve("data"))
                .set(ServerKeys.HOST, "0.0.0.0")
                .build();
        assertThatThrownBy(() -> NodeServer.open(open))
                .isInstanceOf(BacalhauException.class)
                .hasMessageStartingWith("listening on 0.0.0.0 without authentication");
        NodeConfig allowed = Servers.config(root.resolve("data"))
                .set(ServerKeys.HOST, "0.0.0.0")
                .set(ServerKeys.OPEN_ACCESS, true)
                .build();
        try (NodeServer server = Servers.started(allowed);
                BacalhauClient client = Servers.client(
                        URI.create("http://127.0.0.1:" + server.uri().getPort()))) {
            assertThat(client.agent().alive()).isTrue();
        }
    }

    @Test
    void aNodeHasOnlyTheRolesItIsGiven() {
        NodeConfig requester = Servers.config(root.resolve("requester"))
                .set(NodeKeys.TYPE, List.of(Role.REQUESTER))
                .build();
        try (NodeServer server = Servers.started(requester)) {
            assertThatThrownBy(() -> server.node().compute()).hasMessageContaining("does not have the role COMPUTE");
            assertThat(root.resolve("requester/compute_store")).doesNotExist();
        }
        NodeConfig compute = Servers.config(root.resolve("compute"))
                .set(NodeKeys.TYPE, List.of(Role.COMPUTE))
                .build();
        try (NodeServer server = Servers.started(compute)) {
            assertThatThrownBy(() -> server.node().requester())
                    .hasMessageContaining("does not have the role REQUESTER");
            assertThat(root.resolve("compute/orchestrator_store")).doesNotExist();
        }
    }

    @Test
    void aCommandDecidesWhichJobsAreTaken() {
        NodeConfig config = Servers.config(root.resolve("data"))
                .set(
                        ComputeKeys.PROBE_EXEC,
                        Optional.of("grep -q '\"Name\":\"welcome\"' || { echo not today >&2; exit 1; }"))
                .build();
        try (NodeServer server = Servers.started(config);
                BacalhauClient client = Servers.client(server.uri())) {
            assertThat(run(client, noop("welcome")).state().stateType()).isEqualTo("Completed");
            ApiJob refused = run(client, noop("unwelcome"));
            assertThat(refused.state().stateType()).isEqualTo("Failed");
            assertThat(refused.state().message()).contains("not today");
        }
    }
}
