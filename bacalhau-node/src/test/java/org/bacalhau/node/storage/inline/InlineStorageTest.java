package org.bacalhau.node.storage.inline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Random;
import org.bacalhau.client.archive.ArchiveLimits;
import org.bacalhau.client.archive.TarGz;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.storage.PreparedInput;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InlineStorageTest {
    @TempDir
    Path temp;

    private final InlineStorage storage = new InlineStorage();
    private Path directory;

    @BeforeEach
    void makeDirectory() throws IOException {
        directory = Files.createDirectory(temp.resolve("input"));
    }

    @Test
    void makesAFileOfPlainData() throws Exception {
        InputSource input = input("data:text/plain;base64,YWJjZA==");

        PreparedInput prepared = storage.prepare(input, directory);

        assertThat(storage.sizeBytes(input)).isEqualTo(4);
        assertThat(prepared.source()).startsWith(directory).isRegularFile().hasContent("abcd");
        assertThat(Files.getPosixFilePermissions(prepared.source())).contains(PosixFilePermission.OTHERS_READ);
        assertThat(prepared.target()).isEqualTo("/inputs/x");
        assertThat(prepared.readOnly()).isTrue();
        assertThat(storage.isLocal(input)).isTrue();
    }

    @Test
    void makesADirectoryOfAnArchive() throws Exception {
        byte[] archive = new TarGz().file("a", "1234").file("sub/b", "5678").bytes();
        InputSource input = input(DataUrl.format("application/gzip", archive));

        PreparedInput prepared = storage.prepare(input, directory);

        assertThat(storage.sizeBytes(input)).isEqualTo(8);
        assertThat(prepared.source()).startsWith(directory).isDirectory();
        assertThat(prepared.source().resolve("a")).hasContent("1234");
        assertThat(prepared.source().resolve("sub/b")).hasContent("5678");
    }

    @Test
    void writesNothingOutsideItsDirectory() {
        byte[] archive = new TarGz().file("../evil", "x").bytes();

        assertThatExceptionOfType(BacalhauException.class)
                .isThrownBy(() -> storage.prepare(input(DataUrl.format("application/gzip", archive)), directory))
                .withMessageContaining("../evil");

        assertThat(temp.resolve("evil")).doesNotExist();
        assertThat(directory.resolve("evil")).doesNotExist();
    }

    @Test
    void refusesMoreThanItsLimitsBeforeTheBid() {
        InlineStorage small = new InlineStorage(new ArchiveLimits(100, 10, 10, 10));
        byte[] archive = new TarGz().file("a", "x".repeat(11)).bytes();

        for (String url : new String[] {"data:,12345678901", DataUrl.format("application/gzip", archive)}) {
            assertThatExceptionOfType(BacalhauException.class)
                    .isThrownBy(() -> small.sizeBytes(input(url)))
                    .withMessageContaining("larger than 10 B");
            assertThatExceptionOfType(BacalhauException.class)
                    .isThrownBy(() -> small.prepare(input(url), directory))
                    .withMessageContaining("larger than 10 B");
        }
    }

    @Test
    void namesTheFaultOfAParameter() {
        assertThat(storage.validate(SpecConfig.of("inline")))
                .extracting(Fault::path, Fault::problem)
                .containsExactly(tuple("Params.URL", "invalid inline params: url cannot be empty"));
        assertThat(storage.validate(SpecConfig.of("inline").with("URL", 5))).hasSize(1);
        assertThat(storage.validate(InlineData.source("data:;base64,#")))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.problem()).contains("not base64");
                    assertThat(fault.remedy()).contains("data:");
                });
        assertThat(storage.validate(SpecConfig.of("Inline").with("url", " data:,x ")))
                .isEmpty();
    }

    @Test
    void refusesABadUrlWhereverItIsUsed() {
        assertThatExceptionOfType(BacalhauException.class)
                .isThrownBy(() -> storage.prepare(input("nonsense"), directory))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void carriesASmallFileAsItIs() throws Exception {
        Path file = Files.writeString(temp.resolve("f"), "x".repeat(512));

        String url = InlineData.encode(file);

        assertThat(url).startsWith("data:text/plain;charset=utf-8;base64,");
        assertThat(storage.prepare(input(url), directory).source()).hasContent("x".repeat(512));
    }

    @Test
    void packsALargerFileUnderItsName() throws Exception {
        Path file = Files.writeString(temp.resolve("f.txt"), "x".repeat(513));

        String url = InlineData.encode(file);

        assertThat(url).startsWith("data:application/gzip;base64,");
        assertThat(storage.prepare(input(url), directory).source().resolve("f.txt"))
                .hasContent("x".repeat(513));
    }

    @Test
    void packsADirectoryUnderItsName() throws Exception {
        Path source = Files.createDirectories(temp.resolve("texts/sub")).getParent();
        Files.writeString(source.resolve("a"), "1234");
        Files.writeString(source.resolve("sub/b"), "5678");

        InputSource input = input(InlineData.encode(source));

        assertThat(storage.sizeBytes(input)).isEqualTo(8);
        assertThat(storage.prepare(input, directory).source().resolve("texts/sub/b"))
                .hasContent("5678");
    }

    @Test
    void carriesALargeFileAsAFileIfAsked() throws Exception {
        byte[] module = new byte[10_000];
        new Random(1).nextBytes(module);
        System.arraycopy(new byte[] {0, 'a', 's', 'm'}, 0, module, 0, 4);
        Path file = Files.write(temp.resolve("m.wasm"), module);

        String url = InlineData.encodeFile(file);

        assertThat(url).startsWith("data:application/wasm;base64,");
        assertThat(storage.prepare(input(url), directory).source())
                .isRegularFile()
                .hasBinaryContent(module);
    }

    @Test
    void keepsASmallPackedFileAFile() throws Exception {
        byte[] archive = new TarGz().file("a", "1").bytes();
        Path file = Files.write(temp.resolve("a.tar.gz"), archive);

        assertThat(archive).hasSizeLessThanOrEqualTo(512);
        assertThat(InlineData.encode(file)).startsWith("data:application/octet-stream;base64,");
    }

    @Test
    void refusesToCarryTooMuchOrNothing() throws Exception {
        byte[] noise = new byte[InlineData.MOST_BYTES + 1];
        new Random(1).nextBytes(noise);
        Path large = Files.write(temp.resolve("large"), noise);

        assertThatExceptionOfType(BacalhauException.class)
                .isThrownBy(() -> InlineData.encode(large))
                .withMessageContaining("large");
        assertThatExceptionOfType(BacalhauException.class).isThrownBy(() -> InlineData.encodeFile(large));
        assertThatExceptionOfType(BacalhauException.class)
                .isThrownBy(() -> InlineData.encode(temp.resolve("missing")))
                .withMessageContaining("does not exist");
    }

    private static InputSource input(String url) {
        return InputSource.of(InlineData.source(url), "/inputs/x");
    }
}
