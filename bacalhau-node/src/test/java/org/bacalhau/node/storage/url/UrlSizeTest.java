package org.bacalhau.node.storage.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bacalhau.node.storage.url.TestServer.send;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.bacalhau.core.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a file is, and how long it may be. */
class UrlSizeTest extends UrlStorageFixture {
    @Test
    void refusesWhatIsAnnouncedAsTooLarge() {
        storage = new UrlStorage(CONFIG.withMaximumBytes(9), waits::add);
        server.serve("/f", "0123456789");

        fails("/f", ErrorCode.INSUFFICIENT_RESOURCES, "larger than the 9 B");
        failsToMeasure("/f", ErrorCode.INSUFFICIENT_RESOURCES, "larger than the 9 B");
    }

    @Test
    void stopsWhatGrowsTooLargeUnannounced() throws Exception {
        storage = new UrlStorage(CONFIG.withMaximumBytes(100_000), waits::add);
        AtomicBoolean cutOff = new AtomicBoolean();
        server.on("/f", (exchange, number) -> {
            if (exchange.getRequestMethod().equals("HEAD")) {
                send(exchange, 200, "short");
                return;
            }
            exchange.sendResponseHeaders(200, 0);
            byte[] kilobytes = new byte[64 * 1024];
            try {
                while (true) {
                    exchange.getResponseBody().write(kilobytes);
                }
            } catch (IOException e) {
                cutOff.set(true);
                throw e;
            }
        });

        assertThat(storage.sizeBytes(input(server.url("/f")))).isEqualTo(5);
        fails("/f", ErrorCode.INSUFFICIENT_RESOURCES, "larger than the 100 kB");
        Awaitility.await().untilTrue(cutOff);
    }

    @Test
    void measuresByTheAnnouncedLength() throws Exception {
        server.serve("/f", "x".repeat(500));

        assertThat(storage.sizeBytes(input(server.url("/f")))).isEqualTo(500);
        assertThat(server.requests()).containsExactly("HEAD /f");
    }

    @Test
    void takesAnUnknownLengthForNothing() throws Exception {
        server.on("/f", (exchange, number) -> exchange.sendResponseHeaders(200, -1));

        assertThat(storage.sizeBytes(input(server.url("/f")))).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 405, 501})
    void measuresByTheFirstByteIfTheServerRefusesHead(int status) throws Exception {
        server.on("/f", (exchange, number) -> {
            if (exchange.getRequestMethod().equals("HEAD")) {
                send(exchange, status, "");
            } else {
                exchange.getResponseHeaders().set("Content-Range", "bytes 0-0/1234");
                send(exchange, 206, "x");
            }
        });

        assertThat(storage.sizeBytes(input(server.url("/f")))).isEqualTo(1234);
        assertThat(server.requests()).containsExactly("HEAD /f", "GET /f bytes=0-0");
    }

    @ParameterizedTest
    @CsvSource({"416,,0", "200,,10", "206,bytes 0-0/*,0", "206,nonsense,0"})
    void measuresWhateverTheServerMakesOfTheFirstByte(int status, String range, long size) throws Exception {
        server.on("/f", (exchange, number) -> {
            if (range != null) {
                exchange.getResponseHeaders().set("Content-Range", range);
            }
            send(exchange, number == 1 ? 405 : status, "0123456789");
        });

        assertThat(storage.sizeBytes(input(server.url("/f")))).isEqualTo(size);
    }

    @Test
    void findsOutBeforeTheBidThatThereIsNoFile() {
        server.on("/gone", (exchange, number) -> send(exchange, 410, ""));
        server.on("/secret", (exchange, number) -> send(exchange, 403, ""));

        failsToMeasure("/missing", ErrorCode.INPUT_UNAVAILABLE, "404");
        failsToMeasure("/gone", ErrorCode.INPUT_UNAVAILABLE, "410");
        failsToMeasure("/secret", ErrorCode.INPUT_UNAVAILABLE, "403");
    }
}
