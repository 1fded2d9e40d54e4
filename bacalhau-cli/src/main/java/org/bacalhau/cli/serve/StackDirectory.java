package org.bacalhau.cli.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bacalhau.cli.launch.DirectoryTrees;

/**
 * Where a stack keeps everything; a temporary directory is gone when this is closed. For one thread.
 *
 * @param path the directory
 * @param isKept whether it stays
 */
record StackDirectory(Path path, boolean isKept) implements AutoCloseable {
    static StackDirectory temporary(boolean isKept) {
        try {
            return new StackDirectory(Files.createTempDirectory("bacalhau-devstack-"), isKept);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary directory: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        if (isKept) {
            return;
        }
        try {
            DirectoryTrees.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + path + ": " + e.getMessage(), e);
        }
    }
}
