package org.bacalhau.core.compute;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.bacalhau.core.model.ExecutionId;

/**
 * The executions that this node has lately done with, so that a command that was overtaken by its own withdrawal, or
 * comes a second time, does not start them again. Confined to the loop. What it forgets, the oldest first, costs no more
 * than a run that nobody wants.
 */
final class RecentIds {
    private final int limit;
    private final Set<ExecutionId> ids = new LinkedHashSet<>();

    /** Creates a memory of the last {@code limit} executions. */
    RecentIds(int limit) {
        this.limit = limit;
    }

    void add(ExecutionId id) {
        if (ids.add(id) && ids.size() > limit) {
            Iterator<ExecutionId> oldest = ids.iterator();
            oldest.next();
            oldest.remove();
        }
    }

    boolean contains(ExecutionId id) {
        return ids.contains(id);
    }
}
