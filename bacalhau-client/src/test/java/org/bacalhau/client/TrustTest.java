package org.bacalhau.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.bacalhau.client.api.ApiSpecConfig;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.runtime.Backoff;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TrustTest {
    @TempDir
    Path temp;

    private final HeldCertificate own =
            new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws IOException {
        server.useHttps(
                new HandshakeCertificates.Builder().heldCertificate(own).build().sslSocketFactory());
        server.start();
        server.enqueue(new MockResponse.Builder().body("{\"Status\":\"OK\"}").build());
    }

    @AfterEach
    void close() {
        server.close();
    }

    private BacalhauClient.Builder client() {
        return BacalhauClient.builder(URI.create("https://localhost:" + server.getPort()))
                .retries(new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), 1));
    }

    @Test
    void aCertificateThatNobodyKnowsIsRefused() {
        try (BacalhauClient client = client().build()) {
            assertThatExceptionOfType(ApiException.class)
                    .isThrownBy(() -> client.agent().alive())
                    .withMessageContaining("no trusted connection");
        }
    }

    @Test
    void aCertificateOfTheFileIsTrusted() throws IOException {
        Path pem = Files.writeString(temp.resolve("ca.pem"), own.certificatePem());
        try (BacalhauClient client = client().trustedCertificates(pem).build()) {
            assertThat(client.agent().alive()).isTrue();
        }
    }

    @Test
    void anotherCertificateThanThatOfTheFileIsNot() throws IOException {
        Path pem = Files.writeString(
                temp.resolve("ca.pem"), new HeldCertificate.Builder().build().certificatePem());
        try (BacalhauClient client = client().trustedCertificates(pem).build()) {
            assertThatExceptionOfType(ApiException.class)
                    .isThrownBy(() -> client.agent().alive());
        }
    }

    @Test
    void anybodyIsTrustedOnlyOnRequest() {
        try (BacalhauClient client = client().trustAnybody().build()) {
            assertThat(client.agent().alive()).isTrue();
        }
    }

    @Test
    void saysWhichFileHoldsNoCertificate() throws IOException {
        List<Path> files = List.of(
                temp.resolve("missing.pem"),
                temp,
                Files.writeString(temp.resolve("empty.pem"), ""),
                Files.writeString(temp.resolve("junk.pem"), "junk"));

        assertThat(files)
                .allSatisfy(file -> assertThatExceptionOfType(BacalhauException.class)
                        .isThrownBy(() -> client().trustedCertificates(file))
                        .withMessageContaining(file.toString())
                        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT)));
    }

    @Test
    void aDownloadIsNotRedirectedToAnInsecureHost() throws IOException {
        try (MockWebServer insecure = new MockWebServer();
                BacalhauClient client = client().trustAnybody().build()) {
            insecure.start();
            insecure.enqueue(new MockResponse.Builder().body("x").build());
            client.agent().alive();
            server.enqueue(new MockResponse.Builder()
                    .code(302)
                    .setHeader("Location", insecure.url("/x.bin"))
                    .build());
            ApiSpecConfig result = ApiSpecConfig.of(
                    "urlDownload", Map.of("URL", server.url("/x.bin").toString()));

            assertThatExceptionOfType(ApiException.class)
                    .isThrownBy(() -> client.results().download(result, temp.resolve("r"), DownloadOptions.DEFAULT))
                    .withMessageContaining("redirected from https");
            assertThat(insecure.getRequestCount()).isZero();
        }
    }
}
