package org.bacalhau.node.executor.wasm.fs;

import org.jspecify.annotations.Nullable;

/**
 * Where a path leads. Immutable.
 *
 * @param parent the directory that holds it, or would
 * @param name its name there; {@code .} if the path ended in a directory's own name for itself or its parent
 * @param node what is there; null if nothing is
 * @param directoryWanted whether the path ended in a slash
 */
public record Target(Node parent, String name, @Nullable Node node, boolean directoryWanted) {

    /** Returns what is there, or fails if nothing is. */
    public Node existing() throws ErrnoException {
        if (node == null) {
            throw new ErrnoException(Errno.NOENT);
        }
        return node;
    }

    boolean isSelf() {
        return name.equals(".");
    }

    /** Returns what is there if it lies in a mount and may be removed or renamed. */
    HostFile removable() throws ErrnoException {
        if (!(existing() instanceof HostFile file) || file.isMountPoint()) {
            throw new ErrnoException(Errno.BUSY);
        }
        file.requireWritable();
        return file;
    }

    /** Returns the place where something new may be made. */
    HostFile place() throws ErrnoException {
        if (!(parent instanceof HostFile directory)) {
            throw new ErrnoException(Errno.ROFS);
        }
        directory.requireWritable();
        return directory.child(name);
    }
}
