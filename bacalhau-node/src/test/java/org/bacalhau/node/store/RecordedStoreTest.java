package org.bacalhau.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionState;
import org.bacalhau.core.model.HistoryEntry;
import org.bacalhau.core.model.HistoryEntry.OfExecution;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.LocalExecutionState;
import org.bacalhau.core.model.NodeState.Membership;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.store.HistoryQuery;
import org.bacalhau.core.store.JobQuery;
import org.bacalhau.core.store.LocalExecution;
import org.bacalhau.core.store.LocalExecution.Outcome;
import org.bacalhau.core.store.NodeRecord;
import org.bacalhau.core.testing.Await;
import org.bacalhau.core.testing.Jobs;
import org.bacalhau.node.store.codec.StoredRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads stores that were written by the first version of their formats, from the text of their rows. These files never
 * change: a later format gets recordings of its own.
 */
class RecordedStoreTest {
    private static final JobId FULL = Jobs.jobId(1);

    @TempDir
    Path directory;

    private final Map<String, byte[]> records = new LinkedHashMap<>();

    private void restore(String recording, Path file, String... tables) throws Exception {
        try (InputStream sql = Objects.requireNonNull(getClass().getResourceAsStream(recording));
                StoreConnection connection =
                        StoreConnection.forWriting(StoreFile.of("store", file), Duration.ofSeconds(1))) {
            connection.execute(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
            for (String table : tables) {
                connection.visit("SELECT record FROM " + table, row -> {
                    records.put(table + " " + records.size(), row.getBytes(1));
                    return true;
                });
            }
        }
    }

    private void checkWrittenAsRecorded(String record, byte[] written) {
        assertThat(new String(written, StandardCharsets.US_ASCII))
                .isEqualTo(new String(Objects.requireNonNull(records.get(record)), StandardCharsets.US_ASCII));
    }

    @Test
    void readsTheFirstJobStore() throws Exception {
        restore("jobs-1-recorded.sql", Stores.jobFile(directory), "jobs", "specs", "executions", "history", "nodes");
        try (SqliteJobStore store = Stores.jobs(directory)) {
            Job job = store.job(FULL).orElseThrow();
            List<Execution> executions = store.executions(FULL);
            List<HistoryEntry> history = store.history(HistoryQuery.of(FULL)).items();
            NodeRecord node = store.nodes().get(0);

            checkJob(job);
            checkExecutions(executions);
            assertThat(history.get(0).event().details()).containsEntry("Hint", "do");
            assertThat(history.get(1))
                    .isInstanceOfSatisfying(
                            OfExecution.class, step -> assertThat(step.next()).isEqualTo(ExecutionState.FAILED));
            assertThat(node.membership()).isEqualTo(Membership.REJECTED);
            assertThat(store.job(Jobs.jobId(2)).orElseThrow().state()).isEqualTo(JobState.FAILED);

            // Nothing that was recorded is skipped.
            checkWrittenAsRecorded("jobs 0", StoredRecords.encodeJob(job));
            checkWrittenAsRecorded("specs 2", StoredRecords.encodeSpec(job.spec()));
            checkWrittenAsRecorded("executions 4", StoredRecords.encodeExecution(executions.get(0)));
            checkWrittenAsRecorded("executions 5", StoredRecords.encodeExecution(executions.get(1)));
            checkWrittenAsRecorded("history 7", StoredRecords.encodeHistory(history.get(0)));
            checkWrittenAsRecorded("history 8", StoredRecords.encodeHistory(history.get(1)));
            checkWrittenAsRecorded("nodes 11", StoredRecords.encodeNode(node));
        }
    }

    private static void checkJob(Job job) {
        assertThat(job.status().message()).isEqualTo("it runs – \"ünïcode\" ✓");
        assertThat(job.modifyTime()).isEqualTo(Instant.parse("2026-01-01T00:00:00.123456789Z"));
        assertThat(job.revision()).isEqualTo(2);
        assertThat(job.spec().priority()).isEqualTo(-5);
        assertThat(job.spec().labels()).containsOnly(Map.entry("team", "a"));
        Task task = job.task();
        assertThat(task.publisher().params()).containsEntry("Key", null);
        assertThat(task.inputSources().get(0).source().params())
                .containsEntry("Number", 1L)
                .containsEntry("List", Arrays.asList("a", 2L, null, Map.of("k", List.of())));
        assertThat(task.timeouts().total()).isEqualTo(Duration.ofSeconds(3));
        assertThat(task.network().domains()).containsExactly("example.com");
    }

    private static void checkExecutions(List<Execution> executions) {
        assertThat(executions)
                .extracting(Execution::state)
                .containsExactly(ExecutionState.FAILED, ExecutionState.COMPLETED);
        Execution failed = executions.get(0);
        assertThat(Objects.requireNonNull(failed.failure()).code()).isEqualTo(ErrorCode.UPSTREAM_FAILED);
        assertThat(Objects.requireNonNull(failed.output()).stderr()).isEqualTo("err\u0000\n");
        assertThat(failed.allocated().gpuDevices())
                .singleElement()
                .satisfies(gpu -> assertThat(gpu.memoryMebibytes()).isEqualTo(15_360));
        assertThat(executions.get(1).previousExecution()).isEqualTo(failed.id());
    }

    @Test
    void goesOnWritingTheFirstJobStore() throws Exception {
        restore("jobs-1-recorded.sql", Stores.jobFile(directory));
        try (SqliteJobStore store = Stores.jobs(directory)) {
            JobLife next = JobLife.of(3);
            Await.outcome(store.commit(next.accepted()));
            Await.outcome(store.commit(next.move(JobState.RUNNING)));

            assertThat(store.activeJobs())
                    .extracting(snapshot -> snapshot.job().id())
                    .containsExactly(FULL, next.id());
        }
    }

    @Test
    void listsTheFirstJobStoreInTheOrderInWhichJobsMoved() throws Exception {
        restore("jobs-1-recorded.sql", Stores.jobFile(directory));
        try (SqliteJobStore store = Stores.jobs(directory)) {
            List<Job> all = store.jobs(JobQuery.ALL).items();
            List<Job> moved = store.jobs(
                            new JobQuery(null, Set.of(), List.of(), JobQuery.Order.MODIFIED_AT, true, 10, null))
                    .items();

            assertThat(all).hasSize(2);
            assertThat(moved)
                    .containsExactlyInAnyOrderElementsOf(all)
                    .isSortedAccordingTo(Comparator.comparing(Job::modifyTime)
                            .thenComparing(Job::id)
                            .reversed());
        }
    }

    @Test
    void readsTheFirstExecutionStore() throws Exception {
        restore("executions-1-recorded.sql", Stores.executionFile(directory), "executions", "jobs");
        try (SqliteExecutionStore store = Stores.executions(directory)) {
            LocalExecution completed = store.execution(Jobs.executionId(1)).orElseThrow();
            LocalExecution failed = store.execution(Jobs.executionId(2)).orElseThrow();

            checkJob(completed.job());
            assertThat(completed.waitForApproval()).isTrue();
            assertThat(completed.outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Completed.class,
                            outcome -> assertThat(outcome.published().params())
                                    .containsEntry("Size", 9_007_199_254_740_993L));
            assertThat(failed.state()).isEqualTo(LocalExecutionState.FAILED);
            assertThat(failed.outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            outcome -> assertThat(outcome.failure().hint()).isEqualTo("name one"));

            checkWrittenAsRecorded("executions 0", StoredRecords.encodeLocalExecution(completed));
            checkWrittenAsRecorded("executions 1", StoredRecords.encodeLocalExecution(failed));
            checkWrittenAsRecorded("jobs 2", StoredRecords.encodeLocalJob(completed.job()));
        }
    }
}
