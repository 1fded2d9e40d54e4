package org.bacalhau.core.model;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.bacalhau.core.store.LocalExecution;
import org.bacalhau.core.testing.Jobs;
import org.junit.jupiter.api.Test;

/** Every move from every state to every state; the tables are those of job-lifecycle.md §4.1 to §4.3. */
class StateMatrixTest {
    private static final Map<JobState, Set<JobState>> JOB = Map.of(
            JobState.PENDING, states("QUEUED RUNNING COMPLETED FAILED STOPPED", JobState.class),
            JobState.QUEUED, states("RUNNING COMPLETED FAILED STOPPED", JobState.class),
            JobState.RUNNING, states("QUEUED COMPLETED FAILED STOPPED", JobState.class),
            JobState.COMPLETED, states("", JobState.class),
            JobState.FAILED, states("", JobState.class),
            JobState.STOPPED, states("", JobState.class));

    private static final Map<ExecutionState, Set<ExecutionState>> EXECUTION = Map.of(
            ExecutionState.NEW,
            states(
                    "ASK_FOR_BID ASK_FOR_BID_ACCEPTED ASK_FOR_BID_REJECTED BID_ACCEPTED COMPLETED FAILED CANCELLED",
                    ExecutionState.class),
            ExecutionState.ASK_FOR_BID,
            states("ASK_FOR_BID_ACCEPTED ASK_FOR_BID_REJECTED FAILED CANCELLED", ExecutionState.class),
            ExecutionState.ASK_FOR_BID_ACCEPTED,
            states("BID_ACCEPTED BID_REJECTED COMPLETED FAILED CANCELLED", ExecutionState.class),
            ExecutionState.BID_ACCEPTED,
            states("COMPLETED FAILED CANCELLED", ExecutionState.class),
            ExecutionState.ASK_FOR_BID_REJECTED,
            Set.of(),
            ExecutionState.BID_REJECTED,
            Set.of(),
            ExecutionState.COMPLETED,
            Set.of(),
            ExecutionState.FAILED,
            Set.of(),
            ExecutionState.CANCELLED,
            Set.of());

    private static final Map<LocalExecutionState, Set<LocalExecutionState>> LOCAL = Map.of(
            LocalExecutionState.CREATED, states("BID_ACCEPTED FAILED CANCELLED", LocalExecutionState.class),
            LocalExecutionState.BID_ACCEPTED, states("RUNNING FAILED CANCELLED", LocalExecutionState.class),
            LocalExecutionState.RUNNING,
                    states("BID_ACCEPTED PUBLISHING COMPLETED FAILED CANCELLED", LocalExecutionState.class),
            LocalExecutionState.PUBLISHING,
                    states("BID_ACCEPTED COMPLETED FAILED CANCELLED", LocalExecutionState.class),
            LocalExecutionState.COMPLETED, Set.of(),
            LocalExecutionState.FAILED, Set.of(),
            LocalExecutionState.CANCELLED, Set.of());

    private static <S extends Enum<S>> Set<S> states(String names, Class<S> type) {
        return Arrays.stream(names.split(" "))
                .filter(name -> !name.isEmpty())
                .map(name -> Enum.valueOf(type, name))
                .collect(toCollection(() -> EnumSet.noneOf(type)));
    }

    private static <S extends Enum<S>> void check(
            Map<S, Set<S>> table, Class<S> type, BiPredicate<S, S> canBecome, Predicate<S> isTerminal) {
        assertThat(table).hasSize(type.getEnumConstants().length);
        for (S from : type.getEnumConstants()) {
            for (S to : type.getEnumConstants()) {
                assertThat(canBecome.test(from, to))
                        .as("%s to %s", from, to)
                        .isEqualTo(table.get(from).contains(to));
            }
            assertThat(isTerminal.test(from))
                    .as("%s is terminal", from)
                    .isEqualTo(table.get(from).isEmpty());
        }
    }

    @Test
    void jobsMoveAsTheTableSays() {
        check(JOB, JobState.class, JobState::canBecome, JobState::isTerminal);
    }

    @Test
    void executionsMoveAsTheTableSays() {
        check(EXECUTION, ExecutionState.class, ExecutionState::canBecome, ExecutionState::isTerminal);
    }

    @Test
    void localExecutionsMoveAsTheTableSays() {
        check(LOCAL, LocalExecutionState.class, LocalExecutionState::canBecome, LocalExecutionState::isTerminal);
    }

