package org.bacalhau.core.requester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bacalhau.core.testing.Jobs.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bacalhau.core.model.DesiredState;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Evaluation.Trigger;
import org.bacalhau.core.model.Event;
import org.bacalhau.core.model.EventTopic;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionState;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.HistoryEntry;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.model.RunOutput;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.runtime.IdGenerator;
import org.bacalhau.core.scheduler.Plan;
import org.bacalhau.core.scheduler.Plan.DesiredChange;
import org.bacalhau.core.scheduler.Plan.JobMove;
import org.bacalhau.core.scheduler.Plan.Placement;
import org.bacalhau.core.scheduler.Scheduler;
import org.bacalhau.core.scheduler.SchedulingRequest;
import org.bacalhau.core.store.JobChange;
import org.bacalhau.core.store.JobSnapshot;
import org.bacalhau.core.testing.Jobs;
import org.junit.jupiter.api.Test;

/** The rules of the requester, with plans given by the test instead of a scheduler. */
class RequesterLogicTest {
    private static final NodeId NODE = new NodeId("node-1");

    private final List<SchedulingRequest> requests = new ArrayList<>();
    private Plan plan = Plan.NOTHING;
    private final RequesterLogic logic = new RequesterLogic(schedulers(), IdGenerator.from(new Random(1)));

    private Map<JobType, Scheduler> schedulers() {
        Scheduler given = request -> {
            requests.add(request);
            return plan;
        };
        Map<JobType, Scheduler> schedulers = new EnumMap<>(JobType.class);
        for (JobType type : JobType.values()) {
            schedulers.put(type, given);
        }
        return schedulers;
    }

    @Test
    void storesASubmissionAndItsExecutionInOneDecision() {
        plan = place(DesiredState.PENDING);

        Decision decision = logic.submitted(Jobs.job(1), logic.newEvaluationId(), NOW);

        assertThat(decision.after().job().state()).isEqualTo(JobState.PENDING);
        assertThat(only(decision).state()).isEqualTo(ExecutionState.ASK_FOR_BID);
        assertThat(rows(decision)).containsExactly("job PENDING>PENDING 1", "exec NEW>NEW 1", "exec NEW>ASK_FOR_BID 2");
        assertThat(decision.commands())
                .singleElement()
                .isInstanceOfSatisfying(
                        Command.AskForBid.class,
                        ask -> assertThat(ask.waitForApproval()).isTrue());
    }

    @Test
    void runsWithoutApprovalWhereTheSchedulerWantsItAtOnce() {
        plan = new Plan(
                new JobMove(JobState.RUNNING, "", Event.NONE),
                place(DesiredState.RUNNING).placements(),
                List.of(),
                null);

        Decision decision = logic.submitted(Jobs.job(1, Jobs.spec(JobType.OPS)), logic.newEvaluationId(), NOW);

        assertThat(rows(decision))
                .containsExactly(
                        "job PENDING>PENDING 1", "exec NEW>NEW 1", "job PENDING>RUNNING 2", "exec NEW>BID_ACCEPTED 2");
        assertThat(decision.commands())
                .singleElement()
                .isInstanceOfSatisfying(
                        Command.AskForBid.class,
                        ask -> assertThat(ask.waitForApproval()).isFalse());
    }

    @Test
    void recordsTheRowsOfTheOriginalWhenABidIsApproved() {
        JobSnapshot asked = submitted(DesiredState.PENDING);
        Execution execution = asked.executions().get(0);
        plan = new Plan(
                new JobMove(JobState.RUNNING, "", Event.NONE),
                List.of(),
                List.of(new DesiredChange(execution.id(), DesiredState.RUNNING, Event.NONE)),
                null);

        Decision decision = logic.bidReceived(asked, execution, "", NOW);

        assertThat(rows(decision))
                .containsExactly(
                        "exec ASK_FOR_BID>ASK_FOR_BID_ACCEPTED 3",
                        "exec ASK_FOR_BID_ACCEPTED>ASK_FOR_BID_ACCEPTED 4",
                        "job PENDING>RUNNING 2",
                        "exec ASK_FOR_BID_ACCEPTED>BID_ACCEPTED 5");
        assertThat(only(decision).compute().message()).isEqualTo("Accepted job");
        assertThat(decision.commands()).singleElement().isInstanceOf(Command.AcceptBid.class);
    }

    @Test
    void turnsDownABidThatIsNotNeeded() {
        JobSnapshot asked = submitted(DesiredState.PENDING);
        Execution execution = asked.executions().get(0);
        plan = stop(execution, Event.of(EventTopic.SCHEDULING, "not needed", NOW));

        Decision decision = logic.bidReceived(asked, execution, "", NOW);

        assertThat(only(decision).state()).isEqualTo(ExecutionState.BID_REJECTED);
        assertThat(decision.commands()).singleElement().isInstanceOf(Command.RejectBid.class);
    }

    @Test
    void keepsTheReasonOfANodeThatDoesNotBid() {
        JobSnapshot asked = submitted(DesiredState.PENDING);
        plan = Plan.NOTHING;

        Decision decision = logic.bidRefused(asked, asked.executions().get(0), "rejected bid: too big", NOW);

        assertThat(only(decision).state()).isEqualTo(ExecutionState.ASK_FOR_BID_REJECTED);
        assertThat(only(decision).compute().message()).isEqualTo("rejected bid: too big");
        assertThat(only(decision).desired().message()).isEqualTo("bid rejected");
        assertThat(requests.get(requests.size() - 1).trigger()).isEqualTo(Trigger.EXEC_UPDATE);
    }

