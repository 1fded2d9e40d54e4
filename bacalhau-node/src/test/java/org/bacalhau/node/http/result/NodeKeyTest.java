package org.bacalhau.node.http.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeKeyTest {
    @TempDir
    Path temp;

    @Test
    void isMadeOnceAndForItsOwnerAlone() throws Exception {
        Path file = temp.resolve("data/results.key");
        NodeKey made = NodeKey.ofFile(file);

        assertThat(Files.getPosixFilePermissions(file))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        assertThat(NodeKey.ofFile(file).forArchive("a.tar.gz")).isEqualTo(made.forArchive("a.tar.gz"));
        assertThat(NodeKey.random().forArchive("a.tar.gz")).isNotEqualTo(made.forArchive("a.tar.gz"));
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void eachArchiveAndEachRelayHasAKeyOfItsOwn() {
        NodeKey key = NodeKey.random();

        assertThat(key.forArchive("a.tar.gz"))
                .isNotEqualTo(key.forArchive("b.tar.gz"))
                .isNotEqualTo(key.forRelay("j-1", "a.tar.gz"));
        assertThat(key.forRelay("j-1", "a.tar.gz")).isNotEqualTo(key.forRelay("j-2", "a.tar.gz"));
        assertThat(key.forArchive("a.tar.gz")).hasToString("LinkKey");
    }

    @Test
    void refusesADamagedFile() throws Exception {
        Path file = Files.writeString(temp.resolve("results.key"), "short");

        assertThatExceptionOfType(BacalhauException.class)
                .isThrownBy(() -> NodeKey.ofFile(file))
                .withMessageContaining(file.toString())
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL));
    }

    @Test
    void namesTheFileThatCannotBeMade() throws Exception {
        Path file = Files.writeString(temp.resolve("file"), "").resolve("results.key");

        assertThatExceptionOfType(BacalhauException.class)
                .isThrownBy(() -> NodeKey.ofFile(file))
                .withMessageContaining(file.toString());
    }
}
