package org.bacalhau.examples;

import org.bacalhau.core.model.HistoryEntry;

/** Puts history entries into words. */
final class Words {
    private Words() {}

    static String of(HistoryEntry entry) {
        String step;
        if (entry instanceof HistoryEntry.OfJob job) {
            step = "job is " + job.next().wireName();
        } else {
            HistoryEntry.OfExecution execution = (HistoryEntry.OfExecution) entry;
            step = execution.executionId().shortForm() + " on " + execution.nodeId() + " is "
                    + execution.next().wireName();
        }
        String message = entry.event().message();
        return entry.time() + "  " + step + (message.isEmpty() ? "" : ": " + message);
    }
}
