/**
 * The seam to engines: what runs a task.
 *
 * <p>An engine implements {@link org.bacalhau.core.executor.Executor}: one blocking method that runs a program with
 * prepared inputs, writes its output to the streams it is given and returns the exit code. Everything around it is done
 * by the node: bidding, queueing, preparing inputs, time limits, capturing and streaming output, collecting results,
 * publishing and cleaning up.
 *
 * <p><b>Threads.</b> {@code run} is called on a worker thread of the node, once for each execution, several at a time. To
 * stop a run the node interrupts that thread; the engine returns or throws soon after. A run that ignores the interrupt
 * is given up: its execution ends with a cause that says so, and its thread is left to the engine's mercy. A node that has
 * lost too many threads this way takes no more executions until some return.
 *
 * <p><b>Life cycle.</b> An executor is given to a node that is being built and closed with it. {@code isAvailable} is
 * asked again from time to time, so that an engine that comes up later is offered later.
 */
@NullMarked
package org.bacalhau.core.executor;

import org.jspecify.annotations.NullMarked;
