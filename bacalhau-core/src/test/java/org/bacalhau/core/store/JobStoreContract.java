package org.bacalhau.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionState;
import org.bacalhau.core.model.HistoryEntry;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.NodeState.Membership;
import org.bacalhau.core.model.Page;
import org.bacalhau.core.store.JobChange.AddHistory;
import org.bacalhau.core.store.JobChange.PutExecution;
import org.bacalhau.core.store.JobChange.PutJob;
import org.bacalhau.core.store.JobChange.PutNode;
import org.bacalhau.core.store.JobChange.RemoveNode;
import org.bacalhau.core.store.JobQuery.Order;
import org.bacalhau.core.testing.Await;
import org.bacalhau.core.testing.Jobs;
import org.bacalhau.core.testing.Nodes;
import org.junit.jupiter.api.Test;

/** What every {@link JobStore} promises. Extend it and say how to open a store. */
public abstract class JobStoreContract extends JobListContract {
    @Test
    void isEmptyAtFirst() {
        assertThat(store.activeJobs()).isEmpty();
        assertThat(store.nodes()).isEmpty();
        assertThat(store.job(Jobs.jobId(1))).isEmpty();
        assertThat(store.jobs(JobQuery.ALL)).isEqualTo(new Page<>(List.of(), null));
        assertThat(store.executions(Jobs.jobId(1))).isEmpty();
        assertThat(store.history(HistoryQuery.of(Jobs.jobId(1)))).isEqualTo(new Page<>(List.of(), null));
        assertThat(store.jobIdsWithPrefix("j-", 10)).isEmpty();
    }

    @Test
    void takesACommitWithoutChanges() {
        commit();

        assertThat(store.activeJobs()).isEmpty();
    }

    @Test
    void returnsTheLastRevisionOfAJob() {
        Job job = Jobs.job(1);
        Job running = moved(job, JobState.RUNNING);
        commit(new PutJob(job));
        commit(new PutJob(running));

        assertThat(store.job(job.id())).contains(running);
        assertThat(store.jobs(JobQuery.ALL).items()).containsExactly(running);
    }

    @Test
    void refusesANewJobUnderAnIdThatIsTaken() {
        Job first = Jobs.job(1);
        commit(new PutJob(first), new AddHistory(Jobs.history(1, JobState.PENDING, first)));
        Job other = Job.accepted(first.id(), Jobs.batch(), Jobs.NOW.plusSeconds(9));

        BacalhauException refusal = Await.failure(store.commit(List.of(
                new PutJob(Jobs.job(2)), new PutJob(other), new AddHistory(Jobs.history(1, JobState.PENDING, other)))));

        assertThat(refusal.code()).isEqualTo(ErrorCode.ALREADY_EXISTS);
        assertThat(refusal).hasMessageContaining("job already exists: " + first.id());
        assertThat(store.job(first.id())).contains(first);
        assertThat(store.job(Jobs.jobId(2))).isEmpty();
        commit(new PutJob(moved(first, JobState.RUNNING)));
    }

    @Test
    void refusesTheIdOfAnEndedJobToo() throws Exception {
        Job first = Jobs.job(1);
        commit(new PutJob(first), new PutJob(moved(first, JobState.FAILED)));
        if (isDurable()) {
            store.close();
            store = reopened();
        }

        assertThat(Await.failure(store.commit(List.of(new PutJob(first)))).code())
                .isEqualTo(ErrorCode.ALREADY_EXISTS);
    }

    @Test
    void goesOnWhenItIsToldToThoughNothingWasWrong() {
        Await.outcome(store.resume());
        commit(new PutJob(Jobs.job(1)));

        assertThat(store.job(Jobs.jobId(1))).isPresent();
    }

    @Test
    void takesTheLastOfSeveralRevisionsInOneCommit() {
        Job job = Jobs.job(1);
        Job running = moved(job, JobState.RUNNING);
        commit(new PutJob(job), new PutJob(running));

        assertThat(store.job(job.id())).contains(running);
    }

