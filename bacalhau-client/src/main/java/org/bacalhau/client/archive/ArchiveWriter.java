package org.bacalhau.client.archive;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/**
 * Packs a file or directory as tar.gz: parents before children, names of a directory in order, modes and times kept,
 * owners left out (engines-storage-publishers.md §6.1). The same tree gives the same bytes. Each use is confined to one
 * thread.
 */
public final class ArchiveWriter {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final Comparator<Path> BY_NAME = Comparator.comparing(path -> String.valueOf(path.getFileName()));

    private final TarArchiveOutputStream tar;
    private final Path realSource;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    // One iterator for each level of directories: its depth is bounded by the longest path the file system allows.
    private final Deque<Level> levels = new ArrayDeque<>();
    private long skipped;

    private ArchiveWriter(TarArchiveOutputStream tar, Path realSource) {
        this.tar = tar;
        this.realSource = realSource;
    }

    /**
     * Packs {@code source}.
     *
     * @param source a file or directory
     * @param name what the archive calls it: one segment, or {@code .} to give the children of a directory plain names
     * @param out takes the archive; flushed but not closed
     * @return how many entries were left out: links that lead elsewhere, and what is neither file, directory nor link
     * @throws IOException if reading or writing fails, or a file shrinks meanwhile
     */
    public static long write(Path source, String name, OutputStream out) throws IOException, InterruptedException {
        return Interruptions.unmasked(() -> {
            // Closed, to give back the native memory at once; the tar stream has none and is only finished.
            try (GZIPOutputStream gzip = new GZIPOutputStream(open(out), BUFFER_BYTES)) {
                TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip, StandardCharsets.UTF_8.name());
                tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
                tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
                tar.setAddPaxHeadersForNonAsciiNames(true);
                long skipped = new ArchiveWriter(tar, source.toRealPath()).pack(name);
                tar.finish();
                tar.flush();
                return skipped;
            }
        });
    }

    /** Keeps the caller's stream open: what follows the archive is the caller's business. */
    private static OutputStream open(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                out.flush();
            }
        };
    }

    private long pack(String name) throws IOException {
        add(realSource, name, name.equals(".") ? "" : name + "/");
        while (!levels.isEmpty()) {
            Level level = levels.peek();
            if (level.children().hasNext()) {
                Path child = level.children().next();
                String childName = level.prefix() + child.getFileName();
                add(child, childName, childName + "/");
            } else {
                levels.pop();
            }
        }
        return skipped;
    }

    private void add(Path path, String name, String childPrefix) throws IOException {
        Interruptions.check();
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isDirectory()) {
            tar.putArchiveEntry(entry(name + "/", TarConstants.LF_DIR, path, attributes));
            tar.closeArchiveEntry();
            levels.push(new Level(childrenOf(path).iterator(), childPrefix));
        } else if (attributes.isRegularFile()) {
            addFile(path, name, attributes);
        } else if (attributes.isSymbolicLink()) {
            addLink(path, name, attributes);
        } else {
            skipped++;
        }
    }

    private static List<Path> childrenOf(Path directory) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(children::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        children.sort(BY_NAME);
        return children;
    }

    private void addFile(Path path, String name, BasicFileAttributes attributes) throws IOException {
        TarArchiveEntry entry = entry(name, TarConstants.LF_NORMAL, path, attributes);
        entry.setSize(attributes.size());
        tar.putArchiveEntry(entry);
        // Exactly the announced size: a file that grows meanwhile is cut, one that shrinks is an error of the tar
        // stream.
        long left = attributes.size();
        try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            while (left > 0) {
                Interruptions.check();
                int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (count < 0) {
                    throw new FileSystemException(path.toString(), null, "shrank while it was packed");
                }
                tar.write(buffer, 0, count);
                left -= count;
            }
        }
        tar.closeArchiveEntry();
    }

    private void addLink(Path path, String name, BasicFileAttributes attributes) throws IOException {
        String target = targetInside(path);
        if (target == null) {
            skipped++;
            return;
        }
        TarArchiveEntry entry = entry(name, TarConstants.LF_SYMLINK, path, attributes);
        entry.setLinkName(target);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    private @Nullable String targetInside(Path link) throws IOException {
        Path target = Files.readSymbolicLink(link);
        if (target.isAbsolute()) {
            return null;
        }
        try {
            return link.toRealPath().startsWith(realSource) ? target.toString().replace('\\', '/') : null;
        } catch (FileSystemException e) {
            // It leads nowhere, or in a circle.
            return null;
        }
    }

    private static TarArchiveEntry entry(String name, byte kind, Path path, BasicFileAttributes attributes)
            throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, kind, true);
        entry.setIds(0, 0);
        entry.setNames("", "");
        // Whole seconds fit the plain header.
        entry.setModTime(attributes.lastModifiedTime().toMillis() / 1000 * 1000);
        entry.setMode(kind == TarConstants.LF_SYMLINK ? 0777 : modeOf(path, attributes));
        return entry;
    }

    private static int modeOf(Path path, BasicFileAttributes attributes) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return attributes.isDirectory() ? 0755 : 0644;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
        int mode = 0;
        for (PosixFilePermission permission : permissions) {
            // The constants are declared from the owner's read bit down to the others' execute bit.
            mode |= 0400 >> permission.ordinal();
        }
        return mode;
    }

    /** A directory that is being packed: the names still to come, and their prefix in the archive. */
    private record Level(Iterator<Path> children, String prefix) {}
}
