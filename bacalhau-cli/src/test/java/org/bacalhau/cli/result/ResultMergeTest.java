package org.bacalhau.cli.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bacalhau.core.model.BacalhauException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultMergeTest {
    @TempDir
    private Path directory;

    private Path raw;

    @BeforeEach
    void makeDirectory() throws IOException {
        raw = Files.createDirectory(directory.resolve("raw"));
    }

    private void write(String file, String text) throws IOException {
        Path path = raw.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private String read(String file) throws IOException {
        return Files.readString(directory.resolve(file));
    }

    @Test
    void putsWhatWasPrintedOneAfterTheOther() throws IOException {
        write("e-1/stdout", "one\n");
        write("e-2/stdout", "two\n");
        write("e-1/exitCode", "0");
        write("e-2/exitCode", "3");

        new ResultMerge(raw, directory).run();

        assertThat(read("stdout")).isEqualTo("one\ntwo\n");
        assertThat(read("exitCode")).isEqualTo("03");
        assertThat(raw).doesNotExist();
    }

    @Test
    void putsFilesOfAllExecutionsSideBySide() throws IOException {
        write("e-1/outputs/a.txt", "a");
        write("e-2/outputs/b.txt", "b");

        new ResultMerge(raw, directory).run();

        assertThat(read("outputs/a.txt")).isEqualTo("a");
        assertThat(read("outputs/b.txt")).isEqualTo("b");
    }

    @Test
    void keepsEmptyDirectories() throws IOException {
        Files.createDirectories(raw.resolve("e-1/outputs/empty"));

        new ResultMerge(raw, directory).run();

        assertThat(directory.resolve("outputs/empty")).isEmptyDirectory();
    }

    @Test
    void changesNothingWhenFilesCollide() throws IOException {
        write("e-1/outputs/a.txt", "one");
        write("e-1/stdout", "one");
        write("e-2/outputs/a.txt", "two");

        assertThatThrownBy(() -> new ResultMerge(raw, directory).run())
                .isInstanceOf(BacalhauException.class)
                .hasMessageContaining("outputs/a.txt");

        assertThat(read("raw/e-1/stdout")).isEqualTo("one");
        assertThat(read("raw/e-2/outputs/a.txt")).isEqualTo("two");
        assertThat(directory.resolve("stdout")).doesNotExist();
    }

    @Test
    void followsNoLinkOutOfTheResults() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "mine");
        write("e-1/stdout", "one");
        Files.createSymbolicLink(raw.resolve("e-1/link"), secret);

        new ResultMerge(raw, directory).run();

        assertThat(Files.isSymbolicLink(directory.resolve("link"))).isTrue();
        assertThat(secret).hasContent("mine");
    }
}