    @Test
    void keepsExecutionsInOrderOfCreationThoughTheyMove() {
        Job job = Jobs.job(1);
        Execution first = Jobs.execution(9, job);
        Execution second = Jobs.execution(5, job);
        Execution third = Jobs.execution(7, job);
        commit(new PutJob(job), new PutExecution(first), new PutExecution(second));
        commit(new PutExecution(third));
        Execution firstMoved = first.withState(ExecutionState.ASK_FOR_BID, "", Jobs.NOW.plusSeconds(5));
        commit(new PutExecution(firstMoved));

        assertThat(store.executions(job.id())).containsExactly(firstMoved, second, third);
    }

    @Test
    void keepsManyExecutionsOfOneJob() {
        Job job = Jobs.job(1);
        commit(new PutJob(job));
        List<Execution> planned =
                IntStream.range(0, 100).mapToObj(i -> Jobs.execution(i, job)).toList();
        Await.outcome(
                store.commit(planned.stream().<JobChange>map(PutExecution::new).toList()));
        List<Execution> asked = planned.stream()
                .map(execution -> execution.withState(ExecutionState.ASK_FOR_BID, "", Jobs.NOW))
                .toList();
        asked.forEach(execution -> commit(new PutExecution(execution)));

        assertThat(store.executions(job.id())).isEqualTo(asked);
    }

    @Test
    void activeJobsAreThoseThatHaveNotEndedInOrderOfCreation() {
        commitJobs(3, 1, 2);
        commit(new PutJob(moved(jobAt(2), JobState.STOPPED)));
        Execution execution = Jobs.execution(1, jobAt(3));
        HistoryEntry entry = Jobs.history(1, JobState.PENDING, jobAt(3));
        commit(new PutExecution(execution), new AddHistory(entry));

        assertThat(store.activeJobs())
                .containsExactly(
                        new JobSnapshot(jobAt(1), List.of(), 0), new JobSnapshot(jobAt(3), List.of(execution), 1));
    }

    @Test
    void returnsHistoryInPages() {
        Job job = Jobs.job(1);
        List<HistoryEntry> entries = IntStream.rangeClosed(1, 5)
                .mapToObj(i -> Jobs.history(i, JobState.PENDING, job))
                .toList();
        commit(new PutJob(job), new AddHistory(entries.get(0)));
        entries.subList(1, 5).forEach(entry -> commit(new AddHistory(entry)));

        Page<HistoryEntry> first = store.history(new HistoryQuery(job.id(), 0, 2));
        assertThat(first.items()).isEqualTo(entries.subList(0, 2));
        assertThat(first.next()).isEqualTo("2");
        Page<HistoryEntry> last = store.history(new HistoryQuery(job.id(), 2, 3));
        assertThat(last.items()).isEqualTo(entries.subList(2, 5));
        assertThat(last.next()).isNull();
        assertThat(store.history(new HistoryQuery(job.id(), 5, 1)).items()).isEmpty();
    }

    @Test
    void findsIdsByPrefix() {
        for (String id : List.of("svc-2", "svc", "sva", "svc-1", "t")) {
            commit(new PutJob(Job.accepted(new JobId(id), Jobs.batch(), Jobs.NOW)));
        }

        assertThat(store.jobIdsWithPrefix("svc", 10))
                .containsExactly(new JobId("svc"), new JobId("svc-1"), new JobId("svc-2"));
        assertThat(store.jobIdsWithPrefix("svc", 2)).containsExactly(new JobId("svc"), new JobId("svc-1"));
        assertThat(store.jobIdsWithPrefix("svc-3", 10)).isEmpty();
        assertThat(store.jobIdsWithPrefix("", 1)).containsExactly(new JobId("sva"));
        assertThat(store.jobIdsWithPrefix("%", 1)).isEmpty();
    }

    @Test
    void keepsTheLastRecordOfEachNode() {
        NodeRecord pending = new NodeRecord(Nodes.info(1), Membership.PENDING);
        NodeRecord approved = new NodeRecord(Nodes.info(1), Membership.APPROVED);
        NodeRecord other = new NodeRecord(Nodes.info(2), Membership.REJECTED);
        commit(new PutNode(pending), new PutNode(other));
        commit(new PutNode(approved));

        assertThat(store.nodes()).containsExactlyInAnyOrder(approved, other);
    }

