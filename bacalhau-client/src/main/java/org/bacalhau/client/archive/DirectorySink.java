package org.bacalhau.client.archive;

import static org.bacalhau.client.archive.ArchiveReader.refused;
import static org.bacalhau.client.archive.ArchiveReader.shortened;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Writes entries below a directory. Confined to one thread.
 *
 * <p>Of an entry's mode only the execute bit is kept: files are readable for everyone and writable for the owner, so that
 * a container's user can read them and the node can remove them.
 */
final class DirectorySink implements EntrySink {
    private final Path root;
    // Bounded by the limit on entries.
    private final Map<RelativePath, String> links = new LinkedHashMap<>();

    DirectorySink(Path root) {
        this.root = root;
    }

    @Override
    public void directory(RelativePath path) throws IOException {
        makeDirectories(path.in(root), path);
    }

    @Override
    public void file(RelativePath path, InputStream content, boolean executable) throws IOException {
        Path file = path.in(root);
        makeDirectories(parentOf(file), path);
        try (OutputStream out = create(file, path)) {
            copy(content, out);
        }
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    @Override
    public void link(RelativePath path, String target) throws IOException {
        if (path.isRoot()) {
            throw refused("its first entry is a symbolic link", "pack a directory");
        }
        if (target.isEmpty() || target.startsWith("/") || target.indexOf('\\') >= 0 || target.indexOf('\0') >= 0) {
            throw badLink(path, target, "is not relative");
        }
        if (links.putIfAbsent(path, target) != null) {
            throw duplicate(path);
        }
    }

    /**
     * Makes the links, after everything else: until then nothing below the directory leads anywhere else.
     *
     * @throws org.bacalhau.core.model.BacalhauException if a link leads outside or nowhere; no link is left behind then
     */
    void makeLinks() throws IOException {
        // All parents first: once there are links, making a directory could follow one.
        for (RelativePath path : links.keySet()) {
            makeDirectories(parentOf(path.in(root)), path);
        }
        boolean sound = false;
        try {
            for (Map.Entry<RelativePath, String> link : links.entrySet()) {
                make(link.getKey(), link.getValue());
            }
            requireInside();
            sound = true;
        } finally {
            if (!sound) {
                removeLinks();
            }
        }
    }

    private void make(RelativePath path, String target) throws IOException {
        try {
            Files.createSymbolicLink(path.in(root), root.getFileSystem().getPath(target));
        } catch (FileAlreadyExistsException e) {
            throw duplicate(path);
        } catch (InvalidPathException e) {
            throw badLink(path, target, "is no path");
        } catch (UnsupportedOperationException e) {
            throw badLink(path, target, "cannot be made on this node's file system");
        }
    }

    private void requireInside() throws IOException {
        Path realRoot = root.toRealPath();
        for (Map.Entry<RelativePath, String> link : links.entrySet()) {
            Path real;
            try {
                real = link.getKey().in(root).toRealPath();
            } catch (FileSystemException e) {
                // Missing, or a circle of links.
                throw badLink(link.getKey(), link.getValue(), "leads nowhere");
            }
            if (!real.startsWith(realRoot)) {
                throw badLink(link.getKey(), link.getValue(), "leads out of the archive");
            }
        }
    }

    private void removeLinks() throws IOException {
        for (RelativePath path : links.keySet()) {
            Path link = path.in(root);
            if (Files.isSymbolicLink(link)) {
                Files.delete(link);
            }
        }
    }

    private void makeDirectories(Path directory, RelativePath entry) throws IOException {
        try {
            Files.createDirectories(directory);
        } catch (FileAlreadyExistsException e) {
            throw duplicate(entry);
        } catch (IOException e) {
            if (isBelowFile(directory)) {
                throw duplicate(entry);
            }
            throw DiskSpace.explain(e, "the archive", root);
        }
    }

    private boolean isBelowFile(Path directory) {
        for (Path path = directory; path != null && path.startsWith(root); path = path.getParent()) {
            if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                return true;
            }
        }
        return false;
    }

    private static OutputStream create(Path file, RelativePath entry) throws IOException {
        try {
            return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw duplicate(entry);
        }
    }

    private void copy(InputStream content, OutputStream out) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
            try {
                out.write(buffer, 0, count);
            } catch (IOException e) {
                throw DiskSpace.explain(e, "the archive", root);
            }
        }
    }

    private static Path parentOf(Path path) {
        return Objects.requireNonNull(path.getParent(), "parent");
    }

    private static RuntimeException duplicate(RelativePath path) {
        return refused(
                "entry " + shortened(path.toString()) + " occurs twice or lies below a file",
                "pack every name once, into names that differ in more than case");
    }

    private static RuntimeException badLink(RelativePath path, String target, String problem) {
        return refused(
                "symbolic link " + shortened(path.toString()) + " to \"" + shortened(target) + "\" " + problem,
                "pack links that lead to packed files, or follow them with tar --dereference");
    }
}
