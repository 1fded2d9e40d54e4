package org.bacalhau.node.executor.wasm.fs;

import java.util.Map;
import java.util.TreeMap;

/** A directory that only holds mounts. Changed only while the tree is built. */
final class VirtualDirectory implements Node {
    private final String path;
    private final Map<String, Node> children = new TreeMap<>(); // bounded by the task's mounts

    VirtualDirectory(String path) {
        this.path = path;
    }

    Map<String, Node> children() {
        return children;
    }

    @Override
    public FileStat stat() {
        return new FileStat(0, FileStat.hash(path), FileType.DIRECTORY, 0, 0, 0);
    }

    @Override
    public void requireDirectory() {}
}
