/**
 * Bid strategies: those that every compute node applies (job-lifecycle.md §9.2), and building blocks for an embedder's
 * own policy.
 *
 * <p>{@link org.bacalhau.core.compute.bid.BuiltInStrategies} puts the former in their order. For the latter there are a
 * predicate, an external command, an HTTP probe, and a wrapper that leaves the decision to somebody outside.
 *
 * <p><b>Threads.</b> Strategies hold no state that changes and are safe for any thread. Those that block say so and are
 * asked on a worker thread, which is interrupted when the node closes.
 */
@NullMarked
package org.bacalhau.core.compute.bid;

import org.jspecify.annotations.NullMarked;
