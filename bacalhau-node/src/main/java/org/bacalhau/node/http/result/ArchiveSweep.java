package org.bacalhau.node.http.result;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Removes archives that are kept no longer. Safe for any thread.
 *
 * <p>The directory is looked through when a result is published, but only if the archives have grown beyond their bound since, or
 * some time has passed. What is too much is then removed with a tenth to spare, so that the next result does not have it looked
 * through again.
 */
final class ArchiveSweep {
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int PAUSES_PER_AGE = 10;

    private final Path directory;
    private final ArchiveRetention retention;
    private final InstantSource clock;
    private final Remover remover;
    private long bytes;
    private Instant next = Instant.MIN;

    ArchiveSweep(Path directory, ArchiveRetention retention, InstantSource clock, Remover remover) {
        this.directory = directory;
        this.retention = retention;
        this.clock = clock;
        this.remover = remover;
    }

    /** Removes an archive. */
    interface Remover {
        /** Tells whether it did: not while the archive is being read. */
        boolean remove(Path archive) throws IOException;
    }

    /**
     * Takes note of an archive, and removes others if it is time to.
     *
     * @param newest the archive; stays in any case
     */
    synchronized void published(Path newest, long size) throws IOException {
        bytes += size;
        Instant now = clock.instant();
        if (!retention.equals(ArchiveRetention.FOREVER) && (bytes > retention.bytes() || !now.isBefore(next))) {
            sweep(newest, now);
        }
    }

    private void sweep(Path newest, Instant now) throws IOException {
        List<Found> archives = archives(); // as many as there are in the directory
        archives.sort(Comparator.comparing(Found::modified));
        Instant oldest = now.minus(retention.age());
        long total = archives.stream().mapToLong(Found::size).sum();
        long wanted = total > retention.bytes() ? retention.bytes() - retention.bytes() / 10 : retention.bytes();
        for (Found archive : archives) {
            boolean goes = archive.modified().isBefore(oldest) || total > wanted;
            if (goes && !archive.file().equals(newest) && remover.remove(archive.file())) {
                total -= archive.size();
            }
        }
        bytes = total;
        Duration pause = retention.age().dividedBy(PAUSES_PER_AGE);
        next = now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }

    private record Found(Path file, long size, Instant modified) {}

    private List<Found> archives() throws IOException {
        List<Found> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                directory, file -> ServedArchives.isName(String.valueOf(file.getFileName())))) {
            for (Path file : files) {
                try {
                    BasicFileAttributes attributes =
                            Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                    if (attributes.isRegularFile()) {
                        found.add(new Found(
                                file,
                                attributes.size(),
                                attributes.lastModifiedTime().toInstant()));
                    }
                } catch (NoSuchFileException gone) {
                    // Somebody else has removed it.
                    continue;
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found;
    }
}
