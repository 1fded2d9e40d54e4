package org.bacalhau.node.storage.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.runtime.Backoff;
import org.bacalhau.core.storage.PreparedInput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A provider and a server for tests. All transfers are real ones, from a loopback address; only the waits between tries
 * are not.
 */
@Timeout(60)
abstract class UrlStorageFixture {
    static final UrlStorageConfig CONFIG = UrlStorageConfig.DEFAULT
            .withAllowedNetworks(List.of("127.0.0.1/32"))
            .withBackoff(new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(8), 4));

    @TempDir
    Path temp;

    final List<Duration> waits = new ArrayList<>();
    TestServer server;
    UrlStorage storage;
    Path directory;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
        storage = new UrlStorage(CONFIG, waits::add);
        directory = Files.createDirectory(temp.resolve("input"));
    }

    @AfterEach
    void stop() {
        storage.close();
        server.close();
    }

    PreparedInput prepare(String path) throws IOException, InterruptedException {
        return prepareAt(server.url(path));
    }

    PreparedInput prepareAt(String url) throws IOException, InterruptedException {
        return storage.prepare(input(url), directory);
    }

    void fails(String path, ErrorCode code, String message) {
        failsAt(server.url(path), code, message);
    }

    void failsAt(String url, ErrorCode code, String message) {
        assertThatExceptionOfType(BacalhauException.class)
                .isThrownBy(() -> prepareAt(url))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
        assertThat(directory).isEmptyDirectory();
    }

    void failsToMeasure(String path, ErrorCode code, String message) {
        assertThatExceptionOfType(BacalhauException.class)
                .isThrownBy(() -> storage.sizeBytes(input(server.url(path))))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }

    static InputSource input(String url) {
        return InputSource.of(SpecConfig.of("urlDownload").with("URL", url), "/inputs");
    }

    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
