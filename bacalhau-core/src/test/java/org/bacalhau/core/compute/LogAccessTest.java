package org.bacalhau.core.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.bacalhau.core.logs.LogChunk;
import org.bacalhau.core.logs.LogReader;
import org.bacalhau.core.logs.LogRequest;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.testing.Jobs;
import org.junit.jupiter.api.Test;

/** Who asks for the log of an execution, at whatever stage it is, gets it, waits for it, or learns why there is none. */
class LogAccessTest {
    private final ComputeNodeFixture fixture = new ComputeNodeFixture();

    private CompletableFuture<LogReader> ask(NodeId from, ExecutionId id, boolean follow) {
        CompletableFuture<LogReader> answer = fixture.requester
                .node()
                .executionLogs(from, new LogRequest(id, false, follow))
                .toCompletableFuture();
        fixture.pass(Duration.ZERO);
        return answer;
    }

    private LogReader open(ExecutionId id, boolean follow) {
        CompletableFuture<LogReader> answer = ask(ComputeNodeFixture.REQUESTER, id, follow);
        assertThat(answer).isCompleted();
        return answer.join();
    }

    private BacalhauException refusal(CompletableFuture<?> answer) {
        assertThat(answer).isCompletedExceptionally();
        return (BacalhauException) answer.handle((value, failure) -> failure).join();
    }

    private static CompletableFuture<Optional<LogChunk>> next(LogReader reader) {
        return reader.next().toCompletableFuture();
    }

    private ExecutionId queued() {
        fixture.accepted(1, ComputeNodeFixture.jobWith(1, 0, "1"));
        return fixture.accepted(2);
    }

    @Test
    void opensTheLogOfARun() {
        fixture.start();
        ExecutionId id = fixture.running(1);

        LogReader reader = open(id, true);

        assertThat(next(reader)).isCompletedWithValue(Optional.of(HandRunner.OUTPUT));
    }

    @Test
    void whoFollowsAnExecutionThatIsQueuedWaitsUntilItRuns() {
        fixture.start();
        ExecutionId queued = queued();
        LogReader reader = open(queued, true);
        CompletableFuture<Optional<LogChunk>> first = next(reader);
        assertThat(first).isNotDone();

        fixture.complete(Jobs.executionId(1));

        assertThat(fixture.runner.run(queued).logsOpenedBeforeBegin).isEqualTo(1);
        assertThat(first).isCompletedWithValue(Optional.of(HandRunner.OUTPUT));
        assertThat(next(reader)).isCompletedWithValue(Optional.empty());
    }

    @Test
    void whoFollowsABidOrAQuestionWaitsToo() {
        fixture.start();
        ExecutionId created = fixture.created(1);
        CompletableFuture<Optional<LogChunk>> ofBid = next(open(created, true));
        List<Runnable> work = fixture.holdWorkers();
        ExecutionId undecided = Jobs.executionId(2);
        fixture.ask(undecided, ComputeNodeFixture.jobWithInput(2), true);
        CompletableFuture<Optional<LogChunk>> ofQuestion = next(open(undecided, true));

        fixture.accept(created);
        work.forEach(Runnable::run);
        fixture.pass(Duration.ZERO);
        assertThat(ofQuestion).isNotDone();
        fixture.accept(undecided);

        assertThat(ofBid).isCompletedWithValue(Optional.of(HandRunner.OUTPUT));
        assertThat(ofQuestion).isCompletedWithValue(Optional.of(HandRunner.OUTPUT));
    }

    @Test
    void theLogOfAnExecutionThatNeverRunsEnds() {
        fixture.start();
        ExecutionId queued = queued();
        ExecutionId created = fixture.created(3);
        List<Runnable> work = fixture.holdWorkers();
        ExecutionId undecided = Jobs.executionId(4);
        fixture.ask(undecided, ComputeNodeFixture.jobWithInput(4), true);
        List<CompletableFuture<Optional<LogChunk>>> waiting =
                List.of(next(open(queued, true)), next(open(created, true)), next(open(undecided, true)));

        fixture.cancel(queued);
        fixture.reject(created);
        fixture.cancel(undecided);

        assertThat(waiting).allSatisfy(answer -> assertThat(answer).isCompletedWithValue(Optional.empty()));
        assertThat(work).hasSize(1);
    }

    @Test
    void whoDoesNotFollowFindsNothingInTheLogOfWhatIsQueued() {
        fixture.start();

        assertThat(next(open(queued(), false))).isCompletedWithValue(Optional.empty());
    }

    @Test
    void whoClosesWhileWaitingIsLetGo() {
        fixture.start();
        ExecutionId queued = queued();
        LogReader reader = open(queued, true);
        CompletableFuture<Optional<LogChunk>> first = next(reader);

        reader.close();

        assertThat(first).isCompletedWithValue(Optional.empty());
        fixture.complete(Jobs.executionId(1));
        assertThat(fixture.runner.run(queued).logsOpenedBeforeBegin).isZero();
    }

    @Test
    void takesNoMoreThanABoundedNumberOfThoseWhoWait() {
        fixture.start();
        ExecutionId queued = queued();
        LogReader first = open(queued, true);
        for (int i = 1; i < AwaitedLogs.MOST_READERS; i++) {
            open(queued, true);
        }
        assertThat(refusal(ask(ComputeNodeFixture.REQUESTER, queued, true)).code())
                .isEqualTo(ErrorCode.RESOURCE_EXHAUSTED);

        first.close();

        open(queued, true);
    }

    @Test
    void letsThoseWhoWaitGoWhenTheNodeCloses() {
        fixture.start();
        CompletableFuture<Optional<LogChunk>> waiting = next(open(queued(), true));

        fixture.node().close();
        fixture.pass(Duration.ZERO);

        assertThat(waiting).isCompletedExceptionally();
    }

    @Test
    void saysWhyThereIsNoLog() {
        fixture.start();
        fixture.requester.answer = null;
        ExecutionId ended = fixture.accepted(2);
        fixture.complete(ended);

        assertThat(refusal(ask(ComputeNodeFixture.REQUESTER, ended, true))).hasMessageContaining("has ended");
        assertThat(refusal(ask(ComputeNodeFixture.REQUESTER, Jobs.executionId(9), true))
                        .code())
                .isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void showsTheLogToNobodyElse() {
        fixture.start();
        ExecutionId queued = queued();

        assertThat(refusal(ask(new NodeId("other"), queued, true)).code()).isEqualTo(ErrorCode.NOT_FOUND);
    }
}
