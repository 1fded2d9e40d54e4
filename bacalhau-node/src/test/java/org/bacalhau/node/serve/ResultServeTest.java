package org.bacalhau.node.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.bacalhau.client.BacalhauClient;
import org.bacalhau.client.DownloadOptions;
import org.bacalhau.client.DownloadedResult;
import org.bacalhau.client.api.ApiSpecConfig;
import org.bacalhau.client.api.JobMapper;
import org.bacalhau.core.Role;
import org.bacalhau.core.model.BacalhauException;
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

/** What jobs have published is had from the node's own address, by its client. */
class ResultServeTest {
    @TempDir
    Path root;

    private Path data() {
        return root.resolve("data");
    }

    private static String runAndPublish(BacalhauClient client) {
        SpecConfig module = InlineData.source(InlineData.encode(Fixtures.wat(ServeVictim.LINE)));
        Task task = Task.builder("main", WasmSpec.of(module).build())
                .publisher(SpecConfig.of("local"))
                .build();
        String job = client.jobs()
                .submit(JobSpec.builder(JobType.BATCH, task).build())
                .jobId();
        assertThat(client.jobs().await(job, Servers.PATIENCE).state().stateType())
                .isEqualTo("Completed");
        return job;
    }

    private static String link(BacalhauClient client, String job) {
        List<ApiSpecConfig> results = client.results().list(job);
        assertThat(results).hasSize(1);
        SpecConfig result = JobMapper.toModel(results.get(0));
        assertThat(result.params()).containsOnlyKeys("URL", "Size", "SHA256");
        return String.valueOf(result.param("URL"));
    }

    private static void download(BacalhauClient client, String job, Path into) {
        DownloadedResult done =
                client.results().downloadAll(job, into, DownloadOptions.DEFAULT).get(0);
        assertThat(done.verified()).isTrue();
        assertThat(done.directory().resolve("stdout")).hasContent("up");
    }

    @Test
    void aResultIsDownloadedFromTheNodesOwnPort() {
        try (NodeServer server = Servers.started(Servers.config(data()).build());
                BacalhauClient client = Servers.client(server.uri())) {
            String job = runAndPublish(client);

            assertThat(link(client, job)).startsWith(server.uri() + "/api/v1/results/");
            download(client, job, root.resolve("got"));
        }
    }

    @Test
    void anExecutionIsListedWithoutWhatMakesLinks() {
        try (NodeServer server = Servers.started(Servers.config(data()).build());
                BacalhauClient client = Servers.client(server.uri())) {
            String job = runAndPublish(client);

            assertThat(client.jobs().executions(job))
                    .singleElement()
                    .satisfies(execution -> assertThat(String.valueOf(execution.publishedResult()))
                            .contains(server.uri() + "/api/v1/results/")
                            .doesNotContain("LinkKey", "signature"));
        }
    }

    @Test
    void aResultIsDownloadedAfterARestartThoughThePortIsAnother() throws IOException {
        NodeConfig config = Servers.config(data()).build();
        String job;
        try (NodeServer server = Servers.started(config);
                BacalhauClient client = Servers.client(server.uri())) {
            job = runAndPublish(client);
        }
        Path key = data().resolve("results.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        try (NodeServer server = Servers.started(config);
                BacalhauClient client = Servers.client(server.uri())) {
            assertThat(link(client, job)).startsWith(server.uri() + "/api/v1/results/");
            download(client, job, root.resolve("got"));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
    }

    @Test
    void aNodeThatSignsItsOwnCertificatePublishesOverHttps() {
        NodeConfig config =
                Servers.config(data()).set(ServerKeys.SELF_SIGNED, true).build();
        try (NodeServer server = Servers.started(config);
                BacalhauClient client = BacalhauClient.builder(server.uri())
                        .trustedCertificates(data().resolve("self_signed.crt"))
                        .build()) {
            String job = runAndPublish(client);

            assertThat(link(client, job)).startsWith("https://").startsWith(server.uri() + "/api/v1/results/");
            download(client, job, root.resolve("got"));
        }
    }

    @Test
    void aStartLeavesWhatOthersKeepBesideExecutions() throws IOException {
        Path storage = Files.createDirectories(data().resolve("executor_storages"));
        Path others = Files.writeString(storage.resolve("notes"), "of somebody else");
        Files.createDirectories(storage.resolve("executions/e-gone/outputs"));
        try (NodeServer server = Servers.started(Servers.config(data()).build())) {
            assertThat(server.dataDirectory()).isEqualTo(data());
        }
        assertThat(others).hasContent("of somebody else");
        assertThat(storage.resolve("executions/e-gone")).doesNotExist();
    }

    @Test
    void resultsAreNotKeptWhereAStartRemovesThem() {
        Path inside = data().resolve("executor_storages/executions/results");
        NodeConfig config =
                Servers.config(data()).set(ComputeKeys.RESULT_DIRECTORY, inside).build();
        assertThatThrownBy(() -> NodeServer.open(config))
                .isInstanceOf(BacalhauException.class)
                .hasMessageStartingWith("results in " + inside + " would be lost at the next start");
        Servers.started(Servers.config(data()).build()).close();
    }

    @Test
    void aNodeThatOnlySchedulesHasNoKeyOfItsOwn() {
        NodeConfig config = Servers.config(data())
                .set(NodeKeys.TYPE, List.of(Role.REQUESTER))
                .build();
        try (NodeServer server = Servers.started(config);
                BacalhauClient client = Servers.client(server.uri())) {
            assertThat(client.agent().alive()).isTrue();
            assertThat(data().resolve("results.key")).doesNotExist();
        }
    }
}
