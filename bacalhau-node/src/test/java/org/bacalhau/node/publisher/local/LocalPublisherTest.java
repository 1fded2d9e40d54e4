package org.bacalhau.node.publisher.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.bacalhau.client.archive.ArchiveLimits;
import org.bacalhau.client.archive.ArchiveReader;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.publisher.PublishRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPublisherTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    Path temp;

    private Path result;
    private Path directory;
    private LocalPublisher publisher;

    @BeforeEach
    void makeResult() throws IOException {
        result = Files.createDirectory(temp.resolve("result"));
        Files.writeString(result.resolve("stdout"), "hello\n");
        Files.writeString(result.resolve("exitCode"), "0");
        Files.writeString(Files.createDirectory(result.resolve("outputs")).resolve("f"), "1");
        directory = temp.resolve("published");
        publisher = new LocalPublisher(directory, InstantSource.fixed(NOW));
    }

    @Test
    void packsTheResultUnderTheExecutionsId() throws Exception {
        SpecConfig published = publisher.publish(request("e-1"));

        Path archive = directory.resolve("e-1.tar.gz");
        assertThat(published.type()).isEqualTo("urlDownload");
        assertThat(published.params())
                .containsEntry("URL", archive.toUri().toString())
                .containsEntry("Size", Files.size(archive))
                .containsEntry(
                        "SHA256",
                        com.google.common.io.Files.asByteSource(archive.toFile())
                                .hash(Hashing.sha256())
                                .toString())
                .doesNotContainKey("Skipped");
        Path unpacked = unpack(Path.of(URI.create((String) published.param("URL"))));
        assertThat(unpacked.resolve("stdout")).hasContent("hello\n");
        assertThat(unpacked.resolve("outputs/f")).hasContent("1");
        assertThat(Files.getPosixFilePermissions(archive)).contains(PosixFilePermission.OTHERS_READ);
    }

    @Test
    void leavesOneResultWhenPublishedTwice() throws Exception {
        SpecConfig first = publisher.publish(request("e-1"));
        assertThat(publisher.publish(request("e-1"))).isEqualTo(first);

        Files.writeString(result.resolve("stdout"), "changed");
        assertThat(publisher.publish(request("e-1"))).isNotEqualTo(first);

        assertThat(names()).containsExactly("e-1.tar.gz");
        assertThat(unpack(directory.resolve("e-1.tar.gz")).resolve("stdout")).hasContent("changed");
    }

    @Test
    void doesNotFollowLinksOutOfTheResult() throws Exception {
        Files.writeString(temp.resolve("secret"), "secret");
        Files.createSymbolicLink(result.resolve("outputs/leak"), temp.resolve("secret"));
        Files.createSymbolicLink(result.resolve("outputs/link"), Path.of("f"));

        SpecConfig published = publisher.publish(request("e-1"));

        assertThat(published.param("Skipped")).isEqualTo(1L);
        Path unpacked = unpack(directory.resolve("e-1.tar.gz"));
        assertThat(unpacked.resolve("outputs/leak")).doesNotExist();
        assertThat(unpacked.resolve("outputs/link")).isSymbolicLink().hasContent("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "a/b", "/evil", "a\\b", "a\nb"})
    void refusesIdsThatAreNoFileNames(String id) {
        assertThatExceptionOfType(BacalhauException.class)
                .isThrownBy(() -> publisher.publish(request(id)))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
        assertThat(directory).doesNotExist();
    }

    @Test
    void reportsAFullDiskAndLeavesNothing() throws IOException {
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();
        LocalPublisher onFullDisk = new LocalPublisher(
                directory,
                InstantSource.fixed(NOW),
                ArchiveAddresses.FILES,
                file -> FileChannel.open(full, StandardOpenOption.WRITE));

        assertThatExceptionOfType(BacalhauException.class)
                .isThrownBy(() -> onFullDisk.publish(request("e-1")))
                .withMessageContaining("disk full while writing the result e-1.tar.gz")
                .satisfies(e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED);
                    assertThat(e.failure().retryable()).isTrue();
                    assertThat(e.failure().hint()).contains("free space");
                });

        assertThat(names()).isEmpty();
    }

    @Test
    void keepsTheOldResultIfTheNewOneFails() throws Exception {
        publisher.publish(request("e-1"));
        Path gone = temp.resolve("gone");

        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> publisher.publish(request("e-1", gone)));

        assertThat(names()).containsExactly("e-1.tar.gz");
    }

    @Test
    void leavesNothingWhenInterrupted() throws IOException {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> publisher.publish(request("e-1"))).isInstanceOf(InterruptedException.class);

        assertThat(Thread.interrupted()).isFalse();
        assertThat(names()).isEmpty();
    }

    @Test
    void removesWhatACrashLeftBehindADayAgo() throws Exception {
        Files.createDirectory(directory);
        Path old = leftover(".e-0.tar.gz.1.partial", NOW.minus(Duration.ofHours(25)));
        Path young = leftover(".e-0.tar.gz.2.partial", NOW.minus(Duration.ofHours(23)));
        Path result0 = leftover("e-0.tar.gz", NOW.minus(Duration.ofDays(100)));

        publisher.publish(request("e-1"));

        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(result0).exists();
    }

    private Path leftover(String name, Instant modified) throws IOException {
        Path file = Files.writeString(directory.resolve(name), "x");
        return Files.setLastModifiedTime(file, FileTime.from(modified));
    }

    @Test
    void isAvailableIfItsDirectoryCanBeMade() throws IOException {
        assertThat(publisher.isAvailable()).isTrue();
        assertThat(directory).isDirectory();

        Path file = Files.writeString(temp.resolve("file"), "x");
        assertThat(new LocalPublisher(file.resolve("below")).isAvailable()).isFalse();
    }

    private PublishRequest request(String executionId) {
        return request(executionId, result);
    }

    private PublishRequest request(String executionId, Path resultDirectory) {
        return new PublishRequest(
                new JobId("j-1"),
                new ExecutionId(executionId),
                new NodeId("n-1"),
                SpecConfig.of("local"),
                resultDirectory);
    }

    private Path unpack(Path archive) throws IOException, InterruptedException {
        Path target = Files.createTempDirectory(temp, "unpacked");
        try (InputStream in = Files.newInputStream(archive)) {
            ArchiveReader.unpack(in, target, ArchiveLimits.DEFAULT);
        }
        return target;
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }
}
