package org.bacalhau.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A directory to which this user cannot write until this is closed. Root may write wherever a permission is missing; for it the
 * directory becomes one of a read-only file system.
 */
public final class UnwritableDirectory implements AutoCloseable {
    private final Path path;
    private final boolean mounted;

    private UnwritableDirectory(Path path, boolean mounted) {
        this.path = path;
        this.mounted = mounted;
    }

    /** Takes the right to write from a directory that is there. */
    public static UnwritableDirectory of(Path path) throws Exception {
        assertThat(path.toFile().setWritable(false)).isTrue();
        if (!Files.isWritable(path)) {
            return new UnwritableDirectory(path, false);
        }
        run("mount", "--bind", path.toString(), path.toString());
        run("mount", "-o", "remount,bind,ro", path.toString());
        return new UnwritableDirectory(path, true);
    }

    @Override
    public void close() throws Exception {
        if (mounted) {
            run("umount", path.toString());
        }
        assertThat(path.toFile().setWritable(true)).isTrue();
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                .as(String.join(" ", command))
                .isZero();
    }
}
