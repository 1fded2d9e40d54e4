package org.bacalhau.core;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.bacalhau.core.model.NodeId;
import org.jspecify.annotations.Nullable;

/** A directory that is removed with everything in it. Links are removed, never followed. */
final class TemporaryDirectory implements AutoCloseable {
    private static final int LONGEST_NAME = 40;

    private final Path path;

    /** Creates one in the platform's directory for such, with the node in its name. */
    TemporaryDirectory(NodeId node) throws IOException {
        String name = node.shortForm().replaceAll("[^A-Za-z0-9._-]", "_");
        path = Files.createTempDirectory("bacalhau-" + name.substring(0, Math.min(name.length(), LONGEST_NAME)) + "-");
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            // What somebody else has removed meanwhile is as it should be.
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException fault) throws IOException {
                if (fault instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw fault;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException fault) throws IOException {
                if (fault != null) {
                    throw fault;
                }
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
