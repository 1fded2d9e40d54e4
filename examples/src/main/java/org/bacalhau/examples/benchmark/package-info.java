/**
 * Measures speed and memory on this machine: {@link org.bacalhau.examples.benchmark.Benchmark} runs the sections that are named
 * on its command line, or all, and prints one table for each.
 *
 * <p>Every figure is the median of several rounds after a warm-up. Machines differ and are noisy: compare figures of one run,
 * and ratios rather than times.
 */
@NullMarked
package org.bacalhau.examples.benchmark;

import org.jspecify.annotations.NullMarked;
