/**
 * The publisher of type {@code noop}: keeps nothing. For jobs whose short output is all that is wanted, for tests and
 * benchmarks. Stateless.
 */
@NullMarked
package org.bacalhau.node.publisher.noop;

import org.jspecify.annotations.NullMarked;
