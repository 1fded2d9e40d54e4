package org.bacalhau.core.requester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.NodeState;
import org.bacalhau.core.model.NodeState.Connection;
import org.bacalhau.core.model.NodeState.Membership;
import org.bacalhau.core.store.JobChange.PutJob;
import org.bacalhau.core.store.JobQuery;
import org.bacalhau.core.testing.Jobs;
import org.bacalhau.core.transport.ComputeEndpoint.AskForBid;
import org.bacalhau.core.transport.ComputeEndpoint.CancelExecution;
import org.bacalhau.core.transport.RequesterEndpoint.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A requester whose disk is full refuses what it cannot store, and goes on by itself when there is room. */
class FullStoreTest {
    private static final Duration HOUR = Duration.ofHours(1);
    // The longest between two looks for room.
    private static final Duration LOOK = Duration.ofSeconds(10);

    private final RequesterRig rig = new RequesterRig();
    private PlayedNode node;

    @BeforeEach
    void start() {
        rig.start();
        node = rig.join(1);
    }

    private void assertFull(CompletableFuture<?> call) {
        assertThat(rig.refusal(call).code()).isEqualTo(ErrorCode.STORAGE_FULL);
    }

    private void makeRoom() {
        rig.store().makeRoom();
        rig.pass(LOOK);
    }

    @Test
    void refusesWhatWasInHandAndActsOnNoneOfIt() {
        Job running = rig.submit(Jobs.batch());
        node.startsRun();
        rig.store().hold();
        CompletableFuture<Submitted> submitted = rig.requester().submit(Jobs.batch());
        CompletableFuture<Job> stopped = rig.requester().stop(running.id(), "");
        rig.run();

        rig.store().fillUp();

        assertFull(submitted);
        assertFull(stopped);
        assertThat(node.commands()).isEmpty();
        assertThat(rig.stateOf(running)).isEqualTo(JobState.RUNNING);
        assertThat(rig.observations().faults)
                .containsExactly("the requester decides nothing for now, since its state could not be stored");
    }

    @Test
    void refusesWithTheCauseUntilThereIsRoom() {
        rig.store().fillUp();
        assertFull(rig.requester().submit(Jobs.batch()));

        BacalhauException later = rig.refusal(rig.requester().submit(Jobs.batch()));
        assertThat(later).hasMessage("the disk is full (make room)");
        assertThat(later.failure().retryable()).isTrue();
        rig.pass(HOUR);
        assertFull(rig.requester().submit(Jobs.batch()));
        assertThat(rig.requester().jobs(JobQuery.ALL).items()).isEmpty();

        makeRoom();
        node.announce();
        rig.submit(Jobs.batch());
        node.asked();
        assertThat(rig.observations().faults).hasSize(1);
    }

