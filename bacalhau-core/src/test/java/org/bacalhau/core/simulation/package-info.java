/**
 * Whole networks in simulated time: real requester and compute roles on an unreliable network, with nodes that crash and come
 * back with their old stores, clocks that jump, and engines that are slow or fail.
 *
 * <p>Everything happens on the test's thread, and every choice comes from one seed. A run that fails prints its seed, and
 * {@code -Dsimulation.seeds=<seed>..<seed>} repeats it exactly; {@code -Dsimulation.seeds=N} runs N seeds.
 */
@NullMarked
package org.bacalhau.core.simulation;

import org.jspecify.annotations.NullMarked;
