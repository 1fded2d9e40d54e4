/**
 * The compute role: bids for executions, runs them and publishes their results.
 *
 * <p>{@code EventLoopComputeNode} owns the state, on one event loop; {@code ExecutionRunner} does the blocking work of one
 * execution (prepare inputs, run, publish, clean up) on a worker thread and reports back to the loop. The order of things
 * for one execution: {@code askForBid} → {@link org.bacalhau.core.compute.BidStrategy}s → stored as Created and bid sent →
 * {@code bidAccepted} → queued until capacity is free → prepared, run, published → stored as ended → reported until the
 * requester confirms → forgotten.
 *
 * <p>Where to look: {@code Commands} says what each message does in each state, {@code BidDesk} follows a question to its
 * bid, {@code Runs} holds queue, capacity and time limits, {@code LogDesk} opens logs, {@code ReportOutbox} repeats what was not confirmed, {@code
 * Recovery} takes up what the store holds, {@code ExecutionLedger} keeps memory and store in step. {@code ComputeLoop} puts
 * them together.
 *
 * <p><b>Threads.</b> All of these are confined to the loop. Bid strategies that block and probes for what is available run
 * on the workers that the node is given, runs on threads of the {@code ExecutionRunner}; each comes back to the loop.
 *
 * <p><b>When the store takes no commits</b>, for instance on a full disk, the node takes nothing new and answers that it is
 * busy; what runs goes on, and what is cancelled is stopped. What follows from moves that could not be stored waits until
 * {@code LedgerCommits} has brought the store up to the ledger. A store that cannot go on ends the node.
 *
 * <p><b>Life cycle.</b> A node starts once: it asks its components whether they can be used, takes up its store, joins the
 * network. Closing it leaves all records as they are; the next start on the same store goes on with them.
 */
@NullMarked
package org.bacalhau.core.compute;

import org.jspecify.annotations.NullMarked;