    @Test
    void completesABatchExecutionWithItsResult() {
        JobSnapshot running = submitted(DesiredState.RUNNING);
        plan = new Plan(new JobMove(JobState.COMPLETED, "", Event.NONE), List.of(), List.of(), null);
        SpecConfig result = SpecConfig.of("urlDownload");

        Decision decision = logic.runCompleted(running, running.executions().get(0), result, RunOutput.EMPTY, NOW);

        assertThat(only(decision).publishedResult()).isEqualTo(result);
        assertThat(only(decision).desired().message()).isEqualTo("execution completed");
        assertThat(decision.after().job().state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void treatsTheEndOfAServiceAsAFailure() {
        plan = place(DesiredState.RUNNING);
        JobSnapshot running = logic.submitted(Jobs.job(1, Jobs.spec(JobType.SERVICE)), logic.newEvaluationId(), NOW)
                .after();
        plan = Plan.NOTHING;

        Decision decision =
                logic.runCompleted(running, running.executions().get(0), SpecConfig.NONE, RunOutput.EMPTY, NOW);

        assertThat(only(decision).state()).isEqualTo(ExecutionState.FAILED);
        assertThat(only(decision).compute().message()).isEqualTo("execution completed unexpectedly");
        assertThat(only(decision).output()).isEqualTo(RunOutput.EMPTY);
    }

    @Test
    void stopsEveryLiveExecutionWithTheJob() {
        JobSnapshot running = submitted(DesiredState.RUNNING);

        Decision decision = logic.stopped(running, "enough", logic.newEvaluationId(), NOW);

        assertThat(decision.after().job().state()).isEqualTo(JobState.STOPPED);
        assertThat(only(decision).state()).isEqualTo(ExecutionState.CANCELLED);
        assertThat(only(decision).desired().state()).isEqualTo(DesiredState.STOPPED);
        assertThat(decision.commands()).singleElement().isInstanceOf(Command.Cancel.class);
        assertThat(decision.reviewAt()).isNull();
    }

    @Test
    void stopsWhatRunsWhenThePlanEndsTheJob() {
        JobSnapshot running = submitted(DesiredState.RUNNING);
        plan = new Plan(new JobMove(JobState.FAILED, "took too long", Event.NONE), List.of(), List.of(), null);

        Decision decision = logic.reviewed(running, Trigger.JOB_TIMEOUT, NOW);

        assertThat(decision.after().executions()).allMatch(Execution::isTerminal);
        assertThat(decision.commands()).hasSize(1);
    }

    @Test
    void recordsAStopThatFailsTheExecutionAsItsFailure() {
        JobSnapshot running = submitted(DesiredState.RUNNING);
        Execution execution = running.executions().get(0);
        Failure lost = Failure.of(ErrorCode.NODE_LOST, "the node has disappeared", "it is tried elsewhere");
        plan = stop(execution, Event.of(EventTopic.SCHEDULING, lost, NOW));

        Decision decision = logic.reviewed(running, Trigger.NODE_LOST, NOW);

        assertThat(only(decision).state()).isEqualTo(ExecutionState.FAILED);
        assertThat(only(decision).failure()).isEqualTo(lost);
        assertThat(decision.commands()).singleElement().isInstanceOf(Command.Cancel.class);
    }

    @Test
    void looksAgainWhenThePlanSaysSo() {
        Instant later = NOW.plus(Duration.ofMinutes(3));
        plan = new Plan(null, List.of(), List.of(), later);

        assertThat(logic.submitted(Jobs.job(1), logic.newEvaluationId(), NOW).reviewAt())
                .isEqualTo(later);
    }

    @Test
    void numbersHistoryWithoutGapsOverSeveralDecisions() {
        JobSnapshot asked = submitted(DesiredState.PENDING);
        plan = Plan.NOTHING;

        Decision next = logic.bidReceived(asked, asked.executions().get(0), "", NOW);

        assertThat(asked.historySize()).isEqualTo(3);
        assertThat(history(next).get(0).sequence()).isEqualTo(4);
    }

    private JobSnapshot submitted(DesiredState desired) {
        plan = place(desired);
        return logic.submitted(Jobs.job(1), logic.newEvaluationId(), NOW).after();
    }

    private static Plan place(DesiredState desired) {
        return new Plan(null, List.of(new Placement(NODE, Resources.ZERO, desired, null)), List.of(), null);
    }

    private static Plan stop(Execution execution, Event why) {
        return new Plan(null, List.of(), List.of(new DesiredChange(execution.id(), DesiredState.STOPPED, why)), null);
    }

    private static Execution only(Decision decision) {
        assertThat(decision.after().executions()).hasSize(1);
        return decision.after().executions().get(0);
    }

    private static List<HistoryEntry> history(Decision decision) {
        return decision.changes().stream()
                .filter(JobChange.AddHistory.class::isInstance)
                .map(change -> ((JobChange.AddHistory) change).entry())
                .toList();
    }

    private static List<String> rows(Decision decision) {
        return history(decision).stream().map(RequesterLogicTest::row).toList();
    }

    private static String row(HistoryEntry entry) {
        if (entry instanceof HistoryEntry.OfJob job) {
            return "job " + job.previous() + ">" + job.next() + " " + job.newRevision();
        }
        HistoryEntry.OfExecution execution = (HistoryEntry.OfExecution) entry;
        return "exec " + execution.previous() + ">" + execution.next() + " " + execution.newRevision();
    }
}
