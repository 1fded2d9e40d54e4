package org.bacalhau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bacalhau.cli.RecordingServer.Request;
import org.bacalhau.client.api.Json;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Command lines of the original ask a node what it asked. Meant to differ:
 *
 * <ul>
 *   <li>an order is always said, and the number of executions, entries of history and nodes never, since the original's
 *       node ignores it: those lists are cut here;
 *   <li>a selector is sent in one piece;
 *   <li>{@code job get} first asks for the job, for its whole id;
 *   <li>{@code job logs} first asks for executions, and names one;
 *   <li>what cannot be right is refused before a node is asked, and is not among the recordings;
 *   <li>{@code version} asks in another way, and is not among them either.
 * </ul>
 */
class RecordedRequestsTest {
    private static final List<String> SAID_DIFFERENTLY = List.of("limit", "order_by", "labels", "reverse");

    @TempDir
    private Path directory;

    @TestFactory
    Stream<DynamicTest> askWhatTheOriginalAsked() throws IOException {
        try (InputStream recorded = RecordedRequestsTest.class.getResourceAsStream("recorded-requests.json")) {
            String json = new String(Objects.requireNonNull(recorded).readAllBytes(), StandardCharsets.UTF_8);
            List<?> runs = Json.read(json, List.class);
            return runs.stream()
                    .map(run -> (Map<?, ?>) run)
                    .map(run -> DynamicTest.dynamicTest(String.valueOf(run.get("run")), () -> compare(run)));
        }
    }

    private void compare(Map<?, ?> run) throws IOException {
        String[] arguments =
                ((List<?>) run.get("argv")).stream().map(String::valueOf).toArray(String[]::new);
        List<?> recorded = (List<?>) run.get("requests");
        boolean goesOn = recorded.size() > 1;
        try (RecordingServer server = new RecordingServer(goesOn ? "Running" : "Completed")) {
            Cli.Outcome outcome = new Cli(directory).to(server.uri()).run(arguments);

            List<Request> sent = server.requests().stream()
                    .filter(request -> !request.path().startsWith("/api/v1/auth"))
                    .toList();
            List<Request> expected = recorded.stream()
                    .map(request -> (Map<?, ?>) request)
                    .map(RecordedRequestsTest::request)
                    .toList();
            assertThat(sent.stream().map(RecordedRequestsTest::comparable).toList())
                    .as("%s%n%s", Arrays.toString(arguments), outcome.err())
                    .containsSequence(expected.stream()
                            .map(RecordedRequestsTest::comparable)
                            .toList());
        }
    }

    private static Request request(Map<?, ?> recorded) {
        Map<?, ?> body = recorded.get("body") instanceof Map<?, ?> map ? map : Map.of();
        return new Request(
                String.valueOf(recorded.get("method")),
                String.valueOf(recorded.get("path")),
                String.valueOf(recorded.get("query")),
                body);
    }

    private static Map<String, Object> comparable(Request request) {
        Map<String, Object> comparable = new TreeMap<>();
        comparable.put("request", request.method() + " " + request.path());
        comparable.put("query", query(request.query()));
        comparable.put("body", body(request.body()));
        return comparable;
    }

    private static Map<String, String> query(String query) {
        return Arrays.stream(query.split("&"))
                .filter(part -> !part.isEmpty())
                .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8).split("=", 2))
                .filter(part -> !SAID_DIFFERENTLY.contains(part[0]) && !part[1].equals(RecordingServer.EXECUTION))
                .collect(Collectors.toMap(part -> part[0], part -> part[1], (a, b) -> a + "," + b, TreeMap::new));
    }

    private static Map<Object, Object> body(Map<?, ?> body) {
        Map<Object, Object> kept = new LinkedHashMap<>();
        body.forEach((key, value) -> {
            if (!List.of("Credential", "client_id").contains(String.valueOf(key)) && !"".equals(value)) {
                kept.put(key, value);
            }
        });
        return kept;
    }
}
