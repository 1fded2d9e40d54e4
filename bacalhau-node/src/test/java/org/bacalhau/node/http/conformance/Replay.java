package org.bacalhau.node.http.conformance;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.bacalhau.client.api.Json;
import org.bacalhau.node.http.conformance.Shapes.Difference;

/** Sends a recorded request to a server of ours and compares the answers. */
final class Replay {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    // The client sets these itself.
    private static final Set<String> CONNECTION_HEADERS = Set.of(
            "connection",
            "upgrade",
            "sec-websocket-version",
            "sec-websocket-key",
            "transfer-encoding",
            "sec-websocket-protocol",
            "sec-websocket-extensions");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI server;
    private final String token;

    Replay(URI server, String token) {
        this.server = server;
        this.token = token;
    }

    /** Tells whether the client can send a request: it knows only the current WebSocket version; StreamsApiTest tries others. */
    static boolean canSend(Recording.Exchange exchange) {
        Object version = exchange.headers().get("Sec-WebSocket-Version");
        return version == null || version.equals("13");
    }

    List<Difference> differences(Recording.Exchange exchange) throws IOException, InterruptedException {
        return exchange.frames().isEmpty() ? ofAnswer(exchange) : ofFrames(exchange);
    }

    private List<Difference> ofAnswer(Recording.Exchange exchange) throws IOException, InterruptedException {
        HttpResponse<String> ours = exchange.headers().containsKey("Sec-WebSocket-Key")
                ? handshake(exchange)
                : client.send(request(exchange), BodyHandlers.ofString());
        List<Difference> differences = new ArrayList<>();
        compare(differences, "status", exchange.status(), ours.statusCode());
        Map<?, ?> headers = (Map<?, ?>) exchange.response().get("headers");
        headers.forEach((name, value) -> {
            String key = String.valueOf(name);
            String got = ours.headers().firstValue(key).orElse("absent");
            if (key.equals("Content-Type")) {
                compare(differences, "content type", mediaType(String.valueOf(value)), mediaType(got));
            } else if (!Set.of("Date", "Content-Length", "Transfer-Encoding").contains(key)) {
                boolean varies =
                        key.equals("X-Request-Id") && !exchange.headers().containsKey(key);
                boolean ourMachine =
                        Set.of("X-Bacalhau-Arch", "X-Bacalhau-Build-Os").contains(key);
                compare(
                        differences,
                        "header " + key,
                        varies || ourMachine ? "sent" : value,
                        varies || ourMachine ? "sent" : got);
            }
        });
        boolean versions = Boolean.TRUE.equals(exchange.response().get("versionHeaders"));
        compare(
                differences,
                "version headers",
                versions,
                ours.headers().firstValue("X-Bacalhau-Git-Version").isPresent());
        compareBodies(exchange, ours.body(), differences);
        return differences;
    }

    private static void compareBodies(Recording.Exchange exchange, String ours, List<Difference> differences) {
        Object recorded = exchange.body();
        if (recorded == null) {
            compare(differences, "body", "empty", ours.isEmpty() ? "empty" : "a body");
            return;
        }
        Object read = "text".equals(exchange.response().get("bodyFormat")) || ours.isEmpty() ? ours : parsed(ours);
        differences.addAll(Shapes.compare(recorded, Reduced.like(recorded, read)));
    }

    private static Object parsed(String json) {
        return ((Map<?, ?>) Json.read("{\"body\":" + json + "}", Map.class)).get("body");
    }

    private static String mediaType(String contentType) {
        return contentType.split(";")[0].toLowerCase(Locale.ROOT);
    }

    private static void compare(List<Difference> differences, String place, Object recorded, Object ours) {
        if (!String.valueOf(recorded).equals(String.valueOf(ours))) {
            differences.add(new Difference(place, String.valueOf(recorded), String.valueOf(ours)));
        }
    }

    private HttpRequest request(Recording.Exchange exchange) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + exchange.target()))
                .timeout(PATIENCE)
                .method(exchange.method(), body(exchange));
        exchange.headers().forEach((name, value) -> {
            if (!CONNECTION_HEADERS.contains(String.valueOf(name).toLowerCase(Locale.ROOT))) {
                request.header(String.valueOf(name), header(exchange, String.valueOf(name), String.valueOf(value)));
            }
        });
        return request.build();
    }

    private String header(Recording.Exchange exchange, String name, String value) {
        if (name.equals("Authorization")) {
            return "Bearer " + (exchange.status() == 401 ? "garbage" : token);
        }
        return name.equals("Origin") ? value.replace("127.0.0.1:1234", server.getAuthority()) : value;
    }

    private static BodyPublisher body(Recording.Exchange exchange) {
        Object body = exchange.request().get("body");
        if (body == null) {
            return BodyPublishers.noBody();
        }
        String text;
        if (body instanceof Map<?, ?> cut && cut.containsKey("omitted")) {
            String starts = String.valueOf(cut.get("starts"));
            int length = Integer.parseInt(String.valueOf(cut.get("omitted")).split(" ")[0]);
            text = starts + "x".repeat(length - starts.length());
        } else {
            text = body instanceof String raw ? raw : Json.text(body);
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return exchange.headers().containsKey("Transfer-Encoding")
                ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))
                : BodyPublishers.ofByteArray(bytes);
    }

    private WebSocket.Builder webSocket(Recording.Exchange exchange) {
        WebSocket.Builder builder = client.newWebSocketBuilder().connectTimeout(PATIENCE);
        exchange.headers().forEach((name, value) -> {
            if (!CONNECTION_HEADERS.contains(String.valueOf(name).toLowerCase(Locale.ROOT))) {
                builder.header(String.valueOf(name), header(exchange, String.valueOf(name), String.valueOf(value)));
            }
        });
        return builder;
    }

    private URI logs(Recording.Exchange exchange) {
        return URI.create("ws" + server.toString().substring("http".length()) + exchange.target());
    }

    // Of an answer that refuses a handshake the client keeps the body from us.
    @SuppressWarnings("unchecked")
    private HttpResponse<String> handshake(Recording.Exchange exchange) {
        try {
            webSocket(exchange).buildAsync(logs(exchange), new Frames()).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return (HttpResponse<String>) refused.getResponse();
            }
            throw e;
        }
        throw new AssertionError("the handshake succeeded: " + exchange.target());
    }

    private List<Difference> ofFrames(Recording.Exchange exchange) {
        Frames frames = new Frames();
        webSocket(exchange).buildAsync(logs(exchange), frames).join();
        int code = frames.closed
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        List<Object> recorded = new ArrayList<>();
        int recordedCode = -1;
        for (Object entry : exchange.frames()) {
            Map<?, ?> frame = (Map<?, ?>) entry;
            if (frame.get("type").equals("close")) {
                recordedCode = ((Number) frame.get("code")).intValue();
            } else {
                recorded.add(parsed(String.valueOf(frame.get("text"))));
            }
        }
        List<Difference> differences = new ArrayList<>();
        compare(differences, "close code", recordedCode, code);
        compare(differences, "messages", recorded.size(), frames.messages.size());
        List<Object> ours = new ArrayList<>();
        frames.messages.forEach(message -> ours.add(parsed(message)));
        differences.addAll(Shapes.compare(recorded, ours));
        return differences;
    }

    private static final class Frames implements WebSocket.Listener {
        private final List<String> messages = new ArrayList<>();
        private final StringBuilder part = new StringBuilder();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                messages.add(part.toString());
                part.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int statusCode, String reason) {
            closed.complete(statusCode);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            closed.completeExceptionally(error);
        }
    }
}
