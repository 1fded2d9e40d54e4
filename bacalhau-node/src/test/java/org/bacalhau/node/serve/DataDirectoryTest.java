package org.bacalhau.node.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.node.store.ChildProcess;
import org.bacalhau.node.store.UnwritableDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path root;

    private Path path;

    @BeforeEach
    void choosePath() {
        path = root.resolve("data");
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static BacalhauException refused(Path path) {
        try (DataDirectory opened = DataDirectory.open(path)) {
            throw new AssertionError(opened.path() + " was opened");
        } catch (BacalhauException e) {
            return e;
        }
    }

    @Test
    void isMadeForItsOwnerAlone() throws IOException {
        try (DataDirectory opened = DataDirectory.open(path)) {
            assertThat(mode(opened.path())).isEqualTo("rwx------");
            assertThat(mode(path.resolve("repo.version"))).isEqualTo("rw-------");
            assertThat(mode(path.resolve("node.lock"))).isEqualTo("rw-------");
            assertThat(path.resolve("repo.version")).hasContent("{\"Version\":3}");
        }
    }

    @Test
    void takesTheRightsOfOthersFromADirectoryThatExists() throws IOException {
        Files.createDirectory(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        DataDirectory.open(path).close();
        assertThat(mode(path)).isEqualTo("rwx------");
    }

    @Test
    void keepsTheNameOfTheNode() {
        try (DataDirectory first = DataDirectory.open(path)) {
            assertThat(first.nodeName()).isEmpty();
            first.keepNodeName("n-1");
        }
        try (DataDirectory second = DataDirectory.open(path)) {
            assertThat(second.nodeName()).contains("n-1");
        }
    }

    @Test
    void isRefusedWhileThisProcessHasIt() {
        try (DataDirectory first = DataDirectory.open(path)) {
            BacalhauException failure = refused(first.path());
            assertThat(failure.code()).isEqualTo(ErrorCode.CONFLICT);
            assertThat(failure.failure().message()).isEqualTo("data directory " + path + " is in use by this process");
        }
        DataDirectory.open(path).close();
    }

    @Test
    void isRefusedWhileAnotherProcessHasIt() throws Exception {
        try (ChildProcess holder = new ChildProcess(DirectoryHolder.class, path.toString())) {
            assertThat(holder.readLine()).isEqualTo("opened");
            assertThat(refused(path))
                    .hasMessageStartingWith("data directory " + path + " is in use by process " + holder.pid());
            holder.kill();
            assertThat(holder.readLine()).isNull();
        }
        DataDirectory.open(path).close();
    }

    @Test
    void refusesAFile() throws IOException {
        Files.createFile(path);
        BacalhauException failure = refused(path);
        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(failure.failure().message()).isEqualTo("data directory " + path + " is no directory");
    }

    @Test
    void refusesAPathThroughAFile() throws IOException {
        Files.createFile(path);
        assertThat(refused(path.resolve("below")))
                .hasMessageStartingWith("data directory " + path + "/below cannot be used");
    }

    @Test
    void refusesADirectoryThatCannotBeWritten() throws Exception {
        Files.createDirectories(path);
        try (UnwritableDirectory unwritable = UnwritableDirectory.of(path)) {
            BacalhauException failure = refused(path);
            assertThat(failure.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
            assertThat(failure).hasMessageStartingWith("data directory " + path + " cannot be ");
        }
        DataDirectory.open(path).close();
    }

    @Test
    void refusesOtherVersionsByTheirNumber() throws IOException {
        Files.createDirectories(path);
        Files.writeString(path.resolve("repo.version"), "{\"Version\":4}");
        assertThat(refused(path).failure().message())
                .isEqualTo("data directory " + path + " has version 4, and this program knows version 3");
        assertThat(refused(path).failure().hint()).startsWith("use the program that wrote it");
        Files.writeString(path.resolve("repo.version"), "{\"Version\":2}");
        assertThat(refused(path).failure().hint()).contains("have v1.4.0 of the original migrate this one");
    }

    @Test
    void refusesDamagedFilesByTheirName() throws IOException {
        Files.createDirectories(path);
        Files.writeString(path.resolve("repo.version"), "{\"Ver");
        assertThat(refused(path)).hasMessageStartingWith("file " + path + "/repo.version is damaged");
        assertThat(refused(path).code()).isEqualTo(ErrorCode.INTERNAL);
    }

    @Test
    void letsGoWhenItIsRefused() throws IOException {
        Files.createDirectories(path);
        Files.writeString(path.resolve("repo.version"), "{\"Version\":4}");
        assertThatThrownBy(() -> DataDirectory.open(path)).hasMessageContaining("has version 4");
        Files.delete(path.resolve("repo.version"));
        DataDirectory.open(path).close();
    }
}
