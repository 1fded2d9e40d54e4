/**
 * The compute role: bids for executions, runs them and publishes their results.
 *
 * <p>{@code EventLoopComputeNode} owns the state, on one event loop; {@code ExecutionRunner} does the blocking work of one
 * execution (prepare inputs, run, publish, clean up) on a worker thread and reports back to the loop. The order of things
 * for one execution: {@code askForBid} → {@link org.bacalhau.core.compute.BidStrategy}s → stored as Created and bid sent →
 * {@code bidAccepted} → queued until capacity is free → prepared, run, published → stored as ended → reported until the
 * requester confirms → forgotten.
 */
@NullMarked
package org.bacalhau.core.compute;

import org.jspecify.annotations.NullMarked;
