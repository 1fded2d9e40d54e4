package org.bacalhau.node.executor.wasm.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A file or directory in a mount. Immutable; what is there may have changed since.
 *
 * @param mount the mount
 * @param path where it is on the node: the mount's root, or below it without a link between
 */
record HostFile(Mount mount, Path path) implements Node {
    private static final int LONGEST_NAME = 255; // characters; the node's file system may allow less

    boolean isMountPoint() {
        return path.equals(mount.root());
    }

    /**
     * Returns what lies in this directory under a name.
     *
     * @throws ErrnoException if the name cannot be one
     */
    HostFile child(String name) throws ErrnoException {
        if (name.length() > LONGEST_NAME) {
            throw new ErrnoException(Errno.NAMETOOLONG);
        }
        Path child;
        try {
            child = path.resolve(name);
        } catch (InvalidPathException e) {
            throw new ErrnoException(Errno.ILSEQ);
        }
        // On some systems one name of the program is several parts, a drive or an absolute path.
        if (!path.equals(child.getParent()) || child.getNameCount() != path.getNameCount() + 1) {
            throw new ErrnoException(Errno.ILSEQ);
        }
        return new HostFile(mount, child);
    }

    /** Reads the attributes of the file itself, not of what a link leads to; null if there is none. */
    @Nullable
    BasicFileAttributes attributesIfThere() throws ErrnoException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw ErrnoException.from(e);
        }
    }

    BasicFileAttributes attributes() throws ErrnoException {
        BasicFileAttributes attributes = attributesIfThere();
        if (attributes == null) {
            throw new ErrnoException(Errno.NOENT);
        }
        return attributes;
    }

    @Override
    public FileStat stat() throws ErrnoException {
        return FileStat.of(this, attributes());
    }

    @Override
    public void requireDirectory() throws ErrnoException {
        HostFile at = new HostFile(mount, mount.root());
        at.requireRealDirectory();
        if (!isMountPoint()) {
            for (Path part : mount.root().relativize(path)) {
                at = new HostFile(mount, at.path.resolve(part));
                at.requireRealDirectory();
            }
        }
    }

    private void requireRealDirectory() throws ErrnoException {
        if (!attributes().isDirectory()) {
            throw new ErrnoException(Errno.NOTDIR);
        }
    }

    void requireWritable() throws ErrnoException {
        if (!mount.writable()) {
            throw new ErrnoException(Errno.ROFS);
        }
    }
}
