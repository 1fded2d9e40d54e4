package org.bacalhau.core.requester;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.LabelRequirement;
import org.bacalhau.core.store.JobChange;
import org.bacalhau.core.testing.Jobs;
import org.bacalhau.core.transport.ComputeEndpoint.AskForBid;
import org.bacalhau.core.transport.RequesterEndpoint.Answer;
import org.junit.jupiter.api.Test;

/** Nothing leaves the requester before it is safe, whatever the store does. */
class StoreTroubleTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private final RequesterRig rig = new RequesterRig();

    // A slow store.

    @Test
    void answersASubmissionAndSendsItsCommandsWhenItIsSafe() {
        rig.start();
        PlayedNode node = rig.join(1);
        rig.store().hold();

        CompletableFuture<Submitted> submitted = rig.requester().submit(Jobs.batch());
        rig.run();
        assertThat(submitted).isNotDone();
        assertThat(node.commands()).isEmpty();
        assertThat(rig.observations().jobs).isEmpty();

        rig.store().release();
        assertThat(rig.now(submitted).job().state()).isEqualTo(JobState.PENDING);
        node.asked();
        assertThat(rig.observations().jobs).hasSize(1);
    }

    @Test
    void confirmsReportsAndTellsWaitersWhenTheEndIsSafe() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job job = rig.submit(Jobs.batch());
        AskForBid asked = node.startsRun();
        CompletableFuture<Job> waiting = rig.requester().awaitEnd(job.id(), MINUTE);
        rig.run();
        rig.store().hold();

        CompletableFuture<Answer> confirmed = node.complete(asked).toCompletableFuture();
        assertThat(confirmed).isNotDone();
        assertThat(waiting).isNotDone();
        assertThat(rig.stateOf(job)).isEqualTo(JobState.RUNNING);

        rig.store().release();
        assertThat(rig.now(confirmed)).isEqualTo(Answer.TAKEN);
        assertThat(rig.now(waiting).state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void whatFollowsFromCommitsKeepsTheirOrder() {
        rig.start();
        PlayedNode node = rig.join(1);
        rig.store().hold();
        CompletableFuture<Submitted> submitted = rig.requester().submit(Jobs.batch());
        rig.run();
        JobId id = jobIdOfFirstCommit();
        CompletableFuture<Job> stopped = rig.requester().stop(id, "");
        rig.run();
        assertThat(rig.store().held()).isEqualTo(2);

        rig.store().release();
        rig.run();
        assertThat(submitted).isDone();
        assertThat(stopped).isNotDone();
        node.asked();

        rig.store().release();
        assertThat(rig.now(stopped).state()).isEqualTo(JobState.STOPPED);
        assertThat(node.commands()).hasSize(1);
    }

    private JobId jobIdOfFirstCommit() {
        return rig.store().commits().stream()
                .flatMap(List::stream)
                .filter(JobChange.PutJob.class::isInstance)
                .map(change -> ((JobChange.PutJob) change).job().id())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void stoppingAJobWhoseStopIsNotYetSafeWaitsForIt() {
        rig.start();
        Job job = rig.submit(Jobs.batch());
        rig.store().hold();
        CompletableFuture<Job> first = rig.requester().stop(job.id(), "");
        CompletableFuture<Job> second = rig.requester().stop(job.id(), "");
        rig.run();
        assertThat(second).isNotDone();

        rig.store().releaseAll();

        assertThat(rig.now(second)).isEqualTo(rig.now(first));
    }

    @Test
    void waitingForAnEndThatIsNotYetSafeGivesThatEnd() {
        rig.start();
        Job job = rig.submit(Jobs.batch());
        rig.store().hold();
        CompletableFuture<Job> stopped = rig.requester().stop(job.id(), "");
        CompletableFuture<Job> waiting = rig.requester().awaitEnd(job.id(), MINUTE);
        rig.run();
        assertThat(waiting).isNotDone();

        rig.store().releaseAll();

        assertThat(rig.now(waiting)).isEqualTo(rig.now(stopped));
        assertThat(rig.stateOf(job)).isEqualTo(JobState.STOPPED);
    }

    @Test
    void refusesTheIdOfAJobThatEndedBeforeItWasSafe() {
        rig.start();
        rig.join(1);
        JobId wanted = new JobId("my-service");
        rig.store().hold();
        CompletableFuture<Submitted> first = submitUnplaceable(wanted);
        CompletableFuture<Submitted> second = submitUnplaceable(wanted);
        rig.run();

        rig.store().releaseAll();

        assertThat(rig.now(first).job().state()).isEqualTo(JobState.FAILED);
        assertThat(rig.refusal(second).code()).isEqualTo(ErrorCode.ALREADY_EXISTS);
    }

    private CompletableFuture<Submitted> submitUnplaceable(JobId id) {
        return rig.requester()
                .submit(new Submission(
                        Jobs.specBuilder(JobType.SERVICE)
                                .constraint(LabelRequirement.equalTo("zone", "nowhere"))
                                .build(),
                        id));
    }

    @Test
    void anEvaluationThatFindsNothingToDoCommitsNothing() {
        rig.start();
        PlayedNode node = rig.join(1);
        rig.submit(Jobs.batch());
        node.asked();
        int commits = rig.store().commits().size();

        rig.pass(Duration.ofMinutes(3));

        assertThat(rig.store().commits()).hasSize(commits + 1);
        assertThat(rig.store().commits()).noneMatch(List::isEmpty);
    }

    // A store that fails.

    @Test
    void everybodyIsToldWhenACommitFails() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job running = rig.submit(Jobs.batch());
        node.startsRun();
        CompletableFuture<Job> waiting = rig.requester().awaitEnd(running.id(), MINUTE);
        rig.run();
        rig.store().hold();
        CompletableFuture<Submitted> first = rig.requester().submit(Jobs.batch());
        CompletableFuture<Submitted> second = rig.requester().submit(Jobs.batch());
        CompletableFuture<Job> stopped = rig.requester().stop(running.id(), "");
        rig.run();

        rig.store().fail();
        rig.store().releaseAll();

        for (CompletableFuture<?> call : List.of(waiting, first, second, stopped)) {
            assertThat(rig.refusal(call).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        }
        assertThat(node.commands()).isEmpty();
        assertThat(rig.observations().faults)
                .containsExactly("the requester stops, since its state could not be stored");
    }

    @Test
    void takesNothingMoreOnceACommitFailed() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job running = rig.submit(Jobs.batch());
        AskForBid asked = node.startsRun();
        rig.store().hold();
        CompletableFuture<Submitted> lost = rig.requester().submit(Jobs.batch());
        rig.run();
        rig.store().fail();
        assertThat(rig.refusal(lost).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        rig.store().releaseAll();
        int commits = rig.store().commits().size();

        assertThat(rig.refusal(rig.requester().submit(Jobs.batch())).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(rig.refusal(rig.requester().stop(running.id(), "")).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(rig.refusal(rig.requester().awaitEnd(running.id(), MINUTE)).code())
                .isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(rig.refusal(node.complete(asked).toCompletableFuture())).isNotNull();
        rig.pass(Duration.ofHours(2));
        assertThat(rig.store().commits()).hasSize(commits);
        assertThat(rig.stateOf(running)).isEqualTo(JobState.RUNNING);
    }

    @Test
    void aStoreThatThrowsCountsAsOneThatFails() {
        rig.start();
        rig.store().breakDown();

        CompletableFuture<Submitted> submitted = rig.requester().submit(Jobs.batch());

        assertThat(rig.refusal(submitted).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(rig.observations().faults).hasSize(1);
    }

    @Test
    void doesNotStartOnAStoreThatCannotBeRead() {
        rig.store().breakDown();

        assertThat(rig.refusal(rig.requester().start()).code()).isEqualTo(ErrorCode.INTERNAL);
    }
}