    @Test
    void takesTheReportsOfRunningJobsOnceThereIsRoom() {
        Job running = rig.submit(Jobs.batch());
        AskForBid asked = node.startsRun();
        CompletableFuture<Job> waiting = rig.requester().awaitEnd(running.id(), HOUR);
        rig.run();
        rig.store().fillUp();

        assertThat(rig.now(node.complete(asked))).isEqualTo(Answer.BUSY);
        assertThat(rig.now(node.complete(asked))).isEqualTo(Answer.BUSY);
        assertThat(rig.stateOf(running)).isEqualTo(JobState.RUNNING);

        makeRoom();
        assertThat(rig.now(node.complete(asked))).isEqualTo(Answer.TAKEN);
        assertThat(rig.now(waiting).state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void givesBackWhatLostDecisionsHadReserved() {
        rig.store().hold();
        List<CompletableFuture<Submitted>> lost = List.of(submitLarge(), submitLarge());
        rig.run();
        rig.store().fillUp();
        lost.forEach(this::assertFull);
        makeRoom();

        rig.now(submitLarge());

        node.asked();
    }

    private CompletableFuture<Submitted> submitLarge() {
        return rig.requester()
                .submit(Jobs.specBuilder(JobType.BATCH)
                        .task(Jobs.taskWith("4", "", "", ""))
                        .build());
    }

    @Test
    void keepsHearingNodesMeanwhile() {
        rig.store().fillUp();
        assertFull(rig.requester().submit(Jobs.batch()));
        PlayedNode newcomer = rig.node(2);
        for (int i = 0; i < 10; i++) {
            rig.pass(Duration.ofSeconds(20));
            node.announce();
            newcomer.announce();
        }
        assertThat(rig.requester().nodes()).allMatch(known -> known.connection() == Connection.CONNECTED);

        makeRoom();

        assertThat(rig.store().nodes()).extracting(record -> record.info().id()).contains(node.id(), newcomer.id());
    }

    @Test
    void undoesMembershipsAndRemovalsThatCouldNotBeStored() {
        PlayedNode other = rig.join(2);
        rig.store().hold();
        CompletableFuture<NodeState> rejected = rig.requester().reject(node.id());
        CompletableFuture<Void> removed = rig.requester().remove(other.id());
        rig.run();
        rig.store().fillUp();
        assertFull(rejected);
        assertFull(removed);

        makeRoom();

        assertThat(rig.requester().nodes())
                .extracting(NodeState::id, NodeState::membership)
                .contains(tuple(node.id(), Membership.APPROVED), tuple(other.id(), Membership.APPROVED));
    }

    @Test
    void aWaiterGoesOnWaitingForAnEndThatWasLost() {
        Job running = rig.submit(Jobs.batch());
        AskForBid asked = node.startsRun();
        rig.store().hold();
        CompletableFuture<Answer> reported = node.complete(asked).toCompletableFuture();
        CompletableFuture<Job> waiting = rig.requester().awaitEnd(running.id(), HOUR);
        rig.run();
        rig.store().fillUp();
        CompletableFuture<Job> later = rig.requester().awaitEnd(running.id(), HOUR);
        assertThat(rig.now(reported)).isEqualTo(Answer.BUSY);
        rig.run();
        assertThat(waiting).isNotDone();
        assertThat(later).isNotDone();

        makeRoom();
        rig.now(node.complete(asked));
        assertThat(rig.now(waiting).state()).isEqualTo(JobState.COMPLETED);
        assertThat(rig.now(later).state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void aWaiterForASubmissionThatWasLostIsTold() {
        rig.store().hold();
        CompletableFuture<Submitted> lost = rig.requester().submit(Jobs.batch());
        rig.run();
        CompletableFuture<Job> waiting = rig.requester()
                .awaitEnd(
                        ((PutJob) rig.store()
                                        .commits()
                                        .get(rig.store().commits().size() - 1)
                                        .get(0))
                                .job()
                                .id(),
                        HOUR);
        rig.run();
        rig.store().fillUp();
        assertFull(lost);

        makeRoom();

        assertThat(rig.refusal(waiting).code()).isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void carriesOutAfterwardsWhatTimeHasBroughtMeanwhile() {
        Job running = rig.submit(Jobs.batch());
        AskForBid asked = node.startsRun();
        rig.store().fillUp();
        assertFull(rig.requester().submit(Jobs.batch()));
        rig.pass(HOUR);
        assertThat(rig.stateOf(running)).isEqualTo(JobState.RUNNING);
        node.announce(asked.executionId());
        node.commands();

        makeRoom();

        assertThat(rig.stateOf(running)).isEqualTo(JobState.FAILED);
        assertThat(node.command(CancelExecution.class).executionId()).isEqualTo(asked.executionId());
    }

    @Test
    void aSubmissionThatCannotBeStoredHarmsNoOther() {
        rig.store().hold();
        CompletableFuture<Submitted> bad = rig.requester().submit(Jobs.batch());
        rig.run();
        rig.store().refuseHeld();
        assertThat(rig.refusal(bad).code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);

        rig.pass(LOOK);

        rig.submit(Jobs.batch());
        node.asked();
    }

    @Test
    void endsWhenTheStoreTurnsOutToBeBroken() {
        rig.store().fillUp();
        assertFull(rig.requester().submit(Jobs.batch()));
        rig.store().breakDown();

        makeRoom();

        assertThat(rig.refusal(rig.requester().submit(Jobs.batch())).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(rig.observations().faults)
                .last()
                .isEqualTo("the requester stops, since its state could not be stored");
    }

    @Test
    void looksForRoomNoMoreOnceItIsClosed() {
        rig.store().fillUp();
        assertFull(rig.requester().submit(Jobs.batch()));
        int commits = rig.store().commits().size();
        rig.requester().close();

        makeRoom();

        assertThat(rig.store().commits()).hasSize(commits);
    }
}
