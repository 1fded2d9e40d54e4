package org.bacalhau.node.http.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.bacalhau.client.api.ApiExecution;
import org.bacalhau.client.api.ApiHistoryEntry;
import org.bacalhau.client.api.ApiJob;
import org.bacalhau.client.api.ExecutionMapper;
import org.bacalhau.client.api.HistoryMapper;
import org.bacalhau.client.api.JobMapper;
import org.bacalhau.client.api.Json;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.HistoryEntry;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.Page;
import org.bacalhau.core.store.HistoryQuery;
import org.bacalhau.core.store.InMemoryJobStore;
import org.bacalhau.core.store.JobChange;
import org.bacalhau.core.store.JobQuery;
import org.bacalhau.core.store.JobSnapshot;
import org.bacalhau.core.store.JobStore;
import org.bacalhau.core.store.NodeRecord;

/**
 * The jobs of the recording node as a store, so that a server of ours shows the very same jobs. Those that had not ended are not
 * taken up again: they are shown as they were.
 */
final class RecordedJobs implements JobStore {
    private final JobStore store = new InMemoryJobStore();

    RecordedJobs(List<Recording> recordings) {
        Map<String, Map<?, ?>> jobs = new LinkedHashMap<>();
        Map<String, List<?>> executions = new LinkedHashMap<>();
        Map<String, List<?>> histories = new LinkedHashMap<>();
        for (Recording recording : recordings) {
            if (!List.of("jobs-get", "jobs-list", "history", "executions", "nodes", "stop")
                    .contains(recording.group())) {
                continue;
            }
            for (Recording.Exchange exchange : recording.exchanges()) {
                collect(exchange, jobs, executions, histories);
            }
        }
        List<JobChange> changes = new ArrayList<>();
        jobs.forEach((id, job) -> {
            changes.add(new JobChange.PutJob(JobMapper.toModel(Json.convert(texts(job), ApiJob.class))));
            executions
                    .getOrDefault(id, List.of())
                    .forEach(execution -> changes.add(new JobChange.PutExecution(
                            ExecutionMapper.toModel(Json.convert(texts(execution), ApiExecution.class)))));
            long sequence = 0;
            for (Object entry : histories.getOrDefault(id, List.of())) {
                changes.add(new JobChange.AddHistory(
                        HistoryMapper.toModel(Json.convert(texts(entry), ApiHistoryEntry.class), ++sequence)));
            }
        });
        store.commit(changes).toCompletableFuture().join();
    }

    private static void collect(
            Recording.Exchange exchange,
            Map<String, Map<?, ?>> jobs,
            Map<String, List<?>> executions,
            Map<String, List<?>> histories) {
        if (exchange.body("Job") instanceof Map<?, ?> job) {
            String id = String.valueOf(job.get("ID"));
            jobs.put(id, job);
            keep(executions, id, exchange.body("Executions", "Items"));
            keep(histories, id, exchange.body("History", "Items"));
        } else if (exchange.body("Items") instanceof List<?> items) {
            for (Object item : items) {
                if (item instanceof Map<?, ?> job && job.containsKey("Tasks")) {
                    jobs.putIfAbsent(String.valueOf(job.get("ID")), job);
                }
            }
            String[] path = String.valueOf(exchange.request().get("path")).split("/");
            if (path[path.length - 1].equals("executions")) {
                keep(executions, path[path.length - 2], items);
            } else if (path[path.length - 1].equals("history")) {
                keep(histories, path[path.length - 2], items);
            }
        }
    }

    // The longest is the one without filters.
    private static void keep(Map<String, List<?>> known, String id, Object items) {
        if (items instanceof List<?> list
                && list.size() > known.getOrDefault(id, List.of()).size()) {
            known.put(id, list);
        }
    }

    @SuppressWarnings("unchecked") // keys of JSON objects are texts
    private static Map<String, Object> texts(Object json) {
        return (Map<String, Object>) json;
    }

    @Override
    public CompletionStage<Void> commit(List<JobChange> changes) {
        return store.commit(changes);
    }

    @Override
    public List<JobSnapshot> activeJobs() {
        return List.of();
    }

    @Override
    public List<NodeRecord> nodes() {
        return store.nodes();
    }

    @Override
    public Optional<Job> job(JobId id) {
        return store.job(id);
    }

    @Override
    public Optional<Job> jobOfSubmission(String submission) {
        return store.jobOfSubmission(submission);
    }

    @Override
    public List<JobId> jobIdsWithPrefix(String prefix, int limit) {
        return store.jobIdsWithPrefix(prefix, limit);
    }

    @Override
    public Page<Job> jobs(JobQuery query) {
        return store.jobs(query);
    }

    @Override
    public List<Execution> executions(JobId id) {
        return store.executions(id);
    }

    @Override
    public Page<HistoryEntry> history(HistoryQuery query) {
        return store.history(query);
    }

    @Override
    public void close() {
        store.close();
    }
}
