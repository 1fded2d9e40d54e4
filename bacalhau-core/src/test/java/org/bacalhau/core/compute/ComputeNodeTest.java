package org.bacalhau.core.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bacalhau.core.model.LocalExecutionState.BID_ACCEPTED;
import static org.bacalhau.core.model.LocalExecutionState.CANCELLED;
import static org.bacalhau.core.model.LocalExecutionState.COMPLETED;
import static org.bacalhau.core.model.LocalExecutionState.CREATED;
import static org.bacalhau.core.model.LocalExecutionState.FAILED;
import static org.bacalhau.core.model.LocalExecutionState.PUBLISHING;
import static org.bacalhau.core.model.LocalExecutionState.RUNNING;

import java.time.Duration;
import org.bacalhau.core.logs.LogReader;
import org.bacalhau.core.logs.LogRequest;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.Timeouts;
import org.bacalhau.core.testing.Jobs;
import org.bacalhau.core.transport.ComputeEndpoint;
import org.bacalhau.core.transport.ComputeEndpoint.Answer;
import org.bacalhau.core.transport.RequesterEndpoint;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ComputeNodeTest {
    private static final ExecutionId FIRST = Jobs.executionId(1);

    private final ComputeBench bench = new ComputeBench();

    @Nested
    class FromQuestionToEnd {
        @Test
        void bidsRunsReportsAndForgets() {
            bench.start();

            assertThat(bench.ask(FIRST, ComputeBench.job(1), true)).isEqualTo(Answer.TAKEN);
            assertThat(bench.requester.bids).singleElement().satisfies(bid -> {
                assertThat(bid.accepted()).isTrue();
                assertThat(bid.from()).isEqualTo(ComputeBench.NODE);
            });
            assertThat(bench.state(FIRST)).isEqualTo(CREATED);

            assertThat(bench.accept(FIRST)).isEqualTo(Answer.TAKEN);
            assertThat(bench.state(FIRST)).isEqualTo(BID_ACCEPTED);

            bench.runner.run(FIRST).listener.running();
            bench.pass(Duration.ZERO);
            assertThat(bench.state(FIRST)).isEqualTo(RUNNING);

            bench.runner.run(FIRST).listener.publishing();
            bench.pass(Duration.ZERO);
            assertThat(bench.state(FIRST)).isEqualTo(PUBLISHING);

            bench.complete(FIRST);
            assertThat(bench.requester.completions).hasSize(1);
            assertThat(bench.node().executions()).isEmpty();
            assertThat(bench.moves).containsExactly(CREATED, BID_ACCEPTED, RUNNING, PUBLISHING, COMPLETED);
        }

        @Test
        void runsAtOnceWithoutApproval() {
            bench.start();

            assertThat(bench.ask(FIRST, Jobs.job(1, Jobs.spec(JobType.OPS)), false))
                    .isEqualTo(Answer.TAKEN);

            assertThat(bench.runner.runs).containsKey(FIRST);
            assertThat(bench.requester.bids).isEmpty();
            bench.complete(FIRST);
            assertThat(bench.requester.completions).hasSize(1);
        }

        @Test
        void reportsWhyARunFailed() {
            bench.start();
            ExecutionId id = bench.accepted(1);

            bench.runner.run(id).fail("out of memory");
            bench.pass(Duration.ZERO);

            assertThat(bench.requester.failures)
                    .singleElement()
                    .satisfies(report -> assertThat(report.failure().message()).isEqualTo("out of memory"));
            assertThat(bench.moves).containsExactly(CREATED, BID_ACCEPTED, FAILED);
        }

        @Test
        void reportsARunThatCannotStart() {
            bench.start();
            bench.runner.refuses = true;
            bench.accepted(1);

            assertThat(bench.requester.failures)
                    .singleElement()
                    .satisfies(report ->
                            assertThat(report.failure().message()).isEqualTo("starting the execution: no thread left"));
            assertThat(bench.faults).hasSize(1);
        }

        @Test
        void holdsAnswersReportsAndStartsBackUntilTheyAreSafe() {
            bench.start();
            bench.store.holds = true;

            assertThat(bench.ask(FIRST, ComputeBench.job(1), true)).isNull();
            assertThat(bench.requester.bids).isEmpty();
            bench.store.release();
            bench.pass(Duration.ZERO);
            assertThat(bench.requester.bids).hasSize(1);

            assertThat(bench.accept(FIRST)).isNull();
            assertThat(bench.runner.runs).isEmpty();
            bench.store.release();
            bench.pass(Duration.ZERO);
            assertThat(bench.runner.runs).containsKey(FIRST);

            bench.complete(FIRST);
            assertThat(bench.requester.completions).isEmpty();
            bench.store.release();
            bench.pass(Duration.ZERO);
            assertThat(bench.requester.completions).hasSize(1);
        }

        @Test
        void doesNotStartWhatWasCancelledBeforeItsAcceptanceWasSafe() {
            bench.start();
            ExecutionId id = bench.created(1);
            bench.store.holds = true;
            bench.accept(id);
            bench.cancel(id);

            bench.store.release();
            bench.pass(Duration.ZERO);

            assertThat(bench.runner.runs).isEmpty();
            assertThat(bench.node().executions()).isEmpty();
        }
    }

    @Nested
    class CommandsThatComeTwiceOrLate {
        @Test
        void takesTheSameQuestionOnce() {
            bench.start();
            ExecutionId id = bench.created(1);

            assertThat(bench.ask(id, ComputeBench.job(1), true)).isEqualTo(Answer.TAKEN);

            assertThat(bench.node().executions()).hasSize(1);
            // It asks again, so it is told again.
            assertThat(bench.requester.bids).hasSize(2);
        }

        @Test
        void takesTheSameAcceptanceInEveryState() {
            bench.start();
            bench.requester.answer = null;
            ExecutionId id = bench.accepted(1);
            assertThat(bench.accept(id)).isEqualTo(Answer.TAKEN);
            bench.runner.run(id).listener.running();
            assertThat(bench.accept(id)).isEqualTo(Answer.TAKEN);
            bench.runner.run(id).listener.publishing();
            assertThat(bench.accept(id)).isEqualTo(Answer.TAKEN);
            bench.complete(id);
            assertThat(bench.accept(id)).isEqualTo(Answer.TAKEN);

            assertThat(bench.runner.starts).isEqualTo(1);
            assertThat(bench.state(id)).isEqualTo(COMPLETED);
        }

        @Test
        void saysThatItDoesNotKnowAnExecution() {
            bench.start();

            assertThat(bench.accept(FIRST)).isEqualTo(Answer.UNKNOWN_EXECUTION);
            assertThat(bench.cancel(Jobs.executionId(2))).isEqualTo(Answer.UNKNOWN_EXECUTION);
            assertThat(bench.reject(Jobs.executionId(3))).isEqualTo(Answer.UNKNOWN_EXECUTION);
        }

        @Test
        void doesNotRunAQuestionThatItsCancellationOvertook() {
            bench.start();
            bench.cancel(FIRST);

            assertThat(bench.ask(FIRST, ComputeBench.job(1), false)).isEqualTo(Answer.TAKEN);

            assertThat(bench.runner.runs).isEmpty();
            assertThat(bench.node().executions()).isEmpty();
            assertThat(bench.ignored).hasSize(1);
        }

        @Test
        void doesNotRunAConfirmedExecutionAgain() {
            bench.start();
            ExecutionId id = bench.accepted(1);
            bench.complete(id);

            assertThat(bench.ask(id, ComputeBench.job(1), true)).isEqualTo(Answer.TAKEN);
            assertThat(bench.accept(id)).isEqualTo(Answer.UNKNOWN_EXECUTION);
            assertThat(bench.cancel(id)).isEqualTo(Answer.TAKEN);

            assertThat(bench.runner.starts).isEqualTo(1);
        }

        @Test
        void ignoresARequesterThatDoesNotOwnTheExecution() {
            bench.start();
            ExecutionId id = bench.running(1);
            NodeId other = new NodeId("other");

            bench.requester.node().cancelExecution(new ComputeEndpoint.CancelExecution(other, id, "mine"));
            bench.requester.node().bidAccepted(new ComputeEndpoint.BidAccepted(other, id));
            bench.requester.node().askForBid(new ComputeEndpoint.AskForBid(other, id, ComputeBench.job(1), true));
            bench.pass(Duration.ZERO);

            assertThat(bench.state(id)).isEqualTo(RUNNING);
            assertThat(bench.runner.run(id).stops).isZero();
            assertThat(bench.ignored).hasSize(3);
        }

        @Test
        void forgetsARejectedBid() {
            bench.start();
            ExecutionId id = bench.created(1);

            assertThat(bench.reject(id)).isEqualTo(Answer.TAKEN);

            assertThat(bench.moves).containsExactly(CREATED, CANCELLED);
            assertThat(bench.node().executions()).isEmpty();
        }
    }

    @Nested
    class Cancelling {
        @Test
        void withdrawsABid() {
            bench.start();
            ExecutionId id = bench.created(1);

            assertThat(bench.cancel(id)).isEqualTo(Answer.TAKEN);

            assertThat(bench.state(id)).isNull();
            assertThat(bench.accept(id)).isEqualTo(Answer.UNKNOWN_EXECUTION);
        }

        @Test
        void takesAnExecutionOutOfTheQueue() {
            bench.start();
            ExecutionId all = bench.accepted(1, ComputeBench.jobWith(1, 0, "1"));
            ExecutionId queued = bench.accepted(2);

            bench.cancel(queued);
            bench.complete(all);

            assertThat(bench.runner.runs).containsOnlyKeys(all);
            bench.pass(Duration.ofSeconds(1));
            assertThat(bench.node().info().compute().enqueuedExecutions()).isZero();
        }

        @Test
        void stopsARunWhateverItDoes() {
            bench.start();
            ExecutionId preparing = bench.accepted(1);
            ExecutionId running = bench.running(2);
            ExecutionId publishing = bench.publishing(3);

            for (ExecutionId id : new ExecutionId[] {preparing, running, publishing}) {
                assertThat(bench.cancel(id)).isEqualTo(Answer.TAKEN);
                assertThat(bench.runner.run(id).stops).isEqualTo(1);
                assertThat(bench.state(id)).isNull();
            }
        }

        @Test
        void freesCapacityOnlyWhenTheRunHasEnded() {
            bench.start();
            ExecutionId stopped = bench.accepted(1, ComputeBench.jobWith(1, 0, "1"));
            ExecutionId next = bench.accepted(2);
            bench.cancel(stopped);
            assertThat(bench.runner.runs).doesNotContainKey(next);

            bench.runner.run(stopped).fail("interrupted");
            bench.pass(Duration.ZERO);

            assertThat(bench.runner.runs).containsKey(next);
            assertThat(bench.requester.failures).isEmpty();
        }

        @Test
        void dropsAnEndThatNobodyConfirms() {
            bench.start();
            bench.requester.answer = null;
            ExecutionId id = bench.accepted(1);
            bench.complete(id);

            assertThat(bench.cancel(id)).isEqualTo(Answer.TAKEN);
            bench.pass(Duration.ofMinutes(10));

            assertThat(bench.requester.completions).hasSize(1);
            assertThat(bench.node().executions()).isEmpty();
        }

        @Test
        void givesUpARunThatDoesNotStop() {
            bench.settings = config -> config.stopGrace(Duration.ofSeconds(5));
            bench.start();
            ExecutionId stubborn = bench.accepted(1, ComputeBench.jobWith(1, 0, "1"));
            ExecutionId next = bench.accepted(2);
            bench.cancel(stubborn);

            bench.pass(Duration.ofSeconds(5));

            assertThat(bench.runner.runs).containsKey(next);
            assertThat(bench.faults).singleElement().asString().contains("did not stop within 5s");

            bench.runner.run(stubborn).complete();
            bench.pass(Duration.ZERO);
            assertThat(bench.ignored).containsExactly("end of run: the run was given up before");
            assertThat(bench.requester.completions).isEmpty();
        }
    }

    @Nested
    class TimeLimits {
        private ExecutionId withTimeouts(JobType type, Timeouts timeouts) {
            return bench.accepted(
                    1,
                    Jobs.job(
                            1,
                            Jobs.specBuilder(type)
                                    .task(Jobs.taskBuilder().timeouts(timeouts).build())
                                    .build()));
        }

        private final Timeouts tenSeconds = new Timeouts(Duration.ofSeconds(10), Duration.ZERO, Duration.ZERO);

        @Test
        void failsWhatTakesTooLong() {
            bench.start();
            ExecutionId id = withTimeouts(JobType.BATCH, tenSeconds);

            bench.pass(Duration.ofSeconds(10));
            assertThat(bench.runner.run(id).stops).isEqualTo(1);
            assertThat(bench.requester.failures).isEmpty();
            bench.runner.run(id).fail("interrupted");
            bench.pass(Duration.ZERO);

            assertThat(bench.requester.failures).singleElement().satisfies(report -> {
                assertThat(report.failure().code()).isEqualTo(ErrorCode.TIMED_OUT);
                assertThat(report.failure().message()).isEqualTo("Execution timed out after 10s");
                assertThat(report.failure().hint()).isEqualTo("Increase the task timeout or allocate more resources");
                assertThat(report.failure().retryable()).isTrue();
                assertThat(report.event().topic()).isEqualTo("Running Execution");
            });
        }

        @Test
        void countsFromLeavingTheQueue() {
            bench.start();
            ExecutionId first = bench.accepted(2, ComputeBench.jobWith(2, 0, "1"));
            ExecutionId waiting = withTimeouts(JobType.BATCH, tenSeconds);
            bench.pass(Duration.ofSeconds(60));
            bench.complete(first);

            bench.pass(Duration.ofSeconds(9));

            assertThat(bench.runner.run(waiting).stops).isZero();
        }

        @Test
        void keepsAResultThatComesJustInTime() {
            bench.start();
            ExecutionId id = withTimeouts(JobType.BATCH, tenSeconds);
            bench.pass(Duration.ofSeconds(10));

            bench.complete(id);

            assertThat(bench.requester.completions).hasSize(1);
            assertThat(bench.requester.failures).isEmpty();
        }

        @Test
        void saysThatTheEngineDidNotStop() {
            bench.settings = config -> config.stopGrace(Duration.ofSeconds(5));
            bench.start();
            withTimeouts(JobType.BATCH, tenSeconds);

            bench.pass(Duration.ofSeconds(15));

            assertThat(bench.requester.failures).singleElement().satisfies(report -> {
                assertThat(report.failure().code()).isEqualTo(ErrorCode.TIMED_OUT);
                assertThat(report.failure().message())
                        .isEqualTo("Execution timed out after 10s; the engine did not stop it within 5s, so it was"
                                + " given up");
                assertThat(report.event().message()).isEqualTo(report.failure().message());
            });
        }

        @Test
        void takesTheNodesLimitIfTheJobHasNone() {
            bench.settings = config -> config.defaultExecutionTimeout(Duration.ofMinutes(2));
            bench.start();
            ExecutionId id = withTimeouts(JobType.BATCH, Timeouts.NONE);

            bench.pass(Duration.ofSeconds(119));
            assertThat(bench.runner.run(id).stops).isZero();
            bench.pass(Duration.ofSeconds(1));
            assertThat(bench.runner.run(id).stops).isEqualTo(1);
        }

        @Test
        void letsLongRunningJobsRun() {
            bench.start();
            ExecutionId id = withTimeouts(JobType.SERVICE, tenSeconds);

            bench.pass(Duration.ofDays(1));

            assertThat(bench.runner.run(id).stops).isZero();
        }
    }

    @Nested
    class Reporting {
        @Test
        void repeatsAnEndUntilItIsConfirmed() {
            bench.start();
            ExecutionId id = bench.accepted(1);
            bench.requester.answer = null;
            bench.complete(id);

            bench.pass(Duration.ofSeconds(10));
            assertThat(bench.requester.completions).hasSize(1);
            bench.pass(Duration.ofSeconds(4));
            assertThat(bench.requester.completions).hasSize(2);

            bench.requester.answer = RequesterEndpoint.Answer.TAKEN;
            bench.pass(Duration.ofSeconds(20));
            assertThat(bench.requester.completions).hasSize(3);
            assertThat(bench.node().executions()).isEmpty();

            bench.pass(Duration.ofHours(1));
            assertThat(bench.requester.completions).hasSize(3);
        }

        @Test
        void repeatsAnEndLaterIfTheRequesterIsBusy() {
            bench.start();
            ExecutionId id = bench.accepted(1);
            bench.requester.answer = RequesterEndpoint.Answer.BUSY;
            bench.complete(id);

            bench.pass(Duration.ofSeconds(4));

            // After 0, 1 and 3 seconds.
            assertThat(bench.requester.completions).hasSize(3);
        }

        @Test
        void forgetsAnEndThatIsNotWanted() {
            bench.start();
            ExecutionId id = bench.accepted(1);
            bench.requester.answer = RequesterEndpoint.Answer.NOT_WANTED;

            bench.complete(id);

            assertThat(bench.node().executions()).isEmpty();
        }

        @Test
        void dropsABidThatIsNotWanted() {
            bench.start();
            bench.requester.answer = RequesterEndpoint.Answer.NOT_WANTED;

            bench.created(1);

            assertThat(bench.node().executions()).isEmpty();
            assertThat(bench.moves).containsExactly(CREATED, CANCELLED);
        }

        @Test
        void repeatsAConfirmedBidSlowlyUntilItIsAccepted() {
            bench.start();
            ExecutionId id = bench.created(1);

            bench.pass(Duration.ofSeconds(29));
            assertThat(bench.requester.bids).hasSize(1);
            bench.pass(Duration.ofSeconds(4));
            assertThat(bench.requester.bids).hasSize(2);

            bench.accept(id);
            bench.pass(Duration.ofMinutes(5));
            assertThat(bench.requester.bids).hasSize(2);
        }

        @Test
        void repeatsARefusalUntilItIsConfirmed() {
            bench.start();
            bench.requester.answer = null;
            bench.ask(FIRST, ComputeBench.jobWith(1, 0, "2"), true);

            bench.pass(Duration.ofSeconds(14));
            assertThat(bench.requester.bids).hasSize(2).noneMatch(RequesterEndpoint.Bid::accepted);
            assertThat(bench.ask(FIRST, ComputeBench.jobWith(1, 0, "2"), true)).isEqualTo(Answer.TAKEN);

            bench.requester.answer = RequesterEndpoint.Answer.TAKEN;
            bench.pass(Duration.ofMinutes(1));
            assertThat(bench.requester.bids).hasSize(3);
        }
    }

    @Nested
    class Logs {
        private Throwable failureOf(ExecutionId id) {
            var answer = bench.requester
                    .node()
                    .executionLogs(ComputeBench.REQUESTER, new LogRequest(id, false, true))
                    .toCompletableFuture();
            bench.pass(Duration.ZERO);
            return answer.handle((reader, failure) -> failure).join();
        }

        @Test
        void opensTheLogOfARun() {
            bench.start();
            ExecutionId id = bench.running(1);

            var answer = bench.requester
                    .node()
                    .executionLogs(ComputeBench.REQUESTER, new LogRequest(id, false, true))
                    .toCompletableFuture();
            bench.pass(Duration.ZERO);

            try (LogReader reader = answer.join()) {
                assertThat(reader.next().toCompletableFuture().join()).isEmpty();
            }
        }

        @Test
        void saysWhyThereIsNoLog() {
            bench.start();
            bench.requester.answer = null;
            ExecutionId created = bench.created(1);
            ExecutionId ended = bench.accepted(2);
            bench.complete(ended);

            assertThat(failureOf(created)).hasMessageContaining("has not started yet");
            assertThat(failureOf(ended)).hasMessageContaining("has ended");
            assertThat(failureOf(Jobs.executionId(9)))
                    .isInstanceOfSatisfying(
                            BacalhauException.class,
                            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NOT_FOUND));
        }
    }
}
