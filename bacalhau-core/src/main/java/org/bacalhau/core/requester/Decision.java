package org.bacalhau.core.requester;

import java.time.Instant;
import java.util.List;
import org.bacalhau.core.store.JobChange;
import org.bacalhau.core.store.JobSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * What follows from one event for one job. Immutable. The requester applies {@code changes} to its memory, stores them,
 * and only then sends the commands and tells others.
 *
 * @param before the job before the event; null if the event created it
 * @param after the job after the event
 * @param changes what to store, in order; empty if nothing changed
 * @param commands what to tell compute nodes
 * @param reviewAt when to look at the job again though nothing happens; null for never
 */
record Decision(
        @Nullable JobSnapshot before,
        JobSnapshot after,
        List<JobChange> changes,
        List<Command> commands,
        @Nullable Instant reviewAt) {
    Decision {
        changes = List.copyOf(changes);
        commands = List.copyOf(commands);
    }
}
