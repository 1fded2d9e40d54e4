package org.bacalhau.node.http.result;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bacalhau.node.publisher.local.PublishedArchive;

/** The archives in a directory: opens them for reading, and removes old ones that nobody reads. Safe for any thread. */
final class ServedArchives {
    // What needs no escaping in a URL or a header, and leaves room for the name of the digest's file.
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._~-]{0,232}\\.tar\\.gz");

    private final Path directory;
    private final ArchiveSweep sweep;
    private final Multiset<String> read = HashMultiset.create(); // by name; bounded by the downloads of the server

    ServedArchives(Path directory, ArchiveRetention retention, InstantSource clock) {
        this.directory = directory.toAbsolutePath();
        this.sweep = new ArchiveSweep(this.directory, retention, clock, this::removeUnlessRead);
    }

    Path directory() {
        return directory;
    }

    /** Tells whether the text can be the name of an archive. */
    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Opens an archive; empty if there is none of that name. */
    Optional<OpenArchive> open(String name) throws IOException {
        if (!isName(name)) {
            return Optional.empty();
        }
        begin(name);
        OpenArchive archive = null;
        try {
            archive = opened(name);
            return Optional.of(archive);
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } finally {
            if (archive == null) {
                end(name);
            }
        }
    }

    private OpenArchive opened(String name) throws IOException {
        Path file = directory.resolve(name);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        OpenArchive archive = null;
        try {
            long size = channel.size();
            var modified = Files.getLastModifiedTime(file);
            Optional<String> sha256 = ArchiveDigests.of(file, size, modified.toMillis());
            archive = new OpenArchive(name, channel, size, modified.toInstant(), sha256, () -> end(name));
            return archive;
        } finally {
            if (archive == null) {
                channel.close();
            }
        }
    }

    boolean isRead(String name) {
        synchronized (read) {
            return read.contains(name);
        }
    }

    private void begin(String name) {
        synchronized (read) {
            read.add(name);
        }
    }

    private void end(String name) {
        synchronized (read) {
            read.remove(name);
        }
    }

    /** Takes in an archive that was published, and makes room if there are too many now. */
    void published(PublishedArchive archive) throws IOException {
        ArchiveDigests.remember(archive.file(), archive.sha256());
        sweep.published(archive.file(), archive.size());
    }

    private boolean removeUnlessRead(Path archive) throws IOException {
        synchronized (read) {
            if (read.contains(String.valueOf(archive.getFileName()))) {
                return false;
            }
            Files.deleteIfExists(archive);
        }
        ArchiveDigests.forget(archive);
        return true;
    }
}
