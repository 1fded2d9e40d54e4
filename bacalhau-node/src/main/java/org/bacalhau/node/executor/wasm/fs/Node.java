package org.bacalhau.node.executor.wasm.fs;

/** A place in the tree: a virtual directory, or a file or directory of the node. */
public sealed interface Node permits VirtualDirectory, HostFile {

    /**
     * Returns what can be told of it.
     *
     * @throws ErrnoException if it is gone
     */
    FileStat stat() throws ErrnoException;

    /**
     * Makes sure that this still is a directory that is reached without a link. A directory that the program holds open
     * may have been renamed since, and a link put in its place.
     */
    void requireDirectory() throws ErrnoException;
}
