package org.bacalhau.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bacalhau.core.model.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory that goes with everything in it. */
class TemporaryDirectoryTest {
    @Test
    void isRemovedWithEverythingInItAndNothingElse(@TempDir Path elsewhere) throws IOException {
        Path kept = Files.writeString(elsewhere.resolve("kept"), "");
        TemporaryDirectory directory = new TemporaryDirectory(new NodeId("node-1"));
        Files.createDirectories(directory.path().resolve("a/b"));
        Files.writeString(directory.path().resolve("a/b/file"), "");
        Files.createSymbolicLink(directory.path().resolve("a/link"), elsewhere);

        directory.close();
        directory.close();

        assertThat(directory.path()).doesNotExist();
        assertThat(kept).exists();
    }

    @Test
    void isNamedAfterItsNode() throws IOException {
        try (TemporaryDirectory directory = new TemporaryDirectory(new NodeId("node/../of: me" + "x".repeat(300)))) {
            assertThat(directory.path().getFileName().toString())
                    .startsWith("bacalhau-node_.._of__me")
                    .hasSizeLessThan(100);
        }
    }
}
