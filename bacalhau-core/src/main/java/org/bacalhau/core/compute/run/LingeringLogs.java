package org.bacalhau.core.compute.run;

import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * The logs of executions that ended while somebody was reading them. Each may hold a file open whose name is gone, so
 * there are at most {@value #MOST}: one more drops the oldest, whose readers fail. Safe for any thread.
 */
final class LingeringLogs {
    static final int MOST = 64;

    // At most MOST.
    private final ArrayDeque<OutputLog> logs = new ArrayDeque<>();

    /** Takes a log whose run has ended. */
    synchronized void add(OutputLog log) {
        if (!log.hasReaders()) {
            return;
        }
        for (Iterator<OutputLog> all = logs.iterator(); all.hasNext(); ) {
            if (!all.next().hasReaders()) {
                all.remove();
            }
        }
        if (logs.size() == MOST) {
            logs.remove().discard();
        }
        logs.add(log);
    }

    /** Drops all. */
    synchronized void discardAll() {
        logs.forEach(OutputLog::discard);
        logs.clear();
    }
}
