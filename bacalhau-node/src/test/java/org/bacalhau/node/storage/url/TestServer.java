package org.bacalhau.node.storage.url;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A real HTTP server on a free port of one loopback address. */
final class TestServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    TestServer() throws IOException {
        this("127.0.0.1");
    }

    TestServer(String address) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    /** Answers one request. */
    @FunctionalInterface
    interface Handler {
        void handle(HttpExchange exchange, int number) throws IOException;
    }

    /** Handles requests below {@code path}; each handler counts its requests from 1. */
    TestServer on(String path, Handler handler) {
        AtomicInteger count = new AtomicInteger();
        server.createContext(path, exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + rangeOf(exchange));
            try (exchange) {
                handler.handle(exchange, count.incrementAndGet());
            }
        });
        return this;
    }

    private static String rangeOf(HttpExchange exchange) {
        String range = exchange.getRequestHeaders().getFirst("Range");
        return range == null ? "" : " " + range;
    }

    /** Serves a text. */
    TestServer serve(String path, String body) {
        return on(path, (exchange, number) -> send(exchange, 200, body));
    }

    /** Redirects. */
    TestServer redirect(String path, String location) {
        return on(path, (exchange, number) -> {
            exchange.getResponseHeaders().set("Location", location);
            send(exchange, 302, "");
        });
    }

    /** Sends a whole answer. */
    static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(bytes.length));
        }
        exchange.sendResponseHeaders(status, head || bytes.length == 0 ? -1 : bytes.length);
        if (!head && bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    /** Announces {@code body} from {@code offset} on, but breaks off before {@code end}. */
    static void sendPart(HttpExchange exchange, String body, int offset, int end) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        Headers headers = exchange.getResponseHeaders();
        if (offset > 0) {
            headers.set("Content-Range", "bytes " + offset + "-" + (bytes.length - 1) + "/" + bytes.length);
        }
        exchange.sendResponseHeaders(offset > 0 ? 206 : 200, bytes.length - offset);
        OutputStream out = exchange.getResponseBody();
        out.write(bytes, offset, end - offset);
        out.flush();
    }

    /** Returns the address of a path. */
    String url(String path) {
        return "http://" + server.getAddress().getAddress().getHostAddress() + ":" + port() + path;
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Returns the requests so far, in order: method, path, and range if any. */
    List<String> requests() {
        return requests;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
