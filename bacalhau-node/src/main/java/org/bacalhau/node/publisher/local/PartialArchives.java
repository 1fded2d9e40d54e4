package org.bacalhau.node.publisher.local;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;

/** The archives that are being written in a directory. Safe for any thread. */
final class PartialArchives {
    private static final String SUFFIX = ".partial";
    // Longer than any archive takes to write: a younger file may belong to another publisher that is at work.
    private static final Duration ABANDONED_AFTER = Duration.ofDays(1);

    private final Path directory;
    private final InstantSource clock;
    private final AtomicBoolean swept = new AtomicBoolean();

    PartialArchives(Path directory, InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** Makes an empty file for the archive {@code name} that no other publisher uses. */
    Path create(String name) throws IOException {
        Files.createDirectories(directory);
        if (swept.compareAndSet(false, true)) {
            removeAbandoned();
        }
        return Files.createTempFile(directory, "." + name + ".", SUFFIX, attributes());
    }

    private FileAttribute<?>[] attributes() {
        boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        // As any other file, within the umask; temporary files are private unless told otherwise.
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--"))
                }
                : new FileAttribute<?>[0];
    }

    private void removeAbandoned() throws IOException {
        Instant limit = clock.instant().minus(ABANDONED_AFTER);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, ".*" + SUFFIX)) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }
}