    @Test
    void removingANodeAgainDoesNothing() {
        commit(new PutNode(new NodeRecord(Nodes.info(1), Membership.APPROVED)));
        commit(new RemoveNode(Jobs.nodeId(1)));
        commit(new RemoveNode(Jobs.nodeId(1)), new RemoveNode(Jobs.nodeId(2)));

        assertThat(store.nodes()).isEmpty();
    }

    @Test
    void commitsCompleteInTheOrderOfTheCalls() {
        List<Integer> completed = new CopyOnWriteArrayList<>();
        List<CompletionStage<Void>> stages = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int number = i;
            stages.add(store.commit(List.of(new PutJob(jobAt(number)))).thenRun(() -> completed.add(number)));
        }
        stages.forEach(Await::outcome);

        assertThat(completed).isSorted().hasSize(200);
    }

    @Test
    void readersSeeAllOfACommitOrNone() {
        Job job = Jobs.job(1);
        Execution left = Jobs.execution(1, job);
        Execution right = Jobs.execution(2, job);
        commit(new PutJob(job), new PutExecution(left), new PutExecution(right));
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger reads = new AtomicInteger();
        List<CompletableFuture<Void>> readers = IntStream.range(0, 2)
                .mapToObj(i -> CompletableFuture.runAsync(() -> checkPairsUntil(done, reads, job.id())))
                .toList();
        // Goes on until there was enough reading while it was written.
        for (int i = 0; i < 100 || reads.get() < 10_000 && readers.stream().noneMatch(CompletableFuture::isDone); i++) {
            left = left.withDesired(left.desired().state(), "again", Jobs.NOW.plus(Duration.ofMillis(i)));
            right = right.withDesired(right.desired().state(), "again", Jobs.NOW.plus(Duration.ofMillis(i)));
            commit(new PutExecution(left), new PutExecution(right));
        }
        done.set(true);

        readers.forEach(Await::outcome);
        assertThat(store.executions(job.id())).containsExactly(left, right);
    }

    private void checkPairsUntil(AtomicBoolean done, AtomicInteger reads, JobId job) {
        do {
            List<Execution> pair = store.executions(job);
            assertThat(pair.get(0).revision()).isEqualTo(pair.get(1).revision());
            reads.incrementAndGet();
        } while (!done.get());
    }

    @Test
    void readersSeeWhatIsCommittedAtOnce() {
        for (int i = 0; i < 100; i++) {
            Job job = jobAt(i);
            commit(new PutJob(job));
            assertThat(CompletableFuture.supplyAsync(() -> store.job(job.id())).join())
                    .contains(job);
        }
    }

    @Test
    void refusesCommitsOnceItIsClosed() {
        store.close();
        store.close();

        assertThat(Await.failure(store.commit(List.of(new PutJob(jobAt(1))))).code())
                .isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void finishesCommitsInHandBeforeItCloses() {
        List<CompletionStage<Void>> stages = IntStream.range(0, 100)
                .mapToObj(i -> store.commit(List.of(new PutJob(jobAt(i)))))
                .toList();
        store.close();

        stages.forEach(Await::outcome);
    }

    @Test
    void findsEverythingAgainAfterItWasClosed() throws Exception {
        if (!isDurable()) {
            return; // not promised, unless the store is durable
        }
        FullJob full = FullJob.create();
        commit(full.changes());
        commitJobs(2, 3);
        commit(new PutJob(moved(jobAt(3), JobState.COMPLETED)));
        store.close();
        store = reopened();

        assertThat(store.job(full.job().id())).contains(full.job());
        assertThat(store.executions(full.job().id())).isEqualTo(full.executions());
        assertThat(store.history(HistoryQuery.of(full.job().id())).items()).isEqualTo(full.history());
        assertThat(store.nodes()).containsExactly(full.node());
        assertThat(store.activeJobs())
                .containsExactly(
                        new JobSnapshot(
                                full.job(), full.executions(), full.history().size()),
                        new JobSnapshot(jobAt(2), List.of(), 0));
        assertThat(idsOf(store.jobs(query(Order.CREATED_AT, false, 10)))).endsWith(Jobs.jobId(2), Jobs.jobId(3));
    }
}
