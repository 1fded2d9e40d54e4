/**
 * The file system that a WebAssembly program sees: one tree put together from inputs and outputs of its execution.
 *
 * <p>The tree's upper part is virtual and cannot be changed: directories whose only purpose is to hold mounts. A mount
 * is a file or directory of the node. Paths are walked part by part in the tree, never handed to the node's file system
 * as a whole: each part is looked up without following links, and a symbolic link's text is walked in this tree as well,
 * so that nothing outside the mounts can be named. What is opened is opened without following a link.
 *
 * <p>It knows nothing of WebAssembly; errors carry the numbers of WASI preview 1, since that is who asks.
 *
 * <p><b>Threads.</b> One tree belongs to one run and is used by its thread. <b>Life cycle.</b> Made before a run;
 * holds nothing that must be closed, open files are closed by who opened them.
 */
@NullMarked
package org.bacalhau.node.executor.wasm.fs;

import org.jspecify.annotations.NullMarked;
