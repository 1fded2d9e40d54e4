package org.bacalhau.core.requester;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.HistoryEntry;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.store.HistoryQuery;
import org.bacalhau.core.testing.Jobs;
import org.junit.jupiter.api.Test;

/** Waiting for the next entry of a job's history. */
class AwaitMoveTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final RequesterRig rig = new RequesterRig().start();
    private final Job job = rig.submit(Jobs.batch());

    @Test
    void answersAtOnceIfTheHistoryIsBeyond() {
        assertThat(rig.now(await(last() - 1)).id()).isEqualTo(job.id());
    }

    @Test
    void answersWhenTheNextEntryCanBeRead() {
        long last = last();
        CompletableFuture<Job> waiting = await(last);
        CompletableFuture<Job> patient = await(last + 100);
        rig.run();
        assertThat(waiting).isNotDone();

        rig.join(1);

        assertThat(rig.now(waiting).id()).isEqualTo(job.id());
        assertThat(last()).isGreaterThan(last);
        assertThat(patient).isNotDone();
    }

    @Test
    void answersNotBeforeTheEntryIsStored() {
        long last = last();
        CompletableFuture<Job> before = await(last);
        rig.store().hold();
        CompletableFuture<Job> stop = rig.requester().stop(job.id(), "");
        CompletableFuture<Job> after = await(last);
        rig.run();
        assertThat(before).isNotDone();
        assertThat(after).isNotDone();

        rig.store().release();

        assertThat(rig.now(stop).state()).isEqualTo(JobState.STOPPED);
        assertThat(rig.now(before).state()).isEqualTo(JobState.STOPPED);
        assertThat(rig.now(after).state()).isEqualTo(JobState.STOPPED);
    }

    @Test
    void answersWhenTheJobEndsHoweverFarItsHistoryIsBehind() {
        CompletableFuture<Job> waiting = await(last() + 100);
        rig.now(rig.requester().stop(job.id(), ""));

        assertThat(rig.now(waiting).state()).isEqualTo(JobState.STOPPED);
        assertThat(rig.now(await(last() + 100)).state()).isEqualTo(JobState.STOPPED);
    }

    @Test
    void answersAfterItsTimeThatNothingMoved() {
        CompletableFuture<Job> waiting = await(last());
        rig.pass(MINUTE);

        assertThat(rig.refusal(waiting)).hasMessageContaining("has not moved within");
        assertThat(rig.refusal(waiting).code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
    }

    @Test
    void namesTheEvaluationOfAStopInTheHistory() {
        Stopped stopped = rig.now(rig.requester().evaluateStop(job.id(), "enough"));
        Stopped again = rig.now(rig.requester().evaluateStop(job.id(), "enough"));

        assertThat(rig.requester().history(HistoryQuery.of(job.id())).items())
                .extracting(HistoryEntry::event)
                .anySatisfy(event -> assertThat(event.details())
                        .containsEntry("EvaluationID", String.valueOf(stopped.evaluationId()))
                        .containsEntry("Reason", "enough"));
        assertThat(again.evaluationId()).isNull();
    }

    private CompletableFuture<Job> await(long after) {
        return rig.requester().awaitMove(job.id(), after, MINUTE);
    }

    private long last() {
        return rig.requester().history(HistoryQuery.of(job.id())).items().size();
    }
}
