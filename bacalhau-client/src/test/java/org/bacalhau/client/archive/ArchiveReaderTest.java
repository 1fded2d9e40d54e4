package org.bacalhau.client.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveReaderTest {
    private static final ArchiveLimits SMALL = new ArchiveLimits(1000, 600, 5, 3);

    @TempDir
    Path temp;

    private Path directory;

    @BeforeEach
    void makeDirectory() throws IOException {
        directory = Files.createDirectories(temp.resolve("outer/inner"));
    }

    @Test
    void unpacksFilesAndDirectories() throws Exception {
        InputStream archive = new TarGz()
                        .directory("./", 0755)
                        .file("./a.txt", "one")
                        .directory("sub/", 0755)
                        .file("sub/deep/b.txt", "twenty")
                        .stream();

        assertThat(unpack(archive)).isEqualTo(9);
        assertThat(directory.resolve("a.txt")).hasContent("one");
        assertThat(directory.resolve("sub/deep/b.txt")).hasContent("twenty");
    }

    @Test
    void measuresWithoutWriting() throws Exception {
        byte[] archive = new TarGz().file("a", "1234").file("b", "5678").bytes();

        assertThat(ArchiveReader.contentBytes(new ByteArrayInputStream(archive), SMALL))
                .isEqualTo(8);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void keepsOfAModeOnlyTheExecuteBit() throws Exception {
        unpack(new TarGz()
                        .directory("locked", 0000)
                        .file("locked/run.sh", "#!".getBytes(StandardCharsets.UTF_8), 04711)
                        .file("locked/secret", "x".getBytes(StandardCharsets.UTF_8), 0000)
                        .stream());

        assertThat(permissionsOf("locked")).startsWith("rwx");
        assertThat(permissionsOf("locked/run.sh")).isEqualTo("rwxr-xr-x");
        assertThat(permissionsOf("locked/secret")).isEqualTo("rw-r--r--");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "a/../../evil", "/evil", "..", "a\\..\\evil", "C:\\evil", "C:/evil", "x/..", ""})
    void refusesNamesThatLeaveTheDirectory(String name) throws IOException {
        refuses(() -> unpack(new TarGz().file(name, "x").stream()), "entry");

        try (Stream<Path> everything = Files.walk(temp)) {
            assertThat(everything.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void refusesLongNamesThatLeaveTheDirectory() {
        refuses(() -> unpack(new TarGz().file("a/".repeat(60) + "../../" + "b".repeat(100), "x").stream()), "leads up");
    }

    @ParameterizedTest
    @CsvSource({"1,hard link", "3,device", "4,device", "6,pipe", "9,unknown kind"})
    void refusesWhatIsNeitherFileNorDirectoryNorSymbolicLink(char kind, String name) {
        refuses(() -> unpack(new TarGz().file("a", "x").special("b", (byte) kind, "a").stream()), name);
    }

    @Test
    void makesLinksThatStayInside() throws Exception {
        unpack(new TarGz()
                        .link("first", "sub/a.txt")
                        .link("sub/up", "../first")
                        .link("whole", "sub")
                        .file("sub/a.txt", "one")
                        .stream());

        assertThat(directory.resolve("first")).isSymbolicLink().hasContent("one");
        assertThat(directory.resolve("sub/up")).isSymbolicLink().hasContent("one");
        assertThat(directory.resolve("whole/a.txt")).hasContent("one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/etc/passwd", "../outside", "../../outer", "missing", "self", "..", "a\\b", "sub/../../../x"})
    void refusesLinksThatLeadOutsideOrNowhere(String target) throws IOException {
        Files.writeString(temp.resolve("outer/outside"), "secret");

        refuses(() -> unpack(new TarGz().file("sub/a", "x").link("self", target).stream()), "symbolic link self");

        assertThat(directory.resolve("self")).doesNotExist();
        assertThat(Files.isSymbolicLink(directory.resolve("self"))).isFalse();
    }

    @Test
    void refusesLinksThatLeadOutsideByWayOfEachOther() {
        // Each looks sound by its text: "x" is the root itself, and "y" seems to be the root, but "x/.." is its parent.
        refuses(
                () -> unpack(new TarGz().directory("d", 0755).link("d/x", "..").link("y", "d/x/../..").stream()),
                "leads out");
        assertThat(directory.resolve("d")).isEmptyDirectory();
    }

    @Test
    void neverWritesThroughALink() throws IOException {
        Path outside = Files.createDirectory(temp.resolve("outside"));

        refuses(() -> unpack(new TarGz().link("door", "../../outside").file("door/evil", "x").stream()), "door");
        refuses(
                () -> unpack(new TarGz().link("door2", "sub").link("door2/in", "sub").directory("sub", 0755).stream()),
                "door2");

        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void refusesTheSameNameTwice() {
        refuses(() -> unpack(new TarGz().file("a", "1").file("a", "2").stream()), "twice");
        refuses(() -> unpack(new TarGz().file("b", "1").file("b/c", "2").stream()), "twice");
        refuses(() -> unpack(new TarGz().file("c", "1").directory("c", 0755).stream()), "twice");
        refuses(() -> unpack(new TarGz().file("d", "1").link("d", "a").stream()), "twice");
        refuses(() -> unpack(new TarGz().link("e", "f").link("e", "g").stream()), "twice");
    }

    @Test
    void stopsAtEachLimit() {
        refuses(() -> unpack(new TarGz().file("a", "x".repeat(601)).stream()), "entry a is larger than 600 B");
        refuses(
                () -> unpack(new TarGz().file("b", "x".repeat(600)).file("c", "x".repeat(401)).stream()),
                "larger than 1.0 kB together");
        refuses(() -> unpack(new TarGz().file("1/2/3/4", "x").stream()), "deeper than 3 levels");
        TarGz many = new TarGz();
        for (int i = 0; i < 6; i++) {
            many.directory("d" + i, 0755);
        }
        refuses(() -> unpack(many.stream()), "more than 5 entries");
    }

    @Test
    void stopsAnArchiveThatUnpacksToFarMoreThanItsSize() throws IOException {
        byte[] bomb = new TarGz().file("zeros", new byte[64 << 20], 0644).bytes();
        assertThat(bomb.length).isLessThan(100_000);

        refuses(() -> unpack(new ByteArrayInputStream(bomb)), "larger than 600 B");

        assertThat(Files.size(directory.resolve("zeros"))).isLessThan(1 << 20);
    }

    @Test
    void stopsAnArchiveThatIsOneEndlessName() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(longNameHeader(4L << 30));
            byte[] megabyte = new byte[1 << 20];
            Arrays.fill(megabyte, (byte) 'a');
            for (int i = 0; i < 64; i++) {
                gzip.write(megabyte);
            }
        }

        refuses(() -> unpack(new ByteArrayInputStream(bytes.toByteArray())), "headers");
    }

    /** The header of a GNU long name of the given size, which a reader keeps in memory. */
    private static byte[] longNameHeader(long size) {
        byte[] header = new byte[512];
        System.arraycopy("././@LongLink".getBytes(StandardCharsets.US_ASCII), 0, header, 0, 13);
        byte[] octal = String.format("%011o", size).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(octal, 0, header, 124, octal.length);
        header[156] = TarConstants.LF_GNUTYPE_LONGNAME;
        System.arraycopy("ustar  ".getBytes(StandardCharsets.US_ASCII), 0, header, 257, 7);
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xFF;
        }
        System.arraycopy(String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII), 0, header, 148, 8);
        return header;
    }

    @Test
    void refusesWhatIsNoArchive() {
        refuses(() -> unpack(new ByteArrayInputStream(new byte[0])), "damaged or no tar.gz: it ends too early");
        refuses(() -> unpack(new ByteArrayInputStream("hello, world".getBytes(StandardCharsets.UTF_8))), "damaged");
        byte[] whole = new TarGz().file("a", "x".repeat(500)).bytes();
        refuses(() -> unpack(new ByteArrayInputStream(whole, 0, whole.length / 2)), "damaged");
    }

    @Test
    void survivesAnyDamageWithoutLeavingTheDirectory() throws Exception {
        byte[] tar = new TarGz()
                .file("a", "one")
                .link("l", "a")
                .file("sub/" + "n".repeat(150), "two")
                .bytes();
        Random random = new Random(20_260_101);
        for (int round = 0; round < 500; round++) {
            byte[] damaged = regzip(tar, random);
            Path target = Files.createDirectory(temp.resolve("outer/inner/" + round));
            try {
                ArchiveReader.unpack(new ByteArrayInputStream(damaged), target, SMALL);
            } catch (BacalhauException refused) {
                assertThat(refused.code()).isEqualTo(ErrorCode.INPUT_UNAVAILABLE);
            }
        }
        try (Stream<Path> outer = Files.list(temp.resolve("outer"))) {
            assertThat(outer).containsExactly(directory);
        }
    }

    /** Changes some bytes of the tar inside, so that the damage gets past the checksum of gzip. */
    private static byte[] regzip(byte[] archive, Random random) throws IOException {
        byte[] tar;
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(archive))) {
            tar = in.readAllBytes();
        }
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            tar[random.nextInt(4096)] = (byte) random.nextInt(256);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(tar);
        }
        return bytes.toByteArray();
    }

    @Test
    void stopsWhenInterrupted() {
        InputStream archive = new TarGz().file("a", "x").stream();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> unpack(archive)).isInstanceOf(InterruptedException.class);

        assertThat(Thread.interrupted()).isFalse();
    }

    private long unpack(InputStream archive) throws IOException, InterruptedException {
        return ArchiveReader.unpack(archive, directory, SMALL);
    }

    private void refuses(ThrowingCallable unpacking, String reason) {
        assertThatExceptionOfType(BacalhauException.class)
                .isThrownBy(unpacking)
                .withMessageContaining(reason)
                .satisfies(e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.INPUT_UNAVAILABLE);
                    assertThat(e.failure().retryable()).isFalse();
                    assertThat(e.failure().hint()).isNotEmpty();
                });
    }

    private String permissionsOf(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(path)));
    }
}
