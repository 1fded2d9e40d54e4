package org.bacalhau.core.requester;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.bacalhau.core.logs.LogReader;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.testing.Jobs;
import org.bacalhau.core.transport.ComputeEndpoint.AskForBid;
import org.bacalhau.core.transport.RecordingRequester;
import org.junit.jupiter.api.Test;

/** Before the start, at the close, and after it: no call stays unanswered. */
class RequesterLifeTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private final RequesterRig rig = new RequesterRig();

    @Test
    void refusesCallsBeforeTheStart() {
        Requester requester = rig.requester();

        List<CompletableFuture<?>> calls = List.of(
                requester.submit(Jobs.batch()),
                requester.stop(Jobs.jobId(1), ""),
                requester.awaitEnd(Jobs.jobId(1), MINUTE),
                requester.approve(Jobs.nodeId(1)),
                requester.remove(Jobs.nodeId(1)));

        for (CompletableFuture<?> call : calls) {
            assertThat(rig.refusal(call).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        }
        assertThat(rig.store().commits()).isEmpty();
    }

    @Test
    void doesNotStartWhereSomebodyElseTakesPartUnderItsName() {
        try (var other = rig.transport().openRequester(RequesterRig.REQUESTER, new RecordingRequester())) {
            CompletableFuture<Void> started = rig.requester().start();
            rig.run();

            assertThat(other).isNotNull();
            assertThat(started).isCompletedExceptionally();
        }
    }

    @Test
    void callersThatWaitAreToldOfTheClose() {
        rig.start();
        Job job = rig.submit(Jobs.batch());
        CompletableFuture<Job> waiting = rig.requester().awaitEnd(job.id(), MINUTE);
        rig.run();

        rig.requester().close();
        rig.requester().close();

        assertThat(rig.refusal(waiting).code()).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void callersWhoseCommitIsNotYetSafeAreToldOfTheClose() {
        rig.start();
        rig.store().hold();
        CompletableFuture<Submitted> submitted = rig.requester().submit(Jobs.batch());
        rig.run();

        rig.requester().close();
        rig.run();
        rig.loop().close();
        rig.store().releaseAll();

        assertThat(rig.refusal(submitted).code()).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void callersAreToldOfTheCloseThoughTheQueueIsFull() {
        rig.start();
        Job job = rig.submit(Jobs.batch());
        CompletableFuture<Job> waiting = rig.requester().awaitEnd(job.id(), MINUTE);
        rig.run();
        int queued = 0;
        while (rig.loop().tryExecute(() -> {})) {
            queued++;
        }
        assertThat(queued).isPositive();

        rig.requester().close();

        assertThat(rig.refusal(waiting).code()).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void callsThatComeAfterTheCloseAreRefused() {
        rig.start();
        Job job = rig.submit(Jobs.batch());
        rig.requester().close();

        assertThat(rig.refusal(rig.requester().submit(Jobs.batch())).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(rig.refusal(rig.requester().awaitEnd(job.id(), MINUTE)).code())
                .isEqualTo(ErrorCode.UNAVAILABLE);
        rig.loop().close();
        assertThat(rig.refusal(rig.requester().stop(job.id(), "")).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(rig.refusal(rig.requester().explain(Jobs.batch())).code()).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void callersThatWaitForALogAreToldOfTheClose() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job job = rig.submit(Jobs.batch());
        node.startsRun();
        node.endpoint().openingLogs((from, request) -> new CompletableFuture<>());
        CompletableFuture<LogReader> log = rig.requester().logs(job.id(), null, false, true);
        rig.run();
        assertThat(log).isNotDone();

        rig.requester().close();
        rig.run();
        rig.loop().close();

        assertThat(rig.refusal(log).code()).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void readersStillReadAfterTheClose() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job job = rig.submit(Jobs.batch());
        AskForBid asked = node.startsRun();
        rig.requester().close();

        assertThat(rig.job(job.id())).isNotNull();
        assertThat(rig.execution(job).id()).isEqualTo(asked.executionId());
    }
}
