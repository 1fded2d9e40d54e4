/**
 * Runs executions on worker threads: everything of a compute node that blocks.
 *
 * <p>{@link org.bacalhau.core.compute.run.WorkerExecutionRunner} gives each execution to one worker, which takes it through
 * its stages: find the components it names, prepare inputs, run the engine, collect and measure the result, publish it,
 * remove what is left. Each stage either hands on or throws a {@code StageFailure}, which says what was being done; it is
 * the only place where what engines, storage providers and publishers throw becomes a failure that travels.
 *
 * <p><b>Threads.</b> One worker for each execution; with several inputs, idle workers help to prepare them. Answers to log
 * readers are given on an executor of their own, so that neither a program waits for those who read its output nor they
 * for a free worker. A stop interrupts the threads at work for an execution, once; no interrupt outlives its work.
 *
 * <p><b>Output.</b> What a program writes goes to an {@code OutputLog}: the latest 64 KiB in memory, the rest in a file.
 * Each reader is a position in it. A reader that is still open when the execution ends reads on from the open file, whose
 * name is gone by then; the runner keeps no more than 64 such logs and drops the oldest.
 *
 * <p><b>Disk.</b> {@code <root>/<execution>/} holds {@code inputs/<n>}, {@code engine}, {@code results} and {@code
 * output.log}. Each is created when it is first needed, so a job that needs none touches no disk; all of it is removed
 * before the end of the execution is told.
 */
@NullMarked
package org.bacalhau.core.compute.run;

import org.jspecify.annotations.NullMarked;
