package org.bacalhau.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bacalhau.client.api.Json;

/** Keeps what it is asked, and answers so that commands go on. Safe for any thread. */
final class RecordingServer implements AutoCloseable {
    /** The execution that every job has. */
    static final String EXECUTION = "e-of-recording-server";

    private final HttpServer server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final String jobState;
    private final String fixedAnswer; // empty for answers that fit the request

    /** What was asked; the body is empty if there was none. */
    record Request(String method, String path, String query, Map<?, ?> body) {}

    RecordingServer(String jobState) throws IOException {
        this(jobState, "");
    }

    private RecordingServer(String jobState, String fixedAnswer) throws IOException {
        this.jobState = jobState;
        this.fixedAnswer = fixedAnswer;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Returns a server that has one answer to everything. */
    static RecordingServer answering(String json) throws IOException {
        return new RecordingServer("", json);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    private void answer(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(new Request(
                exchange.getRequestMethod(),
                uri.getPath(),
                Objects.requireNonNullElse(uri.getRawQuery(), ""),
                body.isEmpty() ? Map.of() : Json.read(body, Map.class)));
        String path = uri.getPath();
        String name = path.substring(path.lastIndexOf('/') + 1);
        byte[] answer = answerTo(path, name).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(name.equals("logs") ? 404 : 200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private String answerTo(String path, String name) {
        if (!fixedAnswer.isEmpty()) {
            return fixedAnswer;
        }
        if (path.matches(".*/jobs/[^/]+")) {
            return "{\"Job\":{\"ID\":\"" + name + "\",\"State\":{\"StateType\":\"" + jobState
                    + "\"}},\"EvaluationID\":\"v-1\"}";
        }
        return name.equals("executions")
                ? "{\"Items\":[{\"ID\":\"" + EXECUTION + "\",\"ComputeState\":{\"StateType\":7}}]}"
                : "{}";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
