package org.bacalhau.node.executor.wasm.fs;

/**
 * How a path is opened. Immutable.
 *
 * @param create make a file if there is none
 * @param exclusive fail if there is something
 * @param truncate empty the file
 * @param directory fail if it is no directory
 * @param write the file will be written
 * @param read the file will be read
 */
public record OpenMode(
        boolean create, boolean exclusive, boolean truncate, boolean directory, boolean write, boolean read) {

    boolean changes() {
        return write || truncate;
    }
}
