/**
 * The requester role: takes jobs, has them scheduled, and follows their executions to the end.
 *
 * <p>{@code EventLoopRequester} owns the state, on one event loop. Each event (a submission, a stop, a bid, a report, a
 * timer, a node that comes or goes) is turned by {@code RequesterLogic} into a {@code Decision}: changes, effects and a
 * reply. The changes are applied to memory at once and handed to the {@link org.bacalhau.core.store.JobStore}; effects and
 * reply follow when they are safe. Effects can be derived again from the stored state: a command that was not answered is
 * repeated, after a restart as after a lost message.
 *
 * <p><b>When the store takes no commits</b>, for instance on a full disk, nothing is decided: callers who want something
 * changed are told why, reports are answered as by a requester that is busy, and nodes are still heard. Once the store goes on
 * ({@code StoreTrouble}), memory is taken back to what is stored ({@code Restoration}) and every job is looked at anew. A
 * store that cannot go on ends the requester.
 */
@NullMarked
package org.bacalhau.core.requester;

import org.jspecify.annotations.NullMarked;
