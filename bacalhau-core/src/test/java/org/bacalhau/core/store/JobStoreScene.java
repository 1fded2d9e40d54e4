package org.bacalhau.core.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.Page;
import org.bacalhau.core.store.JobChange.PutJob;
import org.bacalhau.core.store.JobQuery.Order;
import org.bacalhau.core.testing.Await;
import org.bacalhau.core.testing.Jobs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A store and its jobs for {@link JobStoreContract}. */
public abstract class JobStoreScene {
    private final List<JobStore> opened = new ArrayList<>();
    JobStore store;

    /** Opens the store: at first an empty one; later, in the same test, the same store again if it is durable. */
    protected abstract JobStore open() throws Exception;

    /** Tells whether the store keeps its content when it is closed. */
    protected abstract boolean isDurable();

    @BeforeEach
    void openStore() throws Exception {
        store = reopened();
    }

    @AfterEach
    void closeStores() {
        opened.forEach(JobStore::close);
    }

    final JobStore reopened() throws Exception {
        JobStore next = open();
        opened.add(next);
        return next;
    }

    final void commit(JobChange... changes) {
        Await.outcome(store.commit(List.of(changes)));
    }

    /** Stores accepted jobs with these numbers, one second apart. */
    final void commitJobs(int... numbers) {
        Arrays.stream(numbers).forEach(number -> commit(new PutJob(jobAt(number))));
    }

    static Job jobAt(int number) {
        return Job.accepted(Jobs.jobId(number), Jobs.batch(), Jobs.NOW.plusSeconds(number));
    }

    static Job moved(Job job, JobState state) {
        return job.withState(state, "because", job.modifyTime().plusMillis(1));
    }

    static List<JobId> ids(int... numbers) {
        return Arrays.stream(numbers).mapToObj(Jobs::jobId).toList();
    }

    static List<JobId> idsOf(Page<Job> page) {
        return page.items().stream().map(Job::id).toList();
    }

    static JobQuery query(Order order, boolean reverse, int limit) {
        return new JobQuery(null, Set.of(), List.of(), order, reverse, limit, null);
    }
}
