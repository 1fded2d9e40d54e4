/**
 * Reads the job files that the original took before its version 1.4 (cli-config-auth.md §10.5): the old job, a job inside
 * what {@code describe} printed, and the task of a workflow. Everything is immutable but for the list of faults that one
 * reading collects; for the one thread that runs a command.
 */
@NullMarked
package org.bacalhau.cli.legacy;

import org.jspecify.annotations.NullMarked;
