package org.bacalhau.core.compute;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.bacalhau.core.logs.LogReader;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.ExecutionId;

/**
 * Those who follow executions that have not begun to run: each gets what the program writes from its beginning, or the end of
 * the log if it never runs. Confined to the loop.
 */
final class AwaitedLogs {
    /** The most readers that may wait at the same time. */
    static final int MOST_READERS = 1024;

    // At most MOST_READERS together.
    private final Map<ExecutionId, List<AwaitedLog>> readers = new HashMap<>();
    private int waiting;

    /**
     * Returns a reader that waits.
     *
     * @throws BacalhauException if there are {@value #MOST_READERS} already
     */
    LogReader await(ExecutionId id) {
        if (waiting >= MOST_READERS) {
            dropSettled();
        }
        if (waiting >= MOST_READERS) {
            throw BacalhauException.of(
                    ErrorCode.RESOURCE_EXHAUSTED,
                    MOST_READERS + " readers wait already for executions of this node to begin",
                    "close one, or try again later");
        }
        AwaitedLog reader = new AwaitedLog();
        readers.computeIfAbsent(id, any -> new ArrayList<>(1)).add(reader);
        waiting++;
        return reader;
    }

    // Those that were closed while they waited.
    private void dropSettled() {
        for (Iterator<List<AwaitedLog>> lists = readers.values().iterator(); lists.hasNext(); ) {
            List<AwaitedLog> list = lists.next();
            int before = list.size();
            list.removeIf(AwaitedLog::isSettled);
            waiting -= before - list.size();
            if (list.isEmpty()) {
                lists.remove();
            }
        }
    }

    /** The execution is about to run. */
    void begin(ExecutionId id, ExecutionRunner.Run run) {
        for (AwaitedLog reader : remove(id)) {
            if (!reader.isSettled()) {
                try {
                    reader.begin(run.openLog(false, true));
                } catch (BacalhauException refused) {
                    reader.fail(refused);
                }
            }
        }
    }

    /** The execution does not run here any more. */
    void end(ExecutionId id) {
        remove(id).forEach(AwaitedLog::end);
    }

    private List<AwaitedLog> remove(ExecutionId id) {
        List<AwaitedLog> removed = readers.remove(id);
        if (removed == null) {
            return List.of();
        }
        waiting -= removed.size();
        return removed;
    }

    /** Lets everybody go. */
    void close() {
        BacalhauException closing = BacalhauException.of(
                ErrorCode.UNAVAILABLE, "the compute node is closing", "follow the execution again when it is back");
        List<List<AwaitedLog>> all = List.copyOf(readers.values());
        readers.clear();
        waiting = 0;
        all.forEach(list -> list.forEach(reader -> reader.fail(closing)));
    }

    /** Returns a reader of a log in which there is nothing yet. */
    static LogReader nothingYet() {
        AwaitedLog reader = new AwaitedLog();
        reader.end();
        return reader;
    }
}
