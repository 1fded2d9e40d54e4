package org.bacalhau.client;

import java.time.Instant;
import java.util.Objects;

/**
 * Which entries of a job's history to read (http-api.md §7.5). Immutable.
 *
 * @param kind whose entries
 * @param executionId only entries of executions whose ids begin so; empty for all
 * @param nodeId only entries of nodes whose ids begin so; empty for all
 * @param since only entries of this second and later; {@link Instant#EPOCH} for all
 */
public record HistorySelection(Kind kind, String executionId, String nodeId, Instant since) {
    /** Everything. */
    public static final HistorySelection ALL = new HistorySelection(Kind.ALL, "", "", Instant.EPOCH);

    /** Whose entries are read. */
    public enum Kind {
        ALL("all"),
        JOB("job"),
        EXECUTION("execution");

        private final String wireName;

        Kind(String wireName) {
            this.wireName = wireName;
        }
    }

    public HistorySelection {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(executionId, "executionId");
        Objects.requireNonNull(nodeId, "nodeId");
        if (since.isBefore(Instant.EPOCH)) {
            throw new IllegalArgumentException(since + " lies before 1970");
        }
    }

    /** Returns the entries of a kind. */
    public static HistorySelection of(Kind kind) {
        return new HistorySelection(kind, "", "", Instant.EPOCH);
    }

    ApiCall call(String id) {
        return ApiCall.get("orchestrator", "jobs", id, "history")
                .with("event_type", kind.wireName)
                .with("execution_id", executionId)
                .with("node_id", nodeId)
                .with("since", since.equals(Instant.EPOCH) ? "" : Long.toString(since.getEpochSecond()));
    }
}
