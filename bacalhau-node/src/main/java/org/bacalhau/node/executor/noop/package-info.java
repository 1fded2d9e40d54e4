/**
 * The engine of type {@code noop}: starts no program. For tests and benchmarks of everything around an engine, and for
 * embedders who want to try a network with a few lines of Java in place of a program.
 */
@NullMarked
package org.bacalhau.node.executor.noop;

import org.jspecify.annotations.NullMarked;
