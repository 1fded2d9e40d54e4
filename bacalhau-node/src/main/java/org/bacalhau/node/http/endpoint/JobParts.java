package org.bacalhau.node.http.endpoint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bacalhau.client.api.ApiExecution;
import org.bacalhau.client.api.ApiHistoryEntry;
import org.bacalhau.client.api.ExecutionMapper;
import org.bacalhau.client.api.HistoryMapper;
import org.bacalhau.client.api.JobMapper;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.HistoryEntry;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.Page;
import org.bacalhau.core.requester.Requester;
import org.bacalhau.core.store.HistoryQuery;
import org.bacalhau.core.store.JobQuery;
import org.bacalhau.node.http.result.ResultServer;
import org.jspecify.annotations.Nullable;

/** Reads what belongs to a job. Immutable. */
final class JobParts {
    private static final int MOST_PAGES = 10;

    private final Requester requester;

    JobParts(Requester requester) {
        this.requester = requester;
    }

    /** Returns the history of a job, at most 100,000 entries from the beginning. */
    List<ApiHistoryEntry> history(JobId id) {
        List<ApiHistoryEntry> entries = new ArrayList<>(); // bounded by the pages
        long after = 0;
        for (int i = 0; i < MOST_PAGES; i++) {
            Page<HistoryEntry> page = requester.history(new HistoryQuery(id, after, JobQuery.LARGEST_PAGE));
            page.items().forEach(entry -> entries.add(HistoryMapper.toWire(entry)));
            @Nullable String next = page.next();
            if (next == null) {
                break;
            }
            after = Long.parseLong(next);
        }
        return entries;
    }

    /** Returns the executions of a job in order of their ids. */
    List<ApiExecution> executionsById(JobId id) {
        return requester.executions(id).stream()
                .sorted(Comparator.comparing(Execution::id))
                .map(JobParts::toWire)
                .toList();
    }

    // Who may see executions may not yet fetch results.
    private static ApiExecution toWire(Execution execution) {
        ApiExecution whole = ExecutionMapper.toWire(execution);
        return execution.publishedResult() == null
                ? whole
                : whole.withPublishedResult(JobMapper.toWire(ResultServer.withoutLink(execution.publishedResult())));
    }
}
