package org.bacalhau.node.storage.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.bacalhau.node.storage.url.TestServer.send;
import static org.bacalhau.node.storage.url.TestServer.sendPart;

import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.runtime.Backoff;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is tried again, and where it goes on. */
class UrlRetryTest extends UrlStorageFixture {
    @ParameterizedTest
    @ValueSource(ints = {425, 429, 500, 502, 503, 504})
    void triesAgainWhatMayPass(int status) throws Exception {
        server.on("/f", (exchange, number) -> send(exchange, number < 4 ? status : 200, "x"));

        assertThat(prepare("/f").source()).hasContent("x");
        assertThat(waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    }

    @Test
    void waitsAsLongAsTheServerAsksWithinItsOwnLimit() throws Exception {
        server.on("/f", (exchange, number) -> {
            exchange.getResponseHeaders()
                    .set("Retry-After", List.of("5", "999999", "soon").get(Math.min(number, 3) - 1));
            send(exchange, number < 4 ? 503 : 200, "x");
        });

        prepare("/f");

        assertThat(waits).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(8), Duration.ofSeconds(4));
    }

    @Test
    void triesAgainWhenTheServerGotTiredOfWaiting() throws Exception {
        // The HTTP client already answers this status by another try of its own, without a wait.
        server.on("/f", (exchange, number) -> send(exchange, number < 4 ? 408 : 200, "x"));

        assertThat(prepare("/f").source()).hasContent("x");
    }

