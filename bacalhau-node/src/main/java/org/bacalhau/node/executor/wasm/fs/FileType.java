package org.bacalhau.node.executor.wasm.fs;

import java.nio.file.attribute.BasicFileAttributes;

/** Kinds of files, with their numbers in WASI preview 1. */
public enum FileType {
    /** Something else, such as a pipe. */
    UNKNOWN(0),
    /** A directory. */
    DIRECTORY(3),
    /** A regular file. */
    REGULAR_FILE(4),
    /** A symbolic link. */
    SYMBOLIC_LINK(7);

    private final int code;

    FileType(int code) {
        this.code = code;
    }

    static FileType of(BasicFileAttributes attributes) {
        if (attributes.isSymbolicLink()) {
            return SYMBOLIC_LINK;
        }
        if (attributes.isDirectory()) {
            return DIRECTORY;
        }
        return attributes.isRegularFile() ? REGULAR_FILE : UNKNOWN;
    }

    /** Returns the number. */
    public int code() {
        return code;
    }
}
