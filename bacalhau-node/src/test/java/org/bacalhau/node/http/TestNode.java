package org.bacalhau.node.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bacalhau.client.api.Json;
import org.bacalhau.core.BacalhauNode;
import org.bacalhau.core.BacalhauNodeBuilder;
import org.bacalhau.node.executor.noop.NoopExecutor;
import org.bacalhau.node.http.route.Route;

/** A node with a server on a free port, and a client that knows nothing of our records. */
final class TestNode implements AutoCloseable {
    static final String NODE_ID = "n-481dff19-961e-4609-84d8-b0ff5e454e52";
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BacalhauNode node;
    private final HttpApiServer server;
    final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private TestNode(BacalhauNode node, HttpApiServer server) {
        this.node = node;
        this.server = server;
    }

    static TestNode start() {
        return start(HttpSettings.DEFAULT, builder -> builder.executor(new NoopExecutor()));
    }

    static TestNode start(HttpSettings settings, UnaryOperator<BacalhauNodeBuilder> change) {
        BacalhauNode node = change.apply(BacalhauNode.builder().id(NODE_ID)).build();
        node.start();
        HttpApiServer server = HttpApiServer.of(node, settings.withAddress(settings.host(), 0));
        server.start();
        return new TestNode(node, server);
    }

    HttpApiServer server() {
        return server;
    }

    /** Returns what the server was asked to route. */
    List<Route> routes() {
        return server.routes();
    }

    BacalhauNode node() {
        return node;
    }

    /** An answer with its body as text and as JSON. */
    record Reply(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String text() {
            return response.body();
        }

        Map<?, ?> json() {
            return Json.read(response.body(), Map.class);
        }

        /** Returns what lies under keys and places of lists, or null. */
        Object at(Object... steps) {
            Object value = json();
            for (Object step : steps) {
                value = step instanceof Integer index ? ((List<?>) value).get(index) : ((Map<?, ?>) value).get(step);
            }
            return value;
        }
    }

    Reply get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, "", headers);
    }

    Reply send(String method, String path, String body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.uri() + path))
                .timeout(PATIENCE)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty() && !List.of(headers).contains("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return new Reply(client.send(request.build(), BodyHandlers.ofString()));
    }

    /** Submits a job and returns its id. */
    String submit(String job) throws IOException, InterruptedException {
        Reply reply = send("PUT", "/api/v1/orchestrator/jobs", "{\"Job\":" + job + "}");
        if (reply.status() != 200) {
            throw new AssertionError(reply.text());
        }
        return String.valueOf(reply.at("JobID"));
    }

    /** Waits for a job to end and returns it. */
    Reply ended(String job) throws IOException, InterruptedException {
        Reply reply = get("/api/v1/orchestrator/jobs/" + job + "?wait=15&include=history,executions");
        String state = String.valueOf(reply.at("Job", "State", "StateType"));
        if (!List.of("Completed", "Failed", "Stopped").contains(state)) {
            throw new AssertionError("job is " + state + ": " + reply.text());
        }
        return reply;
    }

    static String noop(String name) {
        return job(name, "batch", "noop");
    }

    static String job(String name, String type, String engine) {
        return "{\"Name\":\"" + name + "\",\"Type\":\"" + type
                + "\",\"Count\":1,\"Tasks\":[{\"Name\":\"main\",\"Engine\":{" + "\"Type\":\"" + engine + "\"}}]}";
    }

    @Override
    public void close() {
        server.close();
        node.close();
    }
}
