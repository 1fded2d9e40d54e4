package org.bacalhau.node.executor.wasm.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One walk along a path. Every part is looked up by itself in the directory reached so far, so {@code ..} means the
 * directory walked through before, and the text of a link is walked like the path itself.
 */
final class PathWalk {
    private static final int MOST_LINKS = 40;
    private static final int LONGEST_PATH = 4096; // characters

    private final VirtualDirectory root;
    private final boolean followLast;
    private final Deque<Node> reached = new ArrayDeque<>(); // bounded by LONGEST_PATH and MOST_LINKS
    private final Deque<String> ahead = new ArrayDeque<>(); // likewise
    private final Node start;
    private boolean directoryWanted;
    private int links;

    PathWalk(VirtualDirectory root, Node start, boolean followLast) {
        this.root = root;
        this.start = start;
        this.followLast = followLast;
    }

    Target walk(String path) throws ErrnoException {
        start.requireDirectory();
        reached.push(start);
        putAhead(path);
        while (!ahead.isEmpty()) {
            String name = ahead.pop();
            if (name.equals("..")) {
                up();
            } else if (!name.equals(".")) {
                Target end = step(name);
                if (end != null) {
                    return end;
                }
            }
        }
        Node here = reached.element();
        return new Target(here, ".", here, true);
    }

    private void putAhead(String path) throws ErrnoException {
        if (path.isEmpty()) {
            throw new ErrnoException(Errno.NOENT);
        }
        if (path.length() > LONGEST_PATH) {
            throw new ErrnoException(Errno.NAMETOOLONG);
        }
        if (path.startsWith("/")) {
            throw new ErrnoException(Errno.NOTCAPABLE);
        }
        boolean last = ahead.isEmpty();
        String[] names = path.split("/", -1);
        for (int i = names.length - 1; i >= 0; i--) {
            if (!names[i].isEmpty()) {
                ahead.push(names[i]);
            }
        }
        directoryWanted |= last && path.endsWith("/");
    }

    private void up() throws ErrnoException {
        if (reached.size() == 1) {
            throw new ErrnoException(Errno.NOTCAPABLE);
        }
        reached.pop();
    }

    /** Goes to a name in the directory reached; returns the end of the path if that is it. */
    private @Nullable Target step(String name) throws ErrnoException {
        Node directory = reached.element();
        boolean last = ahead.isEmpty();
        Node child = childOf(directory, name);
        BasicFileAttributes attributes = child instanceof HostFile file ? file.attributesIfThere() : null;
        if (child == null || child instanceof HostFile && attributes == null) {
            if (last) {
                return new Target(directory, name, null, directoryWanted);
            }
            throw new ErrnoException(Errno.NOENT);
        }
        if (attributes != null && attributes.isSymbolicLink() && (!last || followLast || directoryWanted)) {
            follow((HostFile) child);
            return null;
        }
        boolean isDirectory = attributes == null || attributes.isDirectory();
        if (!isDirectory && (!last || directoryWanted)) {
            throw new ErrnoException(Errno.NOTDIR);
        }
        if (last) {
            return new Target(directory, name, child, directoryWanted);
        }
        reached.push(child);
        return null;
    }

    private static @Nullable Node childOf(Node directory, String name) throws ErrnoException {
        return directory instanceof HostFile file
                ? file.child(name)
                : ((VirtualDirectory) directory).children().get(name);
    }

    /** Puts a link's text ahead. An absolute one begins at the program's root, if the walk began there too. */
    private void follow(HostFile link) throws ErrnoException {
        links++;
        if (links > MOST_LINKS) {
            throw new ErrnoException(Errno.LOOP);
        }
        String text = readLink(link);
        if (text.startsWith("/")) {
            if (!start.equals(root)) {
                throw new ErrnoException(Errno.NOTCAPABLE);
            }
            reached.clear();
            reached.push(root);
            text = text.replaceFirst("^/+", "./");
        }
        putAhead(text);
    }

    static String readLink(HostFile link) throws ErrnoException {
        try {
            String separator = link.path().getFileSystem().getSeparator();
            return Files.readSymbolicLink(link.path()).toString().replace(separator, "/");
        } catch (IOException e) {
            throw ErrnoException.from(e);
        }
    }
}
