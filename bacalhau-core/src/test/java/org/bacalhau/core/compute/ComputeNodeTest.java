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

    private final ComputeNodeFixture fixture = new ComputeNodeFixture();

    @Nested
    class FromQuestionToEnd {
        @Test
        void bidsRunsReportsAndForgets() {
            fixture.start();

            assertThat(fixture.ask(FIRST, ComputeNodeFixture.job(1), true)).isEqualTo(Answer.TAKEN);
            assertThat(fixture.requester.bids).singleElement().satisfies(bid -> {
                assertThat(bid.accepted()).isTrue();
                assertThat(bid.from()).isEqualTo(ComputeNodeFixture.NODE);
            });
            assertThat(fixture.state(FIRST)).isEqualTo(CREATED);

            assertThat(fixture.accept(FIRST)).isEqualTo(Answer.TAKEN);
            assertThat(fixture.state(FIRST)).isEqualTo(BID_ACCEPTED);

            fixture.runner.run(FIRST).listener.running();
            fixture.pass(Duration.ZERO);
            assertThat(fixture.state(FIRST)).isEqualTo(RUNNING);

            fixture.runner.run(FIRST).listener.publishing();
            fixture.pass(Duration.ZERO);
            assertThat(fixture.state(FIRST)).isEqualTo(PUBLISHING);

            fixture.complete(FIRST);
            assertThat(fixture.requester.completions).hasSize(1);
            assertThat(fixture.node().executions()).isEmpty();
            assertThat(fixture.moves).containsExactly(CREATED, BID_ACCEPTED, RUNNING, PUBLISHING, COMPLETED);
        }

        @Test
        void runsAtOnceWithoutApproval() {
            fixture.start();

            assertThat(fixture.ask(FIRST, Jobs.job(1, Jobs.spec(JobType.OPS)), false))
                    .isEqualTo(Answer.TAKEN);

            assertThat(fixture.runner.runs).containsKey(FIRST);
            assertThat(fixture.requester.bids).isEmpty();
            fixture.complete(FIRST);
            assertThat(fixture.requester.completions).hasSize(1);
        }

        @Test
        void reportsWhyARunFailed() {
            fixture.start();
            ExecutionId id = fixture.accepted(1);

            fixture.runner.run(id).fail("out of memory");
            fixture.pass(Duration.ZERO);

            assertThat(fixture.requester.failures)
                    .singleElement()
                    .satisfies(report -> assertThat(report.failure().message()).isEqualTo("out of memory"));
            assertThat(fixture.moves).containsExactly(CREATED, BID_ACCEPTED, FAILED);
        }

        @Test
        void reportsARunThatCannotStart() {
            fixture.start();
            fixture.runner.refuses = true;
            fixture.accepted(1);

            assertThat(fixture.requester.failures)
                    .singleElement()
                    .satisfies(report -> assertThat(report.failure().message())
                            .isEqualTo("starting the execution: IllegalStateException: no thread left"));
            assertThat(fixture.faults).hasSize(1);
        }

        @Test
        void holdsAnswersReportsAndStartsBackUntilTheyAreSafe() {
            fixture.start();
            fixture.store.holds = true;

            assertThat(fixture.ask(FIRST, ComputeNodeFixture.job(1), true)).isNull();
            assertThat(fixture.requester.bids).isEmpty();
            fixture.store.release();
            fixture.pass(Duration.ZERO);
            assertThat(fixture.requester.bids).hasSize(1);

            assertThat(fixture.accept(FIRST)).isNull();
            assertThat(fixture.runner.runs).isEmpty();
            fixture.store.release();
            fixture.pass(Duration.ZERO);
            assertThat(fixture.runner.runs).containsKey(FIRST);

            fixture.complete(FIRST);
            assertThat(fixture.requester.completions).isEmpty();
            fixture.store.release();
            fixture.pass(Duration.ZERO);
            assertThat(fixture.requester.completions).hasSize(1);
        }

        @Test
        void doesNotStartWhatWasCancelledBeforeItsAcceptanceWasSafe() {
            fixture.start();
            ExecutionId id = fixture.created(1);
            fixture.store.holds = true;
            fixture.accept(id);
            fixture.cancel(id);

            fixture.store.release();
            fixture.pass(Duration.ZERO);

            assertThat(fixture.runner.runs).isEmpty();
            assertThat(fixture.node().executions()).isEmpty();
        }
    }

    @Nested
    class CommandsThatComeTwiceOrLate {
        @Test
        void takesTheSameQuestionOnce() {
            fixture.start();
            ExecutionId id = fixture.created(1);

            assertThat(fixture.ask(id, ComputeNodeFixture.job(1), true)).isEqualTo(Answer.TAKEN);

            assertThat(fixture.node().executions()).hasSize(1);
            // It asks again, so it is told again.
            assertThat(fixture.requester.bids).hasSize(2);
        }

        @Test
        void takesTheSameAcceptanceInEveryState() {
            fixture.start();
            fixture.requester.answer = null;
            ExecutionId id = fixture.accepted(1);
            assertThat(fixture.accept(id)).isEqualTo(Answer.TAKEN);
            fixture.runner.run(id).listener.running();
            assertThat(fixture.accept(id)).isEqualTo(Answer.TAKEN);
            fixture.runner.run(id).listener.publishing();
            assertThat(fixture.accept(id)).isEqualTo(Answer.TAKEN);
            fixture.complete(id);
            assertThat(fixture.accept(id)).isEqualTo(Answer.TAKEN);

            assertThat(fixture.runner.starts).isEqualTo(1);
            assertThat(fixture.state(id)).isEqualTo(COMPLETED);
        }

        @Test
        void saysThatItDoesNotKnowAnExecution() {
            fixture.start();

            assertThat(fixture.accept(FIRST)).isEqualTo(Answer.UNKNOWN_EXECUTION);
            assertThat(fixture.cancel(Jobs.executionId(2))).isEqualTo(Answer.UNKNOWN_EXECUTION);
            assertThat(fixture.reject(Jobs.executionId(3))).isEqualTo(Answer.UNKNOWN_EXECUTION);
        }

        @Test
        void doesNotRunAQuestionThatItsCancellationOvertook() {
            fixture.start();
            fixture.cancel(FIRST);

            assertThat(fixture.ask(FIRST, ComputeNodeFixture.job(1), false)).isEqualTo(Answer.TAKEN);

            assertThat(fixture.runner.runs).isEmpty();
            assertThat(fixture.node().executions()).isEmpty();
            assertThat(fixture.ignored).hasSize(1);
        }

        @Test
        void doesNotRunAConfirmedExecutionAgain() {
            fixture.start();
            ExecutionId id = fixture.accepted(1);
            fixture.complete(id);

            assertThat(fixture.ask(id, ComputeNodeFixture.job(1), true)).isEqualTo(Answer.TAKEN);
            assertThat(fixture.accept(id)).isEqualTo(Answer.UNKNOWN_EXECUTION);
            assertThat(fixture.cancel(id)).isEqualTo(Answer.TAKEN);

            assertThat(fixture.runner.starts).isEqualTo(1);
        }

        @Test
        void ignoresARequesterThatDoesNotOwnTheExecution() {
            fixture.start();
            ExecutionId id = fixture.running(1);
            NodeId other = new NodeId("other");

            fixture.requester.node().cancelExecution(new ComputeEndpoint.CancelExecution(other, id, "mine"));
            fixture.requester.node().bidAccepted(new ComputeEndpoint.BidAccepted(other, id));
            fixture.requester
                    .node()
                    .askForBid(new ComputeEndpoint.AskForBid(other, id, ComputeNodeFixture.job(1), true));
            fixture.pass(Duration.ZERO);

            assertThat(fixture.state(id)).isEqualTo(RUNNING);
            assertThat(fixture.runner.run(id).stops).isZero();
            assertThat(fixture.ignored).hasSize(3);
        }

        @Test
        void forgetsARejectedBid() {
            fixture.start();
            ExecutionId id = fixture.created(1);

            assertThat(fixture.reject(id)).isEqualTo(Answer.TAKEN);

            assertThat(fixture.moves).containsExactly(CREATED, CANCELLED);
            assertThat(fixture.node().executions()).isEmpty();
        }
    }

    @Nested
    class Cancelling {
        @Test
        void withdrawsABid() {
            fixture.start();
            ExecutionId id = fixture.created(1);

            assertThat(fixture.cancel(id)).isEqualTo(Answer.TAKEN);

            assertThat(fixture.state(id)).isNull();
            assertThat(fixture.accept(id)).isEqualTo(Answer.UNKNOWN_EXECUTION);
        }

        @Test
        void takesAnExecutionOutOfTheQueue() {
            fixture.start();
            ExecutionId all = fixture.accepted(1, ComputeNodeFixture.jobWith(1, 0, "1"));
            ExecutionId queued = fixture.accepted(2);

            fixture.cancel(queued);
            fixture.complete(all);

            assertThat(fixture.runner.runs).containsOnlyKeys(all);
            fixture.pass(Duration.ofSeconds(1));
            assertThat(fixture.node().info().compute().enqueuedExecutions()).isZero();
        }

        @Test
        void stopsARunWhateverItDoes() {
            fixture.start();
            ExecutionId preparing = fixture.accepted(1);
            ExecutionId running = fixture.running(2);
            ExecutionId publishing = fixture.publishing(3);

            for (ExecutionId id : new ExecutionId[] {preparing, running, publishing}) {
                assertThat(fixture.cancel(id)).isEqualTo(Answer.TAKEN);
                assertThat(fixture.runner.run(id).stops).isEqualTo(1);
                assertThat(fixture.state(id)).isNull();
            }
        }

        @Test
        void freesCapacityOnlyWhenTheRunHasEnded() {
            fixture.start();
            ExecutionId stopped = fixture.accepted(1, ComputeNodeFixture.jobWith(1, 0, "1"));
            ExecutionId next = fixture.accepted(2);
            fixture.cancel(stopped);
            assertThat(fixture.runner.runs).doesNotContainKey(next);

            fixture.runner.run(stopped).fail("interrupted");
            fixture.pass(Duration.ZERO);

            assertThat(fixture.runner.runs).containsKey(next);
            assertThat(fixture.requester.failures).isEmpty();
        }

        @Test
        void dropsAnEndThatNobodyConfirms() {
            fixture.start();
            fixture.requester.answer = null;
            ExecutionId id = fixture.accepted(1);
            fixture.complete(id);

            assertThat(fixture.cancel(id)).isEqualTo(Answer.TAKEN);
            fixture.pass(Duration.ofMinutes(10));

            assertThat(fixture.requester.completions).hasSize(1);
            assertThat(fixture.node().executions()).isEmpty();
        }

        @Test
        void givesUpARunThatDoesNotStop() {
            fixture.settings = config -> config.stopGrace(Duration.ofSeconds(5));
            fixture.start();
            ExecutionId stubborn = fixture.accepted(1, ComputeNodeFixture.jobWith(1, 0, "1"));
            ExecutionId next = fixture.accepted(2);
            fixture.cancel(stubborn);

            fixture.pass(Duration.ofSeconds(5));

            assertThat(fixture.runner.runs).containsKey(next);
            assertThat(fixture.faults).singleElement().asString().contains("did not stop within 5s");

            fixture.runner.run(stubborn).complete();
            fixture.pass(Duration.ZERO);
            assertThat(fixture.ignored).containsExactly("end of run: the run was given up before");
            assertThat(fixture.requester.completions).isEmpty();
        }
    }

    @Nested
    class TimeLimits {
        private ExecutionId withTimeouts(JobType type, Timeouts timeouts) {
            return fixture.accepted(
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
            fixture.start();
            ExecutionId id = withTimeouts(JobType.BATCH, tenSeconds);

            fixture.pass(Duration.ofSeconds(10));
            assertThat(fixture.runner.run(id).stops).isEqualTo(1);
            assertThat(fixture.requester.failures).isEmpty();
            fixture.runner.run(id).fail("interrupted");
            fixture.pass(Duration.ZERO);

            assertThat(fixture.requester.failures).singleElement().satisfies(report -> {
                assertThat(report.failure().code()).isEqualTo(ErrorCode.TIMED_OUT);
                assertThat(report.failure().message()).isEqualTo("Execution timed out after 10s");
                assertThat(report.failure().hint()).isEqualTo("Increase the task timeout or allocate more resources");
                assertThat(report.failure().retryable()).isTrue();
                assertThat(report.event().topic()).isEqualTo("Running Execution");
            });
        }

        @Test
        void countsFromLeavingTheQueue() {
            fixture.start();
            ExecutionId first = fixture.accepted(2, ComputeNodeFixture.jobWith(2, 0, "1"));
            ExecutionId waiting = withTimeouts(JobType.BATCH, tenSeconds);
            fixture.pass(Duration.ofSeconds(60));
            fixture.complete(first);

            fixture.pass(Duration.ofSeconds(9));

            assertThat(fixture.runner.run(waiting).stops).isZero();
        }

        @Test
        void keepsAResultThatComesJustInTime() {
            fixture.start();
            ExecutionId id = withTimeouts(JobType.BATCH, tenSeconds);
            fixture.pass(Duration.ofSeconds(10));

            fixture.complete(id);

            assertThat(fixture.requester.completions).hasSize(1);
            assertThat(fixture.requester.failures).isEmpty();
        }

        @Test
        void saysThatTheEngineDidNotStop() {
            fixture.settings = config -> config.stopGrace(Duration.ofSeconds(5));
            fixture.start();
            withTimeouts(JobType.BATCH, tenSeconds);

            fixture.pass(Duration.ofSeconds(15));

            assertThat(fixture.requester.failures).singleElement().satisfies(report -> {
                assertThat(report.failure().code()).isEqualTo(ErrorCode.TIMED_OUT);
                assertThat(report.failure().message())
                        .isEqualTo("Execution timed out after 10s; the engine did not stop it within 5s, so it was"
                                + " given up");
                assertThat(report.event().message()).isEqualTo(report.failure().message());
            });
        }

        @Test
        void takesTheNodesLimitIfTheJobHasNone() {
            fixture.settings = config -> config.defaultExecutionTimeout(Duration.ofMinutes(2));
            fixture.start();
            ExecutionId id = withTimeouts(JobType.BATCH, Timeouts.NONE);

            fixture.pass(Duration.ofSeconds(119));
            assertThat(fixture.runner.run(id).stops).isZero();
            fixture.pass(Duration.ofSeconds(1));
            assertThat(fixture.runner.run(id).stops).isEqualTo(1);
        }

        @Test
        void letsLongRunningJobsRun() {
            fixture.start();
            ExecutionId id = withTimeouts(JobType.SERVICE, tenSeconds);

            fixture.pass(Duration.ofDays(1));

            assertThat(fixture.runner.run(id).stops).isZero();
        }
    }

    @Nested
    class Reporting {
        @Test
        void repeatsAnEndUntilItIsConfirmed() {
            fixture.start();
            ExecutionId id = fixture.accepted(1);
            fixture.requester.answer = null;
            fixture.complete(id);

            fixture.pass(Duration.ofSeconds(10));
            assertThat(fixture.requester.completions).hasSize(1);
            fixture.pass(Duration.ofSeconds(4));
            assertThat(fixture.requester.completions).hasSize(2);

            fixture.requester.answer = RequesterEndpoint.Answer.TAKEN;
            fixture.pass(Duration.ofSeconds(20));
            assertThat(fixture.requester.completions).hasSize(3);
            assertThat(fixture.node().executions()).isEmpty();

            fixture.pass(Duration.ofHours(1));
            assertThat(fixture.requester.completions).hasSize(3);
        }

        @Test
        void repeatsAnEndLaterIfTheRequesterIsBusy() {
            fixture.start();
            ExecutionId id = fixture.accepted(1);
            fixture.requester.answer = RequesterEndpoint.Answer.BUSY;
            fixture.complete(id);

            fixture.pass(Duration.ofSeconds(4));

            // After 0, 1 and 3 seconds.
            assertThat(fixture.requester.completions).hasSize(3);
        }

        @Test
        void forgetsAnEndThatIsNotWanted() {
            fixture.start();
            ExecutionId id = fixture.accepted(1);
            fixture.requester.answer = RequesterEndpoint.Answer.NOT_WANTED;

            fixture.complete(id);

            assertThat(fixture.node().executions()).isEmpty();
        }

        @Test
        void dropsABidThatIsNotWanted() {
            fixture.start();
            fixture.requester.answer = RequesterEndpoint.Answer.NOT_WANTED;

            fixture.created(1);

            assertThat(fixture.node().executions()).isEmpty();
            assertThat(fixture.moves).containsExactly(CREATED, CANCELLED);
        }

        @Test
        void repeatsAConfirmedBidSlowlyUntilItIsAccepted() {
            fixture.start();
            ExecutionId id = fixture.created(1);

            fixture.pass(Duration.ofSeconds(29));
            assertThat(fixture.requester.bids).hasSize(1);
            fixture.pass(Duration.ofSeconds(4));
            assertThat(fixture.requester.bids).hasSize(2);

            fixture.accept(id);
            fixture.pass(Duration.ofMinutes(5));
            assertThat(fixture.requester.bids).hasSize(2);
        }

        @Test
        void repeatsARefusalUntilItIsConfirmed() {
            fixture.start();
            fixture.requester.answer = null;
            fixture.ask(FIRST, ComputeNodeFixture.jobWith(1, 0, "2"), true);

            fixture.pass(Duration.ofSeconds(14));
            assertThat(fixture.requester.bids).hasSize(2).noneMatch(RequesterEndpoint.Bid::accepted);
            assertThat(fixture.ask(FIRST, ComputeNodeFixture.jobWith(1, 0, "2"), true))
                    .isEqualTo(Answer.TAKEN);

            fixture.requester.answer = RequesterEndpoint.Answer.TAKEN;
            fixture.pass(Duration.ofMinutes(1));
            assertThat(fixture.requester.bids).hasSize(3);
        }
    }
}
