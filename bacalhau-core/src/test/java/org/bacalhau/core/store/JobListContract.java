package org.bacalhau.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.LabelRequirement;
import org.bacalhau.core.model.Page;
import org.bacalhau.core.store.JobChange.PutJob;
import org.bacalhau.core.store.JobQuery.Order;
import org.bacalhau.core.testing.Jobs;
import org.junit.jupiter.api.Test;

/** What every {@link JobStore} promises of its lists of jobs. */
public abstract class JobListContract extends JobStoreScene {
    @Test
    void listsJobsInTheOrderAskedFor() {
        Job early = Job.accepted(new JobId("z"), Jobs.batch(), Jobs.NOW);
        Job alsoEarly = Job.accepted(new JobId("y"), Jobs.batch(), Jobs.NOW);
        Job late = Job.accepted(new JobId("a"), Jobs.batch(), Jobs.NOW.plusNanos(1));
        commit(new PutJob(late), new PutJob(early), new PutJob(alsoEarly));

        assertThat(store.jobs(query(Order.CREATED_AT, false, 10)).items()).containsExactly(alsoEarly, early, late);
        assertThat(store.jobs(query(Order.CREATED_AT, true, 10)).items()).containsExactly(late, early, alsoEarly);
        assertThat(store.jobs(query(Order.ID, false, 10)).items()).containsExactly(late, alsoEarly, early);
        assertThat(store.jobs(query(Order.ID, true, 10)).items()).containsExactly(early, alsoEarly, late);
    }

    @Test
    void listsJobsInTheOrderInWhichTheyMoved() {
        Job first = jobAt(1);
        Job second = jobAt(2);
        Job third = jobAt(3);
        commit(new PutJob(first), new PutJob(second), new PutJob(third));
        Job moved =
                first.withState(JobState.RUNNING, "", Jobs.NOW.plusSeconds(2).plusNanos(1));
        Job movedLast = second.withState(JobState.FAILED, "", Jobs.NOW.plusSeconds(4));
        commit(new PutJob(moved));
        commit(new PutJob(movedLast));

        assertThat(store.jobs(query(Order.MODIFIED_AT, false, 10)).items()).containsExactly(moved, third, movedLast);
        Page<Job> page = store.jobs(query(Order.MODIFIED_AT, true, 2));
        assertThat(page.items()).containsExactly(movedLast, third);
        assertThat(store.jobs(query(Order.MODIFIED_AT, true, 2).after(page.next()))
                        .items())
                .containsExactly(moved);
    }

    @Test
    void listsOnlyJobsThatTheSelectorWants() {
        Job plain = Jobs.job(1);
        Job labelled = Job.accepted(
                Jobs.jobId(2), Jobs.specBuilder(JobType.OPS).label("team", "a").build(), Jobs.NOW);
        Job elsewhere = Job.accepted(
                Jobs.jobId(3),
                Jobs.specBuilder(JobType.BATCH).namespace("other").build(),
                Jobs.NOW);
        Job stopped = moved(Jobs.job(4), JobState.STOPPED);
        commit(new PutJob(plain), new PutJob(labelled), new PutJob(elsewhere), new PutJob(stopped));

        JobQuery byNamespace = new JobQuery("other", Set.of(), List.of(), Order.ID, false, 10, null);
        JobQuery byState = new JobQuery(null, Set.of(JobState.STOPPED), List.of(), Order.ID, false, 10, null);
        JobQuery byLabel =
                new JobQuery(null, Set.of(), List.of(LabelRequirement.equalTo("team", "a")), Order.ID, false, 10, null);
        assertThat(store.jobs(byNamespace).items()).containsExactly(elsewhere);
        assertThat(store.jobs(byState).items()).containsExactly(stopped);
        assertThat(store.jobs(byLabel).items()).containsExactly(labelled);
    }

    @Test
    void lastPageHasNoCursor() {
        commitJobs(1, 2, 3, 4);

        Page<Job> first = store.jobs(query(Order.CREATED_AT, false, 2));
        Page<Job> second = store.jobs(query(Order.CREATED_AT, false, 2).after(first.next()));

        assertThat(idsOf(first)).isEqualTo(ids(1, 2));
        assertThat(idsOf(second)).isEqualTo(ids(3, 4));
        assertThat(second.next()).isNull();
    }

    @Test
    void pagesStayInPlaceWhileJobsComeAndEnd() {
        for (Order order : Order.values()) {
            for (boolean reverse : new boolean[] {false, true}) {
                checkPagesStayInPlace(order, reverse);
            }
        }
    }

    private void checkPagesStayInPlace(Order order, boolean reverse) {
        int offset = 1000 * (2 * order.ordinal() + (reverse ? 1 : 0));
        List<Job> before =
                IntStream.range(0, 10).mapToObj(i -> jobAt(offset + 10 * i)).toList();
        before.forEach(job -> commit(new PutJob(job)));
        Set<JobId> wanted = Set.copyOf(before.stream().map(Job::id).toList());

        List<JobId> seen = new ArrayList<>();
        JobQuery query = query(order, reverse, 3);
        for (int page = 0; ; page++) {
            Page<Job> found = store.jobs(query);
            seen.addAll(idsOf(found));
            if (found.next() == null) {
                break;
            }
            query = query.after(found.next());
            commit(
                    new PutJob(jobAt(offset + 10 * page + 5)),
                    new PutJob(moved(before.get(page % 10), JobState.STOPPED)));
        }

        assertThat(seen).doesNotHaveDuplicates();
        assertThat(seen.stream().filter(wanted::contains)).hasSameSizeAs(wanted);
    }

    @Test
    void refusesACursorThatIsNone() {
        commitJobs(1);

        for (String cursor : List.of("", "x", "1:2", "1:2: ", ":::", "999999999999999999:0:j")) {
            assertThatThrownBy(() -> store.jobs(JobQuery.ALL.after(cursor)))
                    .isInstanceOfSatisfying(
                            BacalhauException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
        }
    }
}
