package org.bacalhau.client.archive;

import static org.bacalhau.client.archive.EntryContent.damaged;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Reads tar.gz archives that we do not trust. Each use is confined to one thread.
 *
 * <p>An archive that is damaged, breaks a limit, or holds what cannot be unpacked safely fails with {@code
 * INPUT_UNAVAILABLE} and names the entry. What was unpacked until then stays in the directory, which is the caller's to
 * remove.
 */
public final class ArchiveReader {
    // Room for the longest paths with their links, and for the padding of the entry before.
    private static final long MOST_HEADER_BYTES = 128 * 1024;
    private static final int ANY_EXECUTE_BIT = 0111;

    private final ArchiveLimits limits;
    private final EntrySink sink;
    private int entries;
    private long totalBytes;

    private ArchiveReader(ArchiveLimits limits, EntrySink sink) {
        this.limits = limits;
        this.sink = sink;
    }

    /**
     * Unpacks an archive.
     *
     * @param archive the archive's bytes; read but not closed
     * @param directory an existing empty directory that nobody else writes to
     * @return the content of all files together, in bytes
     * @throws BacalhauException if the archive is refused, or the disk is full
     * @throws IOException if writing fails for another reason
     */
    public static long unpack(InputStream archive, Path directory, ArchiveLimits limits)
            throws IOException, InterruptedException {
        return Interruptions.unmasked(() -> {
            DirectorySink sink = new DirectorySink(directory);
            long bytes = new ArchiveReader(limits, sink).read(archive);
            sink.makeLinks();
            return bytes;
        });
    }

    /**
     * Returns what the files of an archive will need, in bytes, without writing any.
     *
     * @param archive the archive's bytes; read but not closed
     * @throws BacalhauException if the archive is refused
     */
    public static long contentBytes(InputStream archive, ArchiveLimits limits)
            throws IOException, InterruptedException {
        return Interruptions.unmasked(() -> new ArchiveReader(limits, MeasuringSink.INSTANCE).read(archive));
    }

    private long read(InputStream archive) throws IOException {
        // Closed, to give back the native memory at once; the tar stream has none.
        try (MeteredInputStream unpacked = unpacked(archive)) {
            TarArchiveInputStream tar = new TarArchiveInputStream(unpacked, StandardCharsets.UTF_8.name());
            for (TarArchiveEntry entry = next(tar, unpacked); entry != null; entry = next(tar, unpacked)) {
                if (++entries > limits.entries()) {
                    throw refused("it holds more than " + limits.entries() + " entries", "pack fewer files");
                }
                take(entry, tar, unpacked);
            }
            return totalBytes;
        }
    }

    private static MeteredInputStream unpacked(InputStream archive) {
        try {
            return new MeteredInputStream(new GZIPInputStream(open(archive)));
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    /** Keeps the caller's stream open. */
    private static InputStream open(InputStream archive) {
        return new FilterInputStream(archive) {
            @Override
            public void close() {}
        };
    }

    private static @Nullable TarArchiveEntry next(TarArchiveInputStream tar, MeteredInputStream unpacked)
            throws IOException {
        unpacked.allow(MOST_HEADER_BYTES);
        try {
            return tar.getNextEntry();
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            throw damaged(e);
        }
    }

    private void take(TarArchiveEntry entry, TarArchiveInputStream tar, MeteredInputStream unpacked)
            throws IOException {
        RelativePath path = pathOf(entry);
        if (entry.isSymbolicLink()) {
            sink.link(path, entry.getLinkName());
        } else if (entry.isDirectory()) {
            sink.directory(path);
        } else if (isPlainFile(entry) && !path.isRoot()) {
            unpacked.allow(entry.getSize() + MOST_HEADER_BYTES);
            EntryContent content = new EntryContent(tar, path, limits, totalBytes);
            sink.file(path, content, (entry.getMode() & ANY_EXECUTE_BIT) != 0);
            content.drain();
            totalBytes += content.count();
        } else {
            throw refused(
                    "entry " + path + " is a " + kindOf(entry),
                    "pack files, directories and symbolic links only, for example with tar --hard-dereference");
        }
    }

    private RelativePath pathOf(TarArchiveEntry entry) {
        RelativePath path;
        try {
            path = RelativePath.parse(entry.getName());
        } catch (IllegalArgumentException e) {
            throw refused(
                    "entry \"" + shortened(entry.getName()) + "\": " + e.getMessage(),
                    "pack with names relative to the packed directory");
        }
        if (path.depth() > limits.depth()) {
            throw refused(
                    "entry " + shortened(path.toString()) + " lies deeper than " + limits.depth() + " levels",
                    "pack a flatter directory");
        }
        return path;
    }

    private static boolean isPlainFile(TarArchiveEntry entry) {
        byte kind = entry.getLinkFlag();
        return !entry.isSparse()
                && (kind == TarConstants.LF_NORMAL
                        || kind == TarConstants.LF_OLDNORM
                        || kind == TarConstants.LF_CONTIG);
    }

    private static String kindOf(TarArchiveEntry entry) {
        if (entry.isLink()) {
            return "hard link";
        }
        if (entry.isCharacterDevice() || entry.isBlockDevice()) {
            return "device";
        }
        if (entry.isFIFO()) {
            return "pipe";
        }
        return entry.isSparse() ? "sparse file" : "entry of unknown kind " + entry.getLinkFlag();
    }

    static String shortened(String name) {
        int most = 120;
        return name.length() <= most ? name : name.substring(0, most) + "…";
    }

    static BacalhauException refused(String problem, String hint) {
        return BacalhauException.of(ErrorCode.INPUT_UNAVAILABLE, "archive refused: " + problem, hint);
    }

    /** Needs only what the reader counts. */
    private enum MeasuringSink implements EntrySink {
        INSTANCE;

        @Override
        public void directory(RelativePath path) {}

        @Override
        public void file(RelativePath path, InputStream content, boolean executable) {}

        @Override
        public void link(RelativePath path, String target) {}
    }
}
