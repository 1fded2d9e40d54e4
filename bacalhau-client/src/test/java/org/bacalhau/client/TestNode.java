package org.bacalhau.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.bacalhau.client.api.ApiHeaders;
import org.bacalhau.core.runtime.Backoff;

/** A node that answers as it was told, in order; it has a port of its own. */
final class TestNode implements AutoCloseable {
    private static final Backoff QUICK = new Backoff(Duration.ofMillis(1), Duration.ofMillis(2), 3);

    private final MockWebServer server = new MockWebServer();

    TestNode() {
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    MockWebServer server() {
        return server;
    }

    URI base() {
        return URI.create(server.url("/").toString());
    }

    URI at(String path) {
        return URI.create(server.url(path).toString());
    }

    /** Returns a client that does not wait long between tries. */
    BacalhauClient.Builder client() {
        return BacalhauClient.builder(base()).retries(QUICK);
    }

    TestNode answers(int status, String body) {
        server.enqueue(json(status, body).build());
        return this;
    }

    TestNode answers(String body) {
        return answers(200, body);
    }

    /** Answers, and says what it can do beyond the original. */
    TestNode answersWith(String capabilities, String body) {
        server.enqueue(
                json(200, body).setHeader(ApiHeaders.CAPABILITIES, capabilities).build());
        return this;
    }

    TestNode answers(MockResponse.Builder response) {
        server.enqueue(response.build());
        return this;
    }

    /** Reads a request and breaks the connection instead of answering. */
    TestNode breaksOff() {
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build());
        return this;
    }

    /** Reads a request and says nothing. */
    TestNode staysSilent() {
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build());
        return this;
    }

    static MockResponse.Builder json(int status, String body) {
        return new MockResponse.Builder()
                .code(status)
                .setHeader("Content-Type", "application/json")
                .body(body);
    }

    /** Returns the next request that came. */
    RecordedRequest request() {
        try {
            RecordedRequest request = server.takeRequest(20, TimeUnit.SECONDS);
            if (request == null) {
                throw new AssertionError("no request came");
            }
            return request;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns method and target of each request that came until now. */
    List<String> requestsSoFar() {
        List<String> lines = new ArrayList<>();
        while (lines.size() < server.getRequestCount()) {
            RecordedRequest request = request();
            lines.add(request.getMethod() + " " + request.getTarget());
        }
        return lines;
    }

    static String bodyOf(RecordedRequest request) {
        return request.getBody() == null ? "" : request.getBody().utf8();
    }

    @Override
    public void close() {
        server.close();
    }
}