    @Test
    void saysThatAHostIsUnknown() {
        Retries retries = new Retries(CONFIG.backoff(), waits::add);

        assertThatExceptionOfType(BacalhauException.class)
                .isThrownBy(() -> retries.run("it", () -> {
                    throw new UnknownHostException("nowhere");
                }))
                .withMessageContaining("it: giving up after 4 attempt(s): unknown host nowhere")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UPSTREAM_FAILED));
    }

    @Test
    void givesUpAfterTheLastTry() {
        server.on("/f", (exchange, number) -> send(exchange, 500, "x"));

        fails("/f", ErrorCode.UPSTREAM_FAILED, "giving up after 4 attempt(s): non-200 response from URL");

        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void triesAgainWhenNobodyListens() {
        String url = server.url("/f");
        server.close();

        failsAt(url, ErrorCode.UPSTREAM_FAILED, "giving up after 4 attempt(s)");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405, 410, 501})
    void doesNotTryAgainWhatWillNotPass(int status) {
        server.on("/f", (exchange, number) -> send(exchange, status, "x"));

        fails("/f", ErrorCode.INPUT_UNAVAILABLE, String.valueOf(status));

        assertThat(server.requests()).hasSize(1);
        assertThat(waits).isEmpty();
    }

    @Test
    void continuesABrokenTransferOfTheSameFile() throws Exception {
        String body = "0123456789".repeat(1000);
        server.on("/f", (exchange, number) -> {
            exchange.getResponseHeaders().set("ETag", "\"v1\"");
            if (number > 1) {
                assertThat(exchange.getRequestHeaders().getFirst("If-Range")).isEqualTo("\"v1\"");
            }
            String range = exchange.getRequestHeaders().getFirst("Range");
            int offset = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            sendPart(exchange, body, offset, Math.min(offset + 4000, body.length()));
        });

        assertThat(prepare("/f").source()).hasContent(body);
        assertThat(server.requests()).containsExactly("GET /f", "GET /f bytes=4000-", "GET /f bytes=8000-");
    }

    @Test
    void continuesByTheTimeOfTheLastChangeToo() throws Exception {
        String body = "0123456789";
        server.on("/f", (exchange, number) -> {
            exchange.getResponseHeaders().set("ETag", "W/\"weak\"");
            exchange.getResponseHeaders().set("Last-Modified", "Mon, 06 May 2024 07:08:09 GMT");
            sendPart(exchange, body, number == 1 ? 0 : 4, number == 1 ? 4 : 10);
        });

        assertThat(prepare("/f").source()).hasContent(body);
        assertThat(server.requests()).containsExactly("GET /f", "GET /f bytes=4-");
    }

    @Test
    void beginsAgainIfTheServerHasNoProofThatTheFileIsTheSame() throws Exception {
        server.on("/f", (exchange, number) -> sendPart(exchange, "0123456789", 0, number == 1 ? 4 : 10));

        assertThat(prepare("/f").source()).hasContent("0123456789");
        assertThat(server.requests()).containsExactly("GET /f", "GET /f");
    }

    @Test
    void beginsAgainIfTheFileChanged() throws Exception {
        server.on("/f", (exchange, number) -> {
            exchange.getResponseHeaders().set("ETag", number == 1 ? "\"v1\"" : "\"v2\"");
            // As If-Range demands: another file is sent whole.
            sendPart(exchange, number == 1 ? "0123456789" : "abc", 0, number == 1 ? 4 : 3);
        });

        assertThat(prepare("/f").source()).hasContent("abc");
    }

    @Test
    void mistrustsAServerThatContinuesAnotherFileOrElsewhere() throws Exception {
        server.on("/f", (exchange, number) -> {
            exchange.getResponseHeaders().set("ETag", number == 2 ? "\"v2\"" : "\"v1\"");
            switch (number) {
                case 1 -> sendPart(exchange, "0123456789", 0, 4);
                case 2 -> sendPart(exchange, "abcdefghij", 4, 10);
                case 3 -> sendPart(exchange, "0123456789", 0, 6);
                case 4 -> sendPart(exchange, "0123456789", 5, 10);
                default -> sendPart(exchange, "0123456789", 0, 10);
            }
        });
        storage = new UrlStorage(
                CONFIG.withBackoff(new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(8), 9)), waits::add);

        assertThat(prepare("/f").source()).hasContent("0123456789");
        assertThat(server.requests())
                .containsExactly("GET /f", "GET /f bytes=4-", "GET /f", "GET /f bytes=6-", "GET /f");
    }

    @Test
    void beginsAgainIfThereIsNothingToContinue() throws Exception {
        server.on("/f", (exchange, number) -> {
            exchange.getResponseHeaders().set("ETag", "\"v1\"");
            if (number == 2) {
                send(exchange, 416, "");
            } else {
                sendPart(exchange, "0123456789", 0, number == 1 ? 4 : 10);
            }
        });

        assertThat(prepare("/f").source()).hasContent("0123456789");
    }

    @Test
    void goesOnAsLongAsThereIsProgress() throws Exception {
        String body = "0123456789abcdef".repeat(1 << 19);
        server.on("/f", (exchange, number) -> {
            exchange.getResponseHeaders().set("ETag", "\"v1\"");
            int offset = (number - 1) << 20;
            sendPart(exchange, body, offset, offset + (1 << 20));
        });

        assertThat(prepare("/f").source()).hasContent(body);
        assertThat(server.requests()).hasSize(8);
    }

    @Test
    void givesUpIfTriesBringNoProgress() {
        String body = "x".repeat(4 << 20);
        server.on("/f", (exchange, number) -> sendPart(exchange, body, 0, 2 << 20));

        fails("/f", ErrorCode.UPSTREAM_FAILED, "giving up after");

        // The first try got ahead; all others only got as far again.
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void givesUpOnASilentServer() {
        CountDownLatch end = new CountDownLatch(1);
        server.on("/f", (exchange, number) -> {
            sendPart(exchange, "0123456789", 0, 4);
            await(end);
        });
        storage = new UrlStorage(CONFIG.withIdleTimeout(Duration.ofMillis(50)), waits::add);

        fails("/f", ErrorCode.UPSTREAM_FAILED, "giving up after 4 attempt(s)");
        end.countDown();
    }
}
