package org.bacalhau.core.compute.bid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bacalhau.core.compute.BidDecision;
import org.bacalhau.core.compute.BidDecision.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpProbeTest {
    private static final String REQUEST_JSON = "{\"NodeID\":\"n\"}";

    private final HttpClient client = HttpClient.newHttpClient();
    private final CountDownLatch ended = new CountDownLatch(1);
    private HttpServer server;
    private URI url;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/probe");
    }

    @AfterEach
    void stopServer() {
        ended.countDown();
        server.stop(0);
    }

    private void serve(HttpHandler handler) {
        server.createContext("/probe", handler);
    }

    private static HttpHandler answer(int status, String contentType, byte[] body) {
        return exchange -> {
            if (!contentType.isEmpty()) {
                exchange.getResponseHeaders().set("Content-Type", contentType);
            }
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        };
    }

    private BidDecision ask(Duration timeout) throws IOException, InterruptedException {
        return new HttpProbe(client, url, request -> REQUEST_JSON, HttpProbeTest::parse, timeout)
                .decide(CommandProbeTest.REQUEST);
    }

    private BidDecision ask() throws IOException, InterruptedException {
        return ask(Duration.ofSeconds(30));
    }

    // Enough of a parser to see that the body got through.
    private static ProbeAnswer parse(String json) throws IOException {
        if (!json.startsWith("{")) {
            throw new IOException("not JSON: " + json);
        }
        String reason = json.replaceAll(".*\"reason\":\"([^\"]*)\".*", "$1");
        return new ProbeAnswer(json.contains("\"shouldBid\":true"), json.contains("\"shouldWait\":true"), reason);
    }

    @Test
    void sendsTheRequestAsJson() throws IOException, InterruptedException {
        serve((HttpExchange exchange) -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean asExpected = exchange.getRequestMethod().equals("POST")
                    && exchange.getRequestHeaders().getFirst("Content-Type").equals("application/json")
                    && body.equals(REQUEST_JSON);
            exchange.sendResponseHeaders(asExpected ? 200 : 400, -1);
            exchange.close();
        });

        assertThat(ask().verdict()).isEqualTo(Verdict.BID);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 302, 399})
    void bidsIfTheStatusIsBelow400(int status) throws IOException, InterruptedException {
        serve(answer(status, "", new byte[0]));

        assertThat(ask())
                .isEqualTo(BidDecision.bid("accept jobs where url \"" + url + "\" returns HTTP status code " + status));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 500})
    void rejectsIfTheStatusIs400OrMore(int status) throws IOException, InterruptedException {
        serve(answer(status, "application/json", "{\"shouldBid\":true}".getBytes(StandardCharsets.UTF_8)));

        assertThat(ask())
                .isEqualTo(
                        BidDecision.reject("accept jobs where url \"" + url + "\" returns HTTP status code " + status));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "application/json; charset=utf-8", "Application/JSON;charset=\"x-odd\""})
    void takesAFullerAnswer(String contentType) throws IOException, InterruptedException {
        byte[] body = "{\"shouldBid\":false,\"shouldWait\":true,\"reason\":\"bitte später\"}"
                .getBytes(StandardCharsets.UTF_8);
        serve(answer(200, contentType, body));

        assertThat(ask()).isEqualTo(new BidDecision(Verdict.WAIT, "accept this job: bitte später"));
    }

    @Test
    void readsTheCharsetThatIsNamed() throws IOException, InterruptedException {
        serve(answer(
                200,
                "application/json; charset=ISO-8859-1",
                "{\"shouldBid\":false,\"reason\":\"nö\"}".getBytes(StandardCharsets.ISO_8859_1)));

        assertThat(ask()).isEqualTo(BidDecision.reject("accept this job: nö"));
    }

    @Test
    void takesAnAnswerInChunks() throws IOException, InterruptedException {
        serve(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write("{\"shouldBid\"".getBytes(StandardCharsets.UTF_8));
                body.flush();
                body.write(":true,\"reason\":\"\"}".getBytes(StandardCharsets.UTF_8));
            }
        });

        assertThat(ask()).isEqualTo(BidDecision.bid("accept this job"));
    }

    @Test
    void refusesAnAnswerWithoutEnd() {
        serve(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                byte[] block = new byte[1 << 20];
                for (int i = 0; i < 64; i++) {
                    body.write(block);
                }
            }
        });

        assertThatThrownBy(this::ask)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("http result too large (")
                .hasMessageContaining(" > 10485760)");
    }

    @Test
    void failsOnAnAnswerItCannotRead() {
        serve(answer(200, "application/json", "oops".getBytes(StandardCharsets.UTF_8)));

        assertThatThrownBy(this::ask).isInstanceOf(IOException.class).hasMessage("not JSON: oops");
    }

    @Test
    void failsIfThereIsNoAnswerInTime() {
        serve(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            awaitEnd();
            exchange.close();
        });

        assertThatThrownBy(() -> ask(Duration.ofMillis(300)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("did not answer within 300ms");
    }

    private void awaitEnd() throws IOException {
        try {
            if (!ended.await(60, TimeUnit.SECONDS)) {
                throw new IOException("the test did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Test
    void failsIfNobodyListens() {
        server.stop(0);

        assertThatThrownBy(this::ask)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the url \"" + url + "\" that decides on bids failed");
    }
}
