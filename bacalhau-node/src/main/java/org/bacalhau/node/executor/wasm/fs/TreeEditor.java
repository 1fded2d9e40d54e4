package org.bacalhau.node.executor.wasm.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Changes directories. Without state. */
public final class TreeEditor {

    private TreeEditor() {}

    /** An action on the node's files. */
    private interface Action {
        void run() throws IOException;
    }

    private static void attempt(Action action) throws ErrnoException {
        try {
            action.run();
        } catch (UnsupportedOperationException e) {
            throw new ErrnoException(Errno.NOTSUP);
        } catch (IOException e) {
            throw ErrnoException.from(e);
        }
    }

    /** Makes a directory. */
    public static void createDirectory(Target target) throws ErrnoException {
        requireMissing(target);
        Path place = target.place().path();
        attempt(() -> Files.createDirectory(place));
    }

    private static void requireMissing(Target target) throws ErrnoException {
        if (target.node() != null) {
            throw new ErrnoException(Errno.EXIST);
        }
    }

    /** Removes an empty directory. */
    public static void removeDirectory(Target target) throws ErrnoException {
        if (target.isSelf()) {
            throw new ErrnoException(Errno.INVAL);
        }
        HostFile directory = target.removable();
        if (!directory.attributes().isDirectory()) {
            throw new ErrnoException(Errno.NOTDIR);
        }
        attempt(() -> Files.delete(directory.path()));
    }

    /** Removes a file or link. */
    public static void unlink(Target target) throws ErrnoException {
        if (target.existing().stat().type() == FileType.DIRECTORY) {
            throw new ErrnoException(Errno.ISDIR);
        }
        HostFile file = target.removable();
        attempt(() -> Files.delete(file.path()));
    }

    /** Renames a file, directory or link within its mount, replacing what is at the new place as POSIX does. */
    public static void rename(Target from, Target to) throws ErrnoException {
        if (from.isSelf() || to.isSelf()) {
            throw new ErrnoException(Errno.BUSY);
        }
        HostFile old = from.removable();
        HostFile place = to.node() == null ? to.place() : to.removable();
        if (!old.mount().equals(place.mount())) {
            throw new ErrnoException(Errno.XDEV);
        }
        BasicFileAttributes moved = old.attributes();
        BasicFileAttributes replaced = place.attributesIfThere();
        if (moved.isDirectory() && replaced != null && !replaced.isDirectory()) {
            throw new ErrnoException(Errno.NOTDIR);
        }
        if (!moved.isDirectory() && (to.directoryWanted() || replaced != null && replaced.isDirectory())) {
            throw new ErrnoException(replaced == null ? Errno.NOTDIR : Errno.ISDIR);
        }
        if (moved.isSymbolicLink()) {
            requireContained(PathWalk.readLink(old));
        }
        attempt(() -> Files.move(
                old.path(), place.path(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING));
    }

    /** Makes a symbolic link that holds {@code text}. */
    public static void symlink(String text, Target target) throws ErrnoException {
        requireMissing(target);
        requireContained(text);
        if (target.directoryWanted()) {
            throw new ErrnoException(Errno.NOENT);
        }
        Path place = target.place().path();
        Path destination;
        try {
            destination = place.getFileSystem().getPath(text);
        } catch (InvalidPathException e) {
            throw new ErrnoException(Errno.ILSEQ);
        }
        attempt(() -> Files.createSymbolicLink(place, destination));
    }

    /**
     * Refuses links that do not lead strictly downwards. Others would be walked safely here, but they stay in the result
     * and are read by programs that follow them; and a link that only leads down stays harmless wherever it is moved.
     */
    private static void requireContained(String text) throws ErrnoException {
        if (text.isEmpty()) {
            throw new ErrnoException(Errno.NOENT);
        }
        if (text.startsWith("/") || List.of(text.split("[/\\\\]")).contains("..")) {
            throw new ErrnoException(Errno.NOTCAPABLE);
        }
    }

    /** Returns a symbolic link's text. */
    public static String readLink(Target target) throws ErrnoException {
        if (target.existing() instanceof HostFile file && file.attributes().isSymbolicLink()) {
            return PathWalk.readLink(file);
        }
        throw new ErrnoException(Errno.INVAL);
    }

    /** Gives a regular file a second name in its mount. */
    public static void link(Target from, Target to) throws ErrnoException {
        requireMissing(to);
        if (!(from.existing() instanceof HostFile old) || !old.attributes().isRegularFile()) {
            throw new ErrnoException(Errno.PERM);
        }
        if (to.directoryWanted()) {
            throw new ErrnoException(Errno.NOENT);
        }
        HostFile place = to.place();
        if (!old.mount().equals(place.mount())) {
            throw new ErrnoException(Errno.XDEV);
        }
        attempt(() -> Files.createLink(place.path(), old.path()));
    }

    /** Sets the times of a file or directory, in nanoseconds since 1970; null leaves one as it is. */
    public static void setTimes(Node node, @Nullable Long accessed, @Nullable Long modified) throws ErrnoException {
        if (!(node instanceof HostFile file)) {
            throw new ErrnoException(Errno.ROFS);
        }
        file.requireWritable();
        attempt(() -> Files.getFileAttributeView(file.path(), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(timeOf(modified), timeOf(accessed), null));
    }

    private static @Nullable FileTime timeOf(@Nullable Long nanos) {
        return nanos == null ? null : FileTime.from(nanos, TimeUnit.NANOSECONDS);
    }
}
