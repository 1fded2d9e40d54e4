package org.bacalhau.client.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveWriterTest {
    @TempDir
    Path temp;

    private Path source;
    private Path target;

    @BeforeEach
    void makeDirectories() throws IOException {
        source = Files.createDirectory(temp.resolve("source"));
        target = Files.createDirectory(temp.resolve("target"));
    }

    @Test
    void packsInTheOrderOfNames() throws Exception {
        for (String name : new String[] {"stdout", "b/2", "b/1", "a-b", "exitCode", "a/x", "ü"}) {
            Path file = source.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
        }

        assertThat(TarGz.entries(new ByteArrayInputStream(pack("."))))
                .extracting(TarArchiveEntry::getName)
                .containsExactly("./", "a/", "a/x", "a-b", "b/", "b/1", "b/2", "exitCode", "stdout", "ü");
    }

    @Test
    void packsBelowAName() throws Exception {
        Files.writeString(source.resolve("f"), "1");

        assertThat(TarGz.entries(new ByteArrayInputStream(pack("top"))))
                .extracting(TarArchiveEntry::getName)
                .containsExactly("top/", "top/f");
    }

    @Test
    void givesTheSameBytesForTheSameTree() throws Exception {
        Files.writeString(source.resolve("f"), "1");
        Files.createDirectory(source.resolve("d"));

        assertThat(pack(".")).isEqualTo(pack("."));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 513, 1 << 16, 10 << 20})
    void comesBackAsItWas(int size) throws Exception {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        Files.write(source.resolve("f"), content);
        Files.setPosixFilePermissions(source.resolve("f"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectories(source.resolve("n".repeat(120)).resolve("ü".repeat(100)));

        ArchiveReader.unpack(new ByteArrayInputStream(pack(".")), target, ArchiveLimits.DEFAULT);

        assertThat(target.resolve("f")).hasBinaryContent(content);
        assertThat(Files.isExecutable(target.resolve("f"))).isTrue();
        assertThat(target.resolve("n".repeat(120)).resolve("ü".repeat(100))).isDirectory();
    }

    @Test
    void keepsModesAndTimesButNoOwners() throws Exception {
        Path file = Files.writeString(source.resolve("f"), "1");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x--x"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2024-05-06T07:08:09Z")));

        TarArchiveEntry entry =
                TarGz.entries(new ByteArrayInputStream(pack("."))).get(1);

        assertThat(entry.getMode() & 07777).isEqualTo(0751);
        assertThat(entry.getLastModifiedTime().toInstant()).isEqualTo(Instant.parse("2024-05-06T07:08:09Z"));
        assertThat(entry.getUserName()).isEmpty();
        assertThat(entry.getLongUserId()).isZero();
    }

    @Test
    void keepsLinksInsideAsLinksAndSkipsAllOthers() throws Exception {
        Files.writeString(temp.resolve("secret"), "secret");
        Files.writeString(source.resolve("f"), "1");
        Files.createDirectory(source.resolve("d"));
        link("d/up", "../f");
        link("whole", ".");
        link("absolute", source.resolve("f").toString());
        link("outside", "../secret");
        link("dangling", "nothing");
        link("circle", "circle");

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ArchiveWriter.write(source, ".", out)).isEqualTo(4);

        ArchiveReader.unpack(new ByteArrayInputStream(out.toByteArray()), target, ArchiveLimits.DEFAULT);
        assertThat(target.resolve("d/up")).isSymbolicLink().hasContent("1");
        assertThat(target.resolve("whole")).isSymbolicLink();
        assertThat(target).isDirectoryNotContaining("glob:**/{absolute,outside,dangling,circle}");
    }

    private void link(String name, String to) throws IOException {
        Files.createSymbolicLink(source.resolve(name), Path.of(to));
    }

    @Test
    void saysThatTheDiskIsFull() {
        IOException failure = new IOException("No space left on device");

        assertThatThrownBy(() -> DiskSpace.explain(failure, "it", temp))
                .isInstanceOfSatisfying(BacalhauException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED);
                    assertThat(e).hasMessageContaining("it").hasCause(failure);
                });
    }

    @Test
    void leavesOtherFailuresOfTheDiskAlone() {
        IOException failure = new IOException("Input/output error");

        assertThatThrownBy(() -> DiskSpace.explain(failure, "it", temp)).isSameAs(failure);
    }

    @Test
    void stopsWhenInterrupted() throws IOException {
        Files.writeString(source.resolve("f"), "1");
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> ArchiveWriter.write(source, ".", OutputStream.nullOutputStream()))
                .isInstanceOf(InterruptedException.class);

        assertThat(Thread.interrupted()).isFalse();
    }

    private byte[] pack(String name) throws IOException, InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ArchiveWriter.write(source, name, out)).isZero();
        return out.toByteArray();
    }
}
