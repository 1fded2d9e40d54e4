/**
 * The requester role: takes jobs, has them scheduled, and follows their executions to the end.
 *
 * <p>{@code EventLoopRequester} owns the state, on one event loop. Each event (a submission, a stop, a bid, a report, a
 * timer, a node that comes or goes) is turned by {@code RequesterLogic} into a {@code Decision}: changes, effects and a
 * reply. The changes are applied to memory at once and handed to the {@link org.bacalhau.core.store.JobStore}; effects and
 * reply follow when they are safe. Effects can be derived again from the stored state: a command that was not answered is
 * repeated, after a restart as after a lost message.
 */
@NullMarked
package org.bacalhau.core.requester;

import org.jspecify.annotations.NullMarked;
