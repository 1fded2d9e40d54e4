package org.bacalhau.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk of eight megabytes in main memory. Only root may mount one. */
record SmallDisk(Path path) implements AutoCloseable {
    static SmallDisk mount(Path directory) throws Exception {
        Path path = Files.createDirectory(directory.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", path.toString()),
                "only root can mount a small disk");
        return new SmallDisk(path);
    }

    Path fill() throws IOException {
        Path filler = path.resolve("filler");
        try (OutputStream out = Files.newOutputStream(filler)) {
            byte[] page = new byte[4096];
            while (true) {
                out.write(page);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
        return filler;
    }

    void remount(String option) throws Exception {
        assertThat(run("mount", "-o", "remount," + option, path.toString())).isTrue();
    }

    @Override
    public void close() throws Exception {
        assertThat(run("umount", path.toString())).isTrue();
    }

    private static boolean run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}
