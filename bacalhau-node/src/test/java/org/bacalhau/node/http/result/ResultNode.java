package org.bacalhau.node.http.result;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.bacalhau.client.BacalhauClient;
import org.bacalhau.client.api.ApiJob;
import org.bacalhau.client.api.ApiSpecConfig;
import org.bacalhau.client.api.JobMapper;
import org.bacalhau.core.BacalhauNode;
import org.bacalhau.core.BacalhauNodeBuilder;
import org.bacalhau.core.executor.RunRequest;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.node.PublisherPlugin;
import org.bacalhau.node.executor.noop.NoopExecutor;
import org.bacalhau.node.http.HttpApiServer;
import org.bacalhau.node.http.HttpSettings;

/** A node that serves results, whose programs write as many random bytes as they are told to. */
final class ResultNode implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    final BacalhauNode node;
    final HttpApiServer server;
    final BacalhauClient client;

    private ResultNode(BacalhauNode node, HttpApiServer server) {
        this.node = node;
        this.server = server;
        this.client = BacalhauClient.builder(server.uri()).build();
    }

    /** Starts a node of both roles. */
    static ResultNode start(ResultServer results) {
        return start(
                results,
                HttpSettings.DEFAULT,
                builder -> builder.plugin(new PublisherPlugin(results)).executor(new NoopExecutor(ResultNode::write)));
    }

    static ResultNode start(ResultServer results, HttpSettings settings, UnaryOperator<BacalhauNodeBuilder> change) {
        BacalhauNode node = change.apply(BacalhauNode.builder()).build();
        node.start();
        HttpApiServer server = HttpApiServer.of(node, settings.withAddress(settings.host(), 0), results);
        server.start();
        return new ResultNode(node, server);
    }

    static ResultServer results(Path data) {
        return ResultServer.open(data.resolve("results"), data.resolve("results.key"), ResultSettings.DEFAULT);
    }

    static RunResult write(RunRequest request) throws IOException {
        Object size = request.task().engine().param("Size");
        byte[] content = new byte[size instanceof Number number ? number.intValue() : 0];
        new Random(content.length).nextBytes(content);
        Files.write(request.outputs().get(0).directory().resolve("data"), content);
        try (OutputStream out = request.stdout()) {
            out.write("done\n".getBytes(StandardCharsets.UTF_8));
        }
        return RunResult.SUCCESS;
    }

    static JobSpec job(int size) {
        Task task = Task.builder("main", SpecConfig.of("noop").with("Size", size))
                .publisher(SpecConfig.of("local"))
                .output("outputs", "/outputs")
                .build();
        return JobSpec.builder(JobType.BATCH, task).build();
    }

    /** Runs a job to its end and returns its id. */
    String run(int size) {
        String id = client.jobs().submit(job(size)).jobId();
        ApiJob ended = client.jobs().await(id, PATIENCE);
        if (!ended.state().stateType().equals("Completed")) {
            throw new AssertionError(ended.state());
        }
        return id;
    }

    /** Returns the only result of a job as it is listed. */
    SpecConfig result(String job) {
        List<ApiSpecConfig> results = client.results().list(job);
        if (results.size() != 1) {
            throw new AssertionError(results);
        }
        return JobMapper.toModel(results.get(0));
    }

    /** Returns the link to the only result of a job. */
    String link(String job) {
        return String.valueOf(result(job).param("URL"));
    }

    static HttpResponse<byte[]> get(String url, String... headers) throws IOException, InterruptedException {
        return send("GET", url, headers);
    }

    static HttpResponse<byte[]> send(String method, String url, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).method(method, BodyPublishers.noBody());
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Override
    public void close() {
        client.close();
        server.close();
        node.close();
    }
}
