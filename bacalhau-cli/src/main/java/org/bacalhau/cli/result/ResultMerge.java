package org.bacalhau.cli.result;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;

/**
 * Puts the results of all executions into one directory: what they printed one after the other, and everything else side
 * by side. Checks first that nothing collides, so that it does everything or nothing. For one thread.
 */
final class ResultMerge {
    private static final Set<String> PRINTED = Set.of("stdout", "stderr", "exitCode");

    private final Path raw;
    private final Path directory;

    /**
     * Creates a merge.
     *
     * @param raw holds a directory for each execution; it is gone afterwards
     * @param directory takes what is in them
     */
    ResultMerge(Path raw, Path directory) {
        this.raw = raw;
        this.directory = directory;
    }

    void run() {
        try {
            List<Path> results = entriesOf(raw);
            Set<Path> files = new HashSet<>(); // relative to the directory of their execution
            for (Path result : results) {
                for (Path file : filesIn(result)) {
                    if (!files.add(file) && !PRINTED.contains(file.toString())) {
                        throw collision(file);
                    }
                }
            }
            for (Path result : results) {
                for (Path file : filesIn(result)) {
                    move(result.resolve(file), directory.resolve(file));
                }
                moveEmptyDirectories(result);
            }
            Files.deleteIfExists(raw);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot put the results into " + directory + ": " + e.getMessage(), e);
        }
    }

    private BacalhauException collision(Path file) {
        return BacalhauException.of(
                ErrorCode.ALREADY_EXISTS,
                "several executions have published " + file + ", so their results do not fit into one directory",
                "they are in " + raw + ", apart; --raw leaves them so");
    }

    private static void move(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            try (OutputStream end = Files.newOutputStream(to, StandardOpenOption.APPEND)) {
                Files.copy(from, end);
            }
            Files.delete(from);
        } else {
            Files.move(from, to);
        }
    }

    private void moveEmptyDirectories(Path result) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(result)) {
            deepestFirst =
                    all.sorted((a, b) -> b.getNameCount() - a.getNameCount()).toList();
        }
        for (Path left : deepestFirst) {
            Files.createDirectories(directory.resolve(result.relativize(left).toString()));
            Files.delete(left);
        }
    }

    private static List<Path> entriesOf(Path parent) throws IOException {
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.sorted().toList();
        }
    }

    private static List<Path> filesIn(Path result) throws IOException {
        if (!Files.isDirectory(result, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(result)) {
            return all.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .map(result::relativize)
                    .sorted()
                    .toList();
        }
    }
}
