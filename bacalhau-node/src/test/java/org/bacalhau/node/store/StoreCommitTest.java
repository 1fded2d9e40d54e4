package org.bacalhau.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.store.HistoryQuery;
import org.bacalhau.core.store.JobChange;
import org.bacalhau.core.store.JobChange.AddHistory;
import org.bacalhau.core.store.JobChange.PutExecution;
import org.bacalhau.core.store.JobChange.PutJob;
import org.bacalhau.core.store.JobQuery;
import org.bacalhau.core.testing.Await;
import org.bacalhau.core.testing.Jobs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreCommitTest {
    @TempDir
    Path directory;

    private static BacalhauException refused(CompletionStage<Void> stage, ErrorCode code) {
        BacalhauException refusal = Await.failure(stage);
        assertThat(refusal.code()).isEqualTo(code);
        return refusal;
    }

    @Test
    void refusesWhatDoesNotFitAndNothingElseOfItsGroup() {
        try (SqliteJobStore store = Stores.jobs(directory)) {
            Job known = Jobs.job(1);
            CompletionStage<Void> first = store.commit(List.of(new PutJob(known)));
            List<JobChange> mixed = List.of(new PutJob(Jobs.job(2)), new PutExecution(Jobs.execution(1, Jobs.job(3))));
            CompletionStage<Void> unknown = store.commit(mixed);
            CompletionStage<Void> gap = store.commit(List.of(new AddHistory(Jobs.history(2, JobState.PENDING, known))));
            CompletionStage<Void> last =
                    store.commit(List.of(new AddHistory(Jobs.history(1, JobState.PENDING, known))));

            Await.outcome(first);
            assertThat(refused(unknown, ErrorCode.INTERNAL))
                    .hasMessageContaining("change of a job that is not stored: " + Jobs.jobId(3));
            assertThat(refused(gap, ErrorCode.INTERNAL))
                    .hasMessageContaining("history entry 2 of job " + known.id() + " does not follow entry 0");
            Await.outcome(last);
            assertThat(store.jobs(JobQuery.ALL).items()).containsExactly(known);
        }
    }

    @Test
    void refusesAParameterThatCannotBeStored() {
        try (SqliteJobStore store = Stores.jobs(directory)) {
            Task task = Task.builder("main", SpecConfig.of("engine").with("When", Instant.EPOCH))
                    .build();
            Job job = Job.accepted(
                    Jobs.jobId(1), Jobs.specBuilder(JobType.BATCH).task(task).build(), Jobs.NOW);

            assertThat(refused(store.commit(List.of(new PutJob(job))), ErrorCode.INVALID_ARGUMENT))
                    .hasMessageContaining("job " + job.id())
                    .hasMessageContaining("java.time.Instant");
            Await.outcome(store.commit(JobLife.of(1).accepted()));
        }
    }

    @Test
    void refusesAnIdThatIsHalfACharacter() {
        try (SqliteJobStore store = Stores.jobs(directory)) {
            Job job = Job.accepted(new JobId("half-\ud800"), Jobs.batch(), Jobs.NOW);

            refused(store.commit(List.of(new PutJob(job))), ErrorCode.INVALID_ARGUMENT);
            assertThat(store.job(job.id())).isEmpty();
        }
    }

    @Test
    void findsSpecsAndHistoryAgainThatTheWriterHasForgotten() {
        JobLife life = JobLife.of(1);
        try (SqliteJobStore store = Stores.jobs(directory)) {
            Await.outcome(store.commit(life.accepted()));
        }
        try (SqliteJobStore store = Stores.jobs(directory)) {
            Await.outcome(store.commit(life.move(JobState.RUNNING)));
            assertThat(store.job(life.id())).contains(life.job());
            assertThat(store.history(HistoryQuery.of(life.id())).items()).hasSize(2);
        }
    }

    @Test
    void canBeClosedByWhatFollowsFromACommit() {
        SqliteJobStore store = Stores.jobs(directory);
        Await.outcome(store.commit(JobLife.of(1).accepted()).thenRun(store::close));
        store.close();

        try (SqliteJobStore again = Stores.jobs(directory)) {
            assertThat(again.job(Jobs.jobId(1))).isPresent();
        }
    }

    @Test
    void saysThatItIsClosedToReadersToo() {
        SqliteJobStore store = Stores.jobs(directory);
        store.close();

        assertThat(catchThrowableOfType(BacalhauException.class, () -> store.job(Jobs.jobId(1)))
                        .code())
                .isEqualTo(ErrorCode.UNAVAILABLE);
    }
}
