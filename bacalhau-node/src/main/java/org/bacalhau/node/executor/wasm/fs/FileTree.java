package org.bacalhau.node.executor.wasm.fs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The tree a program sees. Built once, then only read; for one thread. */
public final class FileTree {
    private final VirtualDirectory root = new VirtualDirectory("/");
    private long mounts;

    /**
     * Shows a file or directory of the node at a path of the tree.
     *
     * @param path slashes between names; a slash before them does not matter
     * @param source an existing file or directory; links in its path are resolved now
     * @param writable whether the program may change it
     * @return false if the path is taken: something is mounted there, above or below
     * @throws IllegalArgumentException if the path is the root or has a part {@code .} or {@code ..}
     * @throws IOException if there is nothing at the source
     */
    public boolean mount(String path, Path source, boolean writable) throws IOException {
        List<String> names = namesOf(path);
        if (isTaken(names)) {
            return false;
        }
        VirtualDirectory at = root;
        for (String name : names.subList(0, names.size() - 1)) {
            Node child = at.children().computeIfAbsent(name, key -> new VirtualDirectory(path + "\0" + key));
            at = (VirtualDirectory) child;
        }
        mounts++;
        Mount mount = new Mount(mounts, source.toRealPath(), writable);
        at.children().put(names.get(names.size() - 1), new HostFile(mount, mount.root()));
        return true;
    }

    private boolean isTaken(List<String> names) {
        Node at = root;
        for (String name : names) {
            if (!(at instanceof VirtualDirectory directory)) {
                return true;
            }
            Node child = directory.children().get(name);
            if (child == null) {
                return false;
            }
            at = child;
        }
        return true;
    }

    private static List<String> namesOf(String path) {
        List<String> names =
                Stream.of(path.split("/")).filter(name -> !name.isEmpty()).toList();
        if (names.isEmpty() || names.contains(".") || names.contains("..") || path.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not a path to mount at: " + path);
        }
        return names;
    }

    /** Returns the directory at the top. */
    public Node root() {
        return root;
    }

    /**
     * Walks a path.
     *
     * @param start the directory to start in, which the path cannot leave upwards
     * @param path names and slashes; a path that begins with a slash leads out of {@code start}
     * @param followLast whether a symbolic link at the end is followed; those before it always are
     * @return where it leads; only the last name may be missing
     */
    public Target resolve(Node start, String path, boolean followLast) throws ErrnoException {
        return new PathWalk(root, start, followLast).walk(path);
    }
}
