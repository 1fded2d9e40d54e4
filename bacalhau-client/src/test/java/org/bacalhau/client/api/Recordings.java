package org.bacalhau.client.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The exchanges that were recorded with the original server, as test data. */
public final class Recordings {
    /** Reads without any of the settings under test, and keeps every number as it is written. */
    public static final ObjectMapper PLAIN =
            new ObjectMapper().enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private Recordings() {}

    /** One exchange; {@code name} tells file and place. */
    public record Exchange(String name, JsonNode request, JsonNode response, JsonNode frames) {
        public String method() {
            return request.path("method").asText();
        }

        public String path() {
            return request.path("path").asText();
        }

        public int status() {
            return response.path("status").asInt();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Returns the directory of the recordings. */
    public static Path directory() {
        try {
            return Path.of(Recordings.class.getResource("/conformance").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns every exchange, in order of files. */
    public static List<Exchange> all() {
        Path root = directory().resolve("http");
        List<Exchange> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                JsonNode exchanges = PLAIN.readTree(file.toFile()).path("exchanges");
                for (int i = 0; i < exchanges.size(); i++) {
                    String name = root.relativize(file) + "[" + i + "]";
                    all.add(new Exchange(
                            name,
                            exchanges.get(i).path("request"),
                            exchanges.get(i).path("response"),
                            exchanges.get(i).path("frames")));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    /** Returns the exchanges of one file. */
    public static List<Exchange> of(String file) {
        return all().stream()
                .filter(exchange -> exchange.name().startsWith(file + ".json["))
                .toList();
    }
}
