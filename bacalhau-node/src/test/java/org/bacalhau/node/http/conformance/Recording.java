package org.bacalhau.node.http.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bacalhau.client.api.Json;

/**
 * A file of recorded exchanges.
 *
 * @param name group and case, such as {@code jobs-get/not-found}
 * @param exchanges the exchanges, in order
 */
record Recording(String name, List<Exchange> exchanges) {

    /** One request with its answer, as maps. */
    record Exchange(Map<?, ?> request, Map<?, ?> response, List<?> frames) {
        String method() {
            return String.valueOf(request.get("method"));
        }

        /** Returns path and query as sent. */
        String target() {
            Object query = request.get("rawQuery");
            return request.get("path") + (query == null ? "" : "?" + query);
        }

        String server() {
            return request.containsKey("server") ? String.valueOf(request.get("server")) : "";
        }

        Map<?, ?> headers() {
            return (Map<?, ?>) request.get("headers");
        }

        int status() {
            return ((Number) response.get("status")).intValue();
        }

        /** Returns the value under some keys of the answer's body, or null. */
        Object body(String... keys) {
            Object value = response.get("body");
            for (String key : keys) {
                value = value instanceof Map<?, ?> map ? map.get(key) : null;
            }
            return value;
        }
    }

    static List<Recording> all() {
        try {
            Path root = Path.of(Recording.class.getResource("/conformance/http").toURI());
            try (Stream<Path> files = Files.walk(root)) {
                return files.filter(file -> file.toString().endsWith(".json"))
                        .sorted()
                        .map(file -> read(root, file))
                        .toList();
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("the recordings cannot be listed", e);
        }
    }

    private static Recording read(Path root, Path file) {
        try {
            String name = root.relativize(file).toString().replace('\\', '/').replace(".json", "");
            List<Exchange> exchanges = new ArrayList<>();
            Map<?, ?> document = Json.read(Files.readAllBytes(file), Map.class);
            for (Object entry : (List<?>) document.get("exchanges")) {
                Map<?, ?> exchange = (Map<?, ?>) entry;
                Object frames = exchange.get("frames");
                exchanges.add(new Exchange(
                        (Map<?, ?>) exchange.get("request"),
                        (Map<?, ?>) exchange.get("response"),
                        frames == null ? List.of() : (List<?>) frames));
            }
            return new Recording(name, exchanges);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    String group() {
        return name.substring(0, name.indexOf('/'));
    }
}
