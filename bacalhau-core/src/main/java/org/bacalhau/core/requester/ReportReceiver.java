package org.bacalhau.core.requester;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.ExecutionState;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.observe.NodeObserver;
import org.bacalhau.core.runtime.EventLoop;
import org.bacalhau.core.store.JobSnapshot;
import org.bacalhau.core.transport.NodeAnnouncement;
import org.bacalhau.core.transport.RequesterEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Receives what compute nodes report. Its methods are called by any thread and continue on the requester's loop. A report
 * that is late, doubled, about something unknown or from the wrong node changes nothing.
 */
final class ReportReceiver implements RequesterEndpoint {
    private final EventLoop loop;
    private final NodeObserver observer;
    private final RequesterLogic logic;
    private final ActiveJobs jobs;
    private final CommandOutbox outbox;
    private final DecisionInterpreter interpreter;
    private final NodeEvents nodeEvents;

    /** Takes what is not about an execution, on the loop. */
    interface NodeEvents {
        void announced(NodeAnnouncement announcement);

        void departed(NodeId node);

        /** Tells whether reports are taken, which lead to decisions. Called on the loop. */
        boolean mayDecide();

        /** Tells that a node's execution ended well or badly, which counts when nodes are ranked. */
        void executionEnded(NodeId node, boolean well);
    }

    ReportReceiver(
            RequesterParts parts,
            RequesterLogic logic,
            ActiveJobs jobs,
            CommandOutbox outbox,
            DecisionInterpreter interpreter,
            NodeEvents nodeEvents) {
        this.loop = parts.loop();
        this.observer = parts.observer();
        this.logic = logic;
        this.jobs = jobs;
        this.outbox = outbox;
        this.interpreter = interpreter;
        this.nodeEvents = nodeEvents;
    }

    @Override
    public CompletionStage<Answer> onBid(Bid bid) {
        Subject subject = new Subject("bid", bid.from(), bid.jobId(), bid.executionId());
        return receive(subject, state -> true, (job, execution) -> {
            switch (execution.state()) {
                case NEW, ASK_FOR_BID -> {
                    outbox.settle(execution.id());
                    return bid.accepted()
                            ? logic.bidReceived(job, execution, bid.reason(), loop.instant())
                            : logic.bidRefused(job, execution, bid.reason(), loop.instant());
                }
                case BID_ACCEPTED -> repeatAcceptance(execution);
                case ASK_FOR_BID_ACCEPTED, ASK_FOR_BID_REJECTED, BID_REJECTED, COMPLETED, FAILED, CANCELLED -> {}
            }
            return null;
        });
    }

    // The node still asks, so it has not heard that its bid was accepted.
    private void repeatAcceptance(Execution execution) {
        interpreter.sendUnlessPending(new Command.AcceptBid(execution));
    }

    @Override
    public CompletionStage<Answer> onRunComplete(RunComplete report) {
        Subject subject = new Subject("run complete", report.from(), report.jobId(), report.executionId());
        return receive(subject, state -> state.canBecome(ExecutionState.COMPLETED), (job, execution) -> {
            outbox.settle(execution.id());
            nodeEvents.executionEnded(execution.nodeId(), true);
            return logic.runCompleted(job, execution, report.published(), report.output(), loop.instant());
        });
    }

    @Override
    public CompletionStage<Answer> onFailure(ExecutionFailure report) {
        Subject subject = new Subject("failure", report.from(), report.jobId(), report.executionId());
        return receive(subject, state -> true, (job, execution) -> {
            outbox.settle(execution.id());
            // To turn a job down is a node's right, and how one that was not asked for a bid says that it does not bid.
            if (report.failure().code() != ErrorCode.BID_REJECTED) {
                nodeEvents.executionEnded(execution.nodeId(), false);
            }
            return logic.executionFailed(job, execution, report.failure(), report.event(), loop.instant());
        });
    }

    @Override
    public void onAnnouncement(NodeAnnouncement announcement) {
        loop.tryExecute(() -> nodeEvents.announced(announcement));
    }

    @Override
    public void onDeparture(NodeId node) {
        loop.tryExecute(() -> nodeEvents.departed(node));
    }

    /** The node answers a command by saying that it does not know the execution. */
    void onUnknownExecution(NodeId node, ExecutionId id) {
        @Nullable JobId jobId = jobs.jobOf(node, id);
        @Nullable JobSnapshot job = jobId == null ? null : jobs.get(jobId);
        if (job == null || !nodeEvents.mayDecide()) {
            return;
        }
        for (Execution execution : job.executions()) {
            if (execution.id().equals(id) && !execution.isTerminal()) {
                nodeEvents.executionEnded(node, false);
                interpreter.carryOut(logic.executionLost(job, execution, loop.instant()));
                return;
            }
        }
    }

    /** What a report is about. */
    private record Subject(String report, NodeId from, JobId jobId, ExecutionId executionId) {}

    private CompletionStage<Answer> receive(
            Subject subject,
            Predicate<ExecutionState> fits,
            BiFunction<JobSnapshot, Execution, @Nullable Decision> decide) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        // What could not be stored is reported again.
        Consumer<BacalhauException> busy = cause -> answer.complete(Answer.BUSY);
        Consumer<String> ignore = why -> {
            observer.messageIgnored(subject.report, subject.executionId, why);
            interpreter.afterCommits(() -> answer.complete(Answer.NOT_WANTED), busy);
        };
        boolean queued = loop.tryExecute(() -> {
            @Nullable JobSnapshot job = jobs.get(subject.jobId);
            @Nullable Execution execution = job == null ? null : find(job, subject.executionId);
            if (!nodeEvents.mayDecide()) {
                answer.complete(Answer.BUSY);
            } else if (job == null || execution == null) {
                ignore.accept("the job has ended or is not known");
            } else if (!execution.nodeId().equals(subject.from)) {
                ignore.accept("it comes from " + subject.from + " but the execution is on " + execution.nodeId());
            } else if (execution.isTerminal()) {
                ignore.accept("the execution has ended");
            } else if (!fits.test(execution.state())) {
                ignore.accept("the execution is in state " + execution.state().wireName());
            } else {
                @Nullable Decision decision = decide.apply(job, execution);
                if (decision == null) {
                    interpreter.afterCommits(() -> answer.complete(Answer.TAKEN), busy);
                } else {
                    interpreter.carryOut(decision, () -> answer.complete(Answer.TAKEN), busy);
                }
            }
        });
        return queued ? answer : CompletableFuture.completedFuture(Answer.BUSY);
    }

    private static @Nullable Execution find(JobSnapshot job, ExecutionId id) {
        for (Execution execution : job.executions()) {
            if (execution.id().equals(id)) {
                return execution;
            }
        }
        return null;
    }
}