    @Test
    void jobRefusesEveryOtherMove() {
        for (JobState from : JobState.values()) {
            Job job = new Job(Jobs.jobId(1), Jobs.batch(), Status.of(from), 5, Jobs.NOW, Jobs.NOW);
            for (JobState to : JobState.values()) {
                if (JOB.get(from).contains(to)) {
                    Job moved = job.withState(to, "why", Jobs.NOW.plusSeconds(1));
                    assertThat(moved.status()).isEqualTo(new Status<>(to, "why"));
                    assertThat(moved.revision()).isEqualTo(6);
                    assertThat(moved.modifyTime()).isEqualTo(Jobs.NOW.plusSeconds(1));
                } else {
                    assertThatThrownBy(() -> job.withState(to, "", Jobs.NOW)).isInstanceOf(IllegalStateException.class);
                }
            }
        }
    }

    @Test
    void executionRefusesEveryOtherMove() {
        for (ExecutionState from : ExecutionState.values()) {
            Execution execution = executionIn(from);
            for (ExecutionState to : ExecutionState.values()) {
                if (EXECUTION.get(from).contains(to)) {
                    Execution moved = execution.withState(to, "", Jobs.NOW.plusSeconds(1));
                    assertThat(moved.compute()).isEqualTo(new Status<>(to, "before"));
                    assertThat(moved.revision()).isEqualTo(execution.revision() + 1);
                } else {
                    assertThatThrownBy(() -> execution.withState(to, "", Jobs.NOW))
                            .isInstanceOf(IllegalStateException.class);
                }
            }
        }
    }

    private static Execution executionIn(ExecutionState state) {
        Execution planned = Jobs.execution(1, Jobs.job(1));
        return new Execution(
                planned.id(),
                planned.jobId(),
                planned.namespace(),
                planned.evaluationId(),
                planned.nodeId(),
                planned.allocated(),
                planned.desired(),
                new Status<>(state, "before"),
                null,
                null,
                null,
                null,
                1,
                Jobs.NOW,
                Jobs.NOW);
    }

    @Test
    void localExecutionRefusesEveryOtherMove() {
        for (LocalExecutionState from : LocalExecutionState.values()) {
            LocalExecution execution = new LocalExecution(
                    Jobs.executionId(1),
                    Jobs.nodeId(1),
                    Jobs.job(1),
                    true,
                    Resources.ZERO,
                    Status.of(from),
                    null,
                    1,
                    Jobs.NOW,
                    Jobs.NOW);
            for (LocalExecutionState to : LocalExecutionState.values()) {
                if (LOCAL.get(from).contains(to)) {
                    assertThat(execution.withState(to, "", null, Jobs.NOW).state())
                            .isEqualTo(to);
                } else {
                    assertThatThrownBy(() -> execution.withState(to, "", null, Jobs.NOW))
                            .isInstanceOf(IllegalStateException.class);
                }
            }
        }
    }

    @Test
    void whatIsWantedOnlyMovesForward() {
        for (DesiredState from : DesiredState.values()) {
            Execution execution = Jobs.execution(1, Jobs.job(1)).withDesired(from, "", Jobs.NOW);
            for (DesiredState to : DesiredState.values()) {
                if (to.ordinal() >= from.ordinal()) {
                    assertThatCode(() -> execution.withDesired(to, "", Jobs.NOW))
                            .doesNotThrowAnyException();
                } else {
                    assertThatThrownBy(() -> execution.withDesired(to, "", Jobs.NOW))
                            .isInstanceOf(IllegalStateException.class);
                }
            }
        }
    }

    @Test
    void numbersAndNamesAreThoseOfTheWire() {
        assertThat(Arrays.stream(ExecutionState.values()).map(ExecutionState::wireNumber))
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(Arrays.stream(ExecutionState.values()).map(ExecutionState::wireName))
                .containsExactly(
                        "New",
                        "AskForBid",
                        "AskForBidAccepted",
                        "AskForBidRejected",
                        "BidAccepted",
                        "BidRejected",
                        "Completed",
                        "Failed",
                        "Cancelled");
        assertThat(Arrays.stream(JobState.values()).map(JobState::wireName))
                .containsExactly("Pending", "Queued", "Running", "Completed", "Failed", "Stopped");
        assertThat(Arrays.stream(DesiredState.values()).map(DesiredState::wireNumber))
                .containsExactly(0, 1, 2);
    }

    @Test
    void discardedMeansEndedWithoutCompleting() {
        assertThat(EnumSet.allOf(ExecutionState.class).stream().filter(ExecutionState::isDiscarded))
                .containsExactly(
                        ExecutionState.ASK_FOR_BID_REJECTED,
                        ExecutionState.BID_REJECTED,
                        ExecutionState.FAILED,
                        ExecutionState.CANCELLED);
    }
}
