package org.bacalhau.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.store.JobChange.AddHistory;
import org.bacalhau.core.store.JobChange.PutExecution;
import org.bacalhau.core.store.JobChange.PutJob;
import org.bacalhau.core.testing.Await;
import org.bacalhau.core.testing.Jobs;
import org.junit.jupiter.api.Test;

class InMemoryJobStoreTest extends JobStoreContract {
    @Override
    protected JobStore open() {
        return new InMemoryJobStore();
    }

    @Override
    protected boolean isDurable() {
        return false;
    }

    @Test
    void commitsAtOnce() {
        assertThat(new InMemoryJobStore()
                        .commit(List.of(new PutJob(Jobs.job(1))))
                        .toCompletableFuture())
                .isCompleted();
    }

    @Test
    void storesNothingOfACommitThatChangesAnUnknownJob() {
        InMemoryJobStore store = new InMemoryJobStore();
        List<JobChange> changes = List.of(new PutJob(Jobs.job(1)), new PutExecution(Jobs.execution(1, Jobs.job(2))));

        assertThat(Await.failure(store.commit(changes)).code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(store.jobs(JobQuery.ALL).items()).isEmpty();
    }

    @Test
    void canStillBeReadWhenItIsClosed() {
        InMemoryJobStore store = new InMemoryJobStore();
        Await.outcome(store.commit(
                List.of(new PutJob(Jobs.job(1)), new AddHistory(Jobs.history(1, JobState.PENDING, Jobs.job(1))))));
        store.close();

        assertThat(store.activeJobs()).containsExactly(new JobSnapshot(Jobs.job(1), List.of(), 1));
    }
}
