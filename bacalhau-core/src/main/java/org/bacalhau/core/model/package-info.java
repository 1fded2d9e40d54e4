/**
 * The nouns of the network: jobs, tasks, executions, evaluations, plans, nodes, and what happens to them.
 *
 * <p>Everything here is an immutable value that any thread may read. Nothing here acts: there is no clock, no
 * randomness and no input or output, so a value built twice from the same parts is equal. Wire names and numbers of the
 * enums are those of Bacalhau v1.4.0; the JSON itself lives in the client module.
 *
 * <p>Construction never fails for a value that a user could have written by mistake: such a value is built, and {@link
 * org.bacalhau.core.model.JobValidator} reports all its faults together. Constructors refuse only what our own code must
 * never produce (a null, a blank id).
 *
 * <p>The moves of jobs and executions are drawn in <a href="doc-files/states.md">states.md</a>.
 */
@NullMarked
package org.bacalhau.core.model;

import org.jspecify.annotations.NullMarked;
