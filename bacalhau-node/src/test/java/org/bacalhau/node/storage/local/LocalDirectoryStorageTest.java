package org.bacalhau.node.storage.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.storage.PreparedInput;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalDirectoryStorageTest {
    @TempDir
    Path temp;

    private Path root;

    @BeforeEach
    void makeFiles() throws IOException {
        root = temp.toRealPath();
        Files.createDirectories(root.resolve("data/sub/deep"));
        Files.writeString(root.resolve("data/file1"), "1");
        Files.writeString(root.resolve("data/sub/deep/file2"), "2");
        Files.writeString(root.resolve("secret"), "secret");
    }

    @ParameterizedTest
    @CsvSource({
        "data/file1,     data/file1,          true",
        "data/*,         data/file1,          true",
        "data/*,         data/sub,            true",
        "data/*,         data/sub/deep,       false",
        "data/*,         data,                false",
        "data,           data,                true",
        "data,           data/file1,          false",
        "data/**,        data,                true",
        "data/**,        data/sub/deep/file2, true",
        "**,             data/file1,          true",
        "data/**/file2,  data/sub/deep/file2, true",
        "data/**/file1,  data/file1,          true",
        "data/**/file1,  data/sub/deep/file2, false",
        "data/file*,     data/file1,          true",
        "data/file*1,    data/file1,          true",
        "data/file?,     data/file1,          true",
        "data/file[2-9], data/file1,          false",
        "data/{a file1}, data/file1,          false",
        "data/*/deep,    data/sub/deep,       true",
        "data/sub,       data,                false",
        "dat*,           data,                true",
        "data/./sub/../*,data/file1,          true",
    })
    void comparesWithTheListSegmentBySegment(String allowed, String path, boolean expected) throws IOException {
        LocalDirectoryStorage storage = storage(root + "/" + allowed);

        assertThat(storage.isLocal(readOnly(path))).isEqualTo(expected);
        if (expected) {
            assertThat(storage.sizeBytes(readOnly(path))).isZero();
        } else {
            fails(storage, readOnly(path), ErrorCode.PERMISSION_DENIED);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'',false,true",
        "':ro',false,true",
        "':rw',false,true",
        "':rw',true,true",
        "':ro',true,false",
        "'',true,false"
    })
    void letsProgramsWriteOnlyWhereTheListSaysSo(String suffix, boolean toWrite, boolean expected) throws IOException {
        LocalDirectoryStorage storage = storage(root + "/data/*" + suffix);
        InputSource input = toWrite ? readWrite("data/file1") : readOnly("data/file1");

        if (expected) {
            PreparedInput prepared = storage.prepare(input, root);
            assertThat(prepared.readOnly()).isEqualTo(!toWrite);
            assertThat(prepared.source()).isEqualTo(root.resolve("data/file1"));
            assertThat(prepared.target()).isEqualTo("/in");
        } else {
            fails(storage, input, ErrorCode.PERMISSION_DENIED);
        }
    }

    @ParameterizedTest
    @CsvSource({"true,false", "TRUE,true", "yes,true", "false,true"})
    void takesOnlyTheTextTrueForTrue(String text, boolean readOnly) throws IOException {
        SpecConfig source = readOnly("data/file1").source().with("readwrite", text);

        assertThat(storage(root + "/**:rw")
                        .prepare(InputSource.of(source, "/in"), root)
                        .readOnly())
                .isEqualTo(readOnly);
    }

    @Test
    void doesNotFollowDotsOutOfAnAllowedDirectory() throws IOException {
        LocalDirectoryStorage storage = storage(root + "/data/**");

        fails(storage, readOnly("data/../secret"), ErrorCode.PERMISSION_DENIED);
        fails(storage, readOnly("data/sub/deep/../../../secret"), ErrorCode.PERMISSION_DENIED);
        fails(storage, readOnly("data/missing/../../secret"), ErrorCode.PERMISSION_DENIED);
    }

    @Test
    void doesNotFollowLinksOutOfAnAllowedDirectory() throws IOException {
        Files.createSymbolicLink(root.resolve("data/link"), root.resolve("secret"));
        Files.createSymbolicLink(root.resolve("data/up"), Path.of(".."));
        LocalDirectoryStorage storage = storage(root + "/data/**:rw");

        fails(storage, readOnly("data/link"), ErrorCode.PERMISSION_DENIED);
        fails(storage, readWrite("data/up/secret"), ErrorCode.PERMISSION_DENIED);
        fails(storage, readOnly("data/missing/../link"), ErrorCode.PERMISSION_DENIED);
    }

    @Test
    void handsOutTheResolvedPath() throws IOException {
        Files.createSymbolicLink(root.resolve("data/link"), Path.of("sub/deep"));

        PreparedInput prepared = storage(root + "/data/**").prepare(readOnly("data/link/file2"), root);

        assertThat(prepared.source()).isEqualTo(root.resolve("data/sub/deep/file2"));
    }

    @Test
    void takesTheOperatorsOwnLinksAsTheyAreMeant() throws IOException {
        Files.createSymbolicLink(root.resolve("alias"), Path.of("data"));
        LocalDirectoryStorage storage = storage(root + "/alias/*");

        assertThat(storage.isLocal(readOnly("alias/file1"))).isTrue();
        assertThat(storage.isLocal(readOnly("data/file1"))).isTrue();
        assertThat(storage.isLocal(readOnly("secret"))).isFalse();
    }

    @Test
    void reportsAnInputThatVanishedBetweenBidAndRun() throws IOException {
        LocalDirectoryStorage storage = storage(root + "/data/*");
        InputSource input = readOnly("data/file1");
        assertThat(storage.sizeBytes(input)).isZero();

        Files.delete(root.resolve("data/file1"));

        fails(storage, input, ErrorCode.INPUT_UNAVAILABLE);
        assertThat(storage.isLocal(input)).isFalse();
    }

    @Test
    void reportsALinkThatLeadsNowhereAsMissing() throws IOException {
        Files.createSymbolicLink(root.resolve("data/dangling"), Path.of("nothing"));

        fails(storage(root + "/data/*"), readOnly("data/dangling"), ErrorCode.INPUT_UNAVAILABLE);
    }

    @Test
    void doesNotTellWhatExistsOutsideTheList() {
        LocalDirectoryStorage storage = storage(root + "/data/*");

        fails(storage, readOnly("secret"), ErrorCode.PERMISSION_DENIED);
        fails(storage, readOnly("no-such-secret"), ErrorCode.PERMISSION_DENIED);
    }

    @Test
    void isAvailableOnlyWithAList() throws IOException {
        LocalDirectoryStorage empty = new LocalDirectoryStorage(List.of());

        assertThat(empty.isAvailable()).isFalse();
        assertThat(empty.isLocal(readOnly("data/file1"))).isFalse();
        assertThat(storage(root + "/data").isAvailable()).isTrue();
    }

    @Test
    void touchesNeitherSourceNorDirectory() throws IOException {
        Path directory = Files.createDirectory(root.resolve("input"));

        storage(root + "/data").prepare(readOnly("data"), directory);

        assertThat(directory).isEmptyDirectory();
        assertThat(root.resolve("data/file1")).hasContent("1");
    }

    @Test
    void namesTheFaultOfAParameter() {
        LocalDirectoryStorage storage = storage(root + "/data");

        for (Object bad : new Object[] {"", "relative/path", 7, "/with\0nul"}) {
            assertThat(storage.validate(SpecConfig.of("localDirectory").with("SourcePath", bad)))
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.path()).isEqualTo("Params.SourcePath"));
        }
        assertThat(storage.validate(SpecConfig.of("localDirectory"))).hasSize(1);
        Stream.of("/data", "C:\\data", "C:/data", "\\\\server\\share")
                .forEach(path -> assertThat(
                                storage.validate(SpecConfig.of("localdirectory").with("sourcepath", path)))
                        .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "relative", "relative/*:rw", ":rw", "*/x", "/data/*/../x", "/data/[", "/data/{a"})
    void refusesEntriesThatMeanNothing(String entry) {
        assertThatExceptionOfType(BacalhauException.class)
                .isThrownBy(() -> AllowedPath.parse(entry))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    }

    private static LocalDirectoryStorage storage(String allowed) {
        return new LocalDirectoryStorage(List.of(AllowedPath.parse(allowed)));
    }

    private InputSource readOnly(String path) {
        return InputSource.of(SpecConfig.of("localDirectory").with("SourcePath", root + "/" + path), "/in");
    }

    private InputSource readWrite(String path) {
        return InputSource.of(readOnly(path).source().with("ReadWrite", true), "/in");
    }

    private void fails(LocalDirectoryStorage storage, InputSource input, ErrorCode code) {
        assertThatExceptionOfType(BacalhauException.class)
                .isThrownBy(() -> storage.sizeBytes(input))
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
        assertThatExceptionOfType(BacalhauException.class)
                .isThrownBy(() -> storage.prepare(input, root))
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }
}
