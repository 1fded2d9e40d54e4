package org.bacalhau.node.executor.wasm.fs;

import java.nio.file.Path;

/**
 * A file or directory of the node that the program sees. Immutable.
 *
 * @param device tells the mounts of a tree apart, from 1
 * @param root the real path, without links
 * @param writable whether the program may change it
 */
record Mount(long device, Path root, boolean writable) {}
