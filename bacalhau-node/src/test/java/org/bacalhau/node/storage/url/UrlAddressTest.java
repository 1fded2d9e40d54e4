package org.bacalhau.node.storage.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.bacalhau.node.storage.url.TestServer.send;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where downloads may lead, and who learns what on the way. */
class UrlAddressTest extends UrlStorageFixture {
    @Test
    void followsRedirectsUpToALimit() throws Exception {
        server.serve("/0", "x");
        for (int i = 1; i <= 11; i++) {
            server.redirect("/" + i, "/" + (i - 1));
        }

        fails("/11", ErrorCode.INPUT_UNAVAILABLE, "more than 10 redirects");
        failsToMeasure("/11", ErrorCode.INPUT_UNAVAILABLE, "more than 10 redirects");
        assertThat(prepare("/10").source()).hasFileName("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.com/x", "file:///etc/passwd", "jar:x"})
    void doesNotFollowRedirectsToAnythingElse(String location) {
        server.redirect("/f", location);

        fails("/f", ErrorCode.INPUT_UNAVAILABLE, "no HTTP address");
    }

    @Test
    void sendsTheUrlsPasswordOnlyToItsServer() throws Exception {
        try (TestServer other = new TestServer()) {
            AtomicBoolean told = new AtomicBoolean();
            other.on("/g", (exchange, number) -> {
                told.set(exchange.getRequestHeaders().containsKey("Authorization"));
                send(exchange, 200, "x");
            });
            server.on("/f", (exchange, number) -> {
                assertThat(exchange.getRequestHeaders().getFirst("Authorization"))
                        .isEqualTo("Basic dTpw");
                exchange.getResponseHeaders().set("Location", other.url("/g"));
                send(exchange, 302, "");
            });

            prepareAt("http://u:p@127.0.0.1:" + server.port() + "/f");

            assertThat(told).isFalse();
        }
    }

    @Test
    void keepsSecretsOutOfMessages() {
        server.on("/f", (exchange, number) -> send(exchange, 404, ""));

        assertThatExceptionOfType(BacalhauException.class)
                .isThrownBy(() -> prepareAt("http://user:pass@127.0.0.1:" + server.port() + "/f?signature=abc"))
                .withMessageContaining("/f")
                .withMessageNotContainingAny("user", "pass", "abc");
    }

    @Test
    void doesNotConnectToPrivateAddresses() throws Exception {
        server.serve("/f", "x");
        storage = new UrlStorage(CONFIG.withAllowedNetworks(List.of()), waits::add);
        int port = server.port();

        for (String host : List.of("127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]", "0.0.0.0")) {
            failsAt("http://" + host + ":" + port + "/f", ErrorCode.PERMISSION_DENIED, "not a public address");
        }
        failsToMeasure("/f", ErrorCode.PERMISSION_DENIED, "not a public address");
        assertThat(server.requests()).isEmpty();
        assertThat(waits).isEmpty();
    }

    @Test
    void checksEachRedirectAgain() throws Exception {
        try (TestServer other = new TestServer("127.0.0.2")) {
            other.serve("/secret", "secret");
            server.redirect("/f", other.url("/secret"));

            fails("/f", ErrorCode.PERMISSION_DENIED, "127.0.0.2 is not a public address");
            failsToMeasure("/f", ErrorCode.PERMISSION_DENIED, "127.0.0.2 is not a public address");

            assertThat(other.requests()).isEmpty();
        }
    }
}
