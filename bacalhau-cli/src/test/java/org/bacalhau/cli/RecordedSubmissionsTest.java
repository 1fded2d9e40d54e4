package org.bacalhau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.bacalhau.client.api.Json;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Command lines of the original submit the jobs that it submitted. Meant to differ: the alias of a module of a file is the
 * file's name instead of the module once more.
 */
class RecordedSubmissionsTest {
    @TempDir
    private Path directory;

    @TestFactory
    Stream<DynamicTest> submitWhatTheOriginalSubmitted() throws IOException {
        try (InputStream module = RecordedSubmissionsTest.class.getResourceAsStream("hello.wasm")) {
            Files.write(
                    directory.resolve("hello.wasm"),
                    Objects.requireNonNull(module).readAllBytes());
        }
        try (InputStream recorded = RecordedSubmissionsTest.class.getResourceAsStream("recorded-submissions.json")) {
            String json = new String(Objects.requireNonNull(recorded).readAllBytes(), StandardCharsets.UTF_8);
            List<?> runs = Json.read(json, List.class);
            return runs.stream()
                    .map(run -> (Map<?, ?>) run)
                    .map(run -> DynamicTest.dynamicTest(String.valueOf(run.get("run")), () -> compare(run)));
        }
    }

    private void compare(Map<?, ?> run) throws IOException {
        List<String> arguments =
                ((List<?>) run.get("argv")).stream().map(String::valueOf).toList();
        // The answer of a node is not needed to see what is sent.
        String[] words = Stream.concat(
                        arguments.stream().limit(2),
                        Stream.concat(
                                Stream.of("--wait=false"), arguments.stream().skip(2)))
                .toArray(String[]::new);

        Map<?, ?> sent = submitted(words);

        assertThat(comparable(sent)).isEqualTo(comparable((Map<?, ?>) run.get("job")));
    }

    private Map<?, ?> submitted(String... arguments) throws IOException {
        StringBuilder body = new StringBuilder();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/orchestrator/jobs", exchange -> {
            body.append(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] answer = "{\"JobID\":\"j-1\",\"EvaluationID\":\"v-1\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try {
            URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            Cli.Outcome outcome = new Cli(directory).to(uri).run(arguments);
            assertThat(outcome.code()).as(outcome.err()).isZero();
        } finally {
            server.stop(0);
        }
        return (Map<?, ?>) Json.read(body.toString(), Map.class).get("Job");
    }

    /** Leaves out what only says that nothing is said, and the alias that is meant to differ. */
    private static Object comparable(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> kept = new LinkedHashMap<>();
            map.forEach((key, part) -> {
                boolean moduleAlias =
                        key.equals("Alias") && (String.valueOf(part).startsWith("data:") || part.equals("hello.wasm"));
                Object left = comparable(part);
                boolean empty = left == null
                        || left.equals("")
                        || left instanceof Map<?, ?> all && all.isEmpty()
                        || left instanceof List<?> list && list.isEmpty();
                if (!moduleAlias && !empty) {
                    kept.put(key, left);
                }
            });
            return kept;
        }
        return value instanceof List<?> list
                ? list.stream().map(RecordedSubmissionsTest::comparable).toList()
                : value;
    }
}
