package org.bacalhau.core.requester;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.bacalhau.core.logs.LogReader;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Evaluation.Trigger;
import org.bacalhau.core.model.EvaluationId;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.NodeState;
import org.bacalhau.core.model.NodeState.Membership;
import org.bacalhau.core.model.Timeouts;
import org.bacalhau.core.scheduler.PlacementReport;
import org.bacalhau.core.store.CommitQueue;
import org.bacalhau.core.store.JobChange;
import org.bacalhau.core.store.JobSnapshot;
import org.bacalhau.core.store.NodeRecord;
import org.bacalhau.core.transport.ComputeEndpoint;
import org.bacalhau.core.transport.NodeAnnouncement;
import org.bacalhau.core.transport.Transport.RequesterPort;
import org.jspecify.annotations.Nullable;

/**
 * The requester's state and what happens to it, event by event. Confined to the requester's loop unless a method says
 * otherwise.
 */
final class RequesterLoop implements NodeRegistry.Listener, ReportReceiver.NodeEvents, CommandOutbox.Answers {
    private final RequesterParts parts;
    private final RequesterLogic logic;
    private final ActiveJobs jobs;
    private final WaitingReview waitingReview;
    private final OpenAnswers answers;
    private final JobWaiters waiters;
    private final NodeRegistry registry;
    private final CommandOutbox outbox;
    private final DecisionInterpreter interpreter;
    private final Reconciler reconciler;
    private final ReportReceiver receiver;
    private final Restoration restoration;
    private final NodeLogs logs;
    private final StoreTrouble trouble;
    // Set once, by start.
    private volatile @Nullable RequesterPort port;
    private volatile boolean closed;

    RequesterLoop(RequesterParts parts, OpenAnswers answers) {
        this.parts = parts;
        this.answers = answers;
        this.logic = new RequesterLogic(parts.scheduling().schedulers(), parts.ids());
        this.jobs = new ActiveJobs(parts.scheduling().directory());
        this.waiters = new JobWaiters(parts.loop(), parts.config().waiterLimit());
        this.registry = new NodeRegistry(
                parts.loop(),
                parts.config().disconnectAfter(),
                parts.scheduling().directory(),
                this);
        this.outbox = new CommandOutbox(parts.self(), parts.config(), parts.loop(), this::computeNode, this);
        this.trouble = new StoreTrouble(parts, this::close, this::restoreAgain);
        CommitQueue commits = new CommitQueue(parts.loop(), trouble);
        WaitingJobs waiting = new WaitingJobs(parts.scheduling().selector()::likeness);
        this.waitingReview = new WaitingReview(parts.loop(), waiting, jobs, id -> review(id, Trigger.JOB_QUEUE));
        this.interpreter = new DecisionInterpreter(parts, commits, jobs, waiting, outbox, waiters);
        this.reconciler = new Reconciler(parts, jobs, interpreter);
        this.receiver = new ReportReceiver(parts, logic, jobs, outbox, interpreter, this);
        this.logs = new NodeLogs(parts, answers, this::computeNode);
        this.restoration = new Restoration(parts.store(), registry, interpreter, jobs, waiters);
        interpreter.listen(id -> review(id, Trigger.JOB_TIMEOUT), waitingReview::wake);
    }

    // Life cycle. Called by any thread.

    /**
     * Restores what is stored and opens the way to the network, in one turn of the loop: no request or report finds a
     * half-restored requester.
     */
    CompletableFuture<Void> start() {
        CompletableFuture<Void> started = answers.open();
        try {
            List<NodeRecord> nodes = parts.store().nodes();
            List<JobSnapshot> stored = parts.store().activeJobs();
            parts.loop().execute(() -> {
                try {
                    restore(nodes, stored);
                    started.complete(null);
                } catch (RuntimeException | Error fault) {
                    started.completeExceptionally(fault);
                }
            });
        } catch (RuntimeException fault) {
            started.completeExceptionally(fault);
        }
        return started;
    }

    private void restore(List<NodeRecord> nodes, List<JobSnapshot> stored) {
        registry.restore(nodes);
        stored.forEach(job -> jobs.put(null, job));
        port = parts.transport().openRequester(parts.self(), receiver);
        stored.forEach(job -> review(job.job().id(), Trigger.RECOVERY));
    }

    void close() {
        leave();
        try {
            parts.loop().execute(this::end);
        } catch (RejectedExecutionException ended) {
            answers.failAll(closedFailure());
        }
    }

    private void restoreAgain() {
        restoration.run(id -> review(id, Trigger.RECOVERY));
    }

    private void leave() {
        closed = true;
        RequesterPort open = port;
        if (open != null) {
            open.close();
        }
    }

    private void end() {
        trouble.close();
        outbox.close();
        waiters.failAll(closedFailure());
        answers.failAll(closedFailure());
    }

    /**
     * Refuses a call that comes too early or too late.
     *
     * @throws BacalhauException {@code UNAVAILABLE}
     */
    void checkOpen() {
        if (closed) {
            throw closedFailure();
        }
        if (port == null) {
            throw BacalhauException.of(
                    ErrorCode.UNAVAILABLE, "the requester is not yet started", "start the node, then ask again");
        }
    }

    boolean isOpen() {
        return !closed;
    }

    /** Refuses a call that would change something, while nothing can be stored. */
    void checkStores() {
        trouble.check();
    }

    @Override
    public boolean mayDecide() {
        return !closed && !trouble.isThere();
    }

    static BacalhauException closedFailure() {
        return BacalhauException.of(
                ErrorCode.UNAVAILABLE, "the requester is closed", "start the node again, or ask another one");
    }

    private ComputeEndpoint computeNode(NodeId node) {
        return Objects.requireNonNull(port, "started").compute(node);
    }

    // Requests of users.

    void submit(
            JobId id,
            JobSpec spec,
            @Nullable SubmissionKey key,
            List<String> warnings,
            CompletableFuture<Submitted> answer) {
        Optional<Job> known = known(id);
        if (known.isPresent()) {
            answerAgain(known.get(), key, warnings, answer);
            return;
        }
        if (jobs.size() >= parts.config().activeJobLimit()) {
            throw BacalhauException.of(
                    ErrorCode.RESOURCE_EXHAUSTED,
                    jobs.size() + " jobs are unfinished, which is this requester's limit",
                    "submit again when some have ended, or raise the limit");
        }
        EvaluationId evaluation = key == null ? logic.newEvaluationId() : key.evaluationId(parts.self());
        Decision decision = logic.submitted(
                Job.accepted(id, spec, parts.loop().instant()),
                evaluation,
                parts.loop().instant());
        interpreter.carryOut(
                decision,
                () -> answer.complete(new Submitted(decision.after().job(), evaluation, warnings)),
                answer::completeExceptionally);
    }

    /** Answers a submission that cannot be accepted now, if it was before. */
    void repeat(Submission submission, BacalhauException refused, CompletableFuture<Submitted> answer) {
        SubmissionKey key = Objects.requireNonNull(submission.key());
        @Nullable JobId requested = submission.spec().type().isLongRunning() ? submission.requestedId() : null;
        Job before =
                known(requested == null ? key.jobId(parts.self()) : requested).orElseThrow(() -> refused);
        answerAgain(before, key, List.of(), answer);
    }

    private void answerAgain(
            Job before, @Nullable SubmissionKey key, List<String> warnings, CompletableFuture<Submitted> answer) {
        Submitted again = SubmissionKey.answerAgain(key, before, parts.self(), warnings);
        interpreter.afterCommits(() -> answer.complete(again), answer::completeExceptionally);
    }

    void stop(JobId id, String reason, CompletableFuture<Stopped> answer) {
        @Nullable JobSnapshot active = jobs.get(id);
        if (active != null) {
            EvaluationId evaluation = logic.newEvaluationId();
            Decision decision =
                    logic.stopped(active, reason, evaluation, parts.loop().instant());
            interpreter.carryOut(
                    decision,
                    () -> answer.complete(new Stopped(decision.after().job(), evaluation)),
                    answer::completeExceptionally);
            return;
        }
        Job ended = ended(id);
        if (ended.state() != JobState.STOPPED) {
            throw BacalhauException.of(
                    ErrorCode.CONFLICT,
                    "cannot stop job in state " + ended.state().wireName(),
                    "it has ended already: " + id);
        }
        interpreter.afterCommits(() -> answer.complete(new Stopped(ended, null)), answer::completeExceptionally);
    }

    void awaitMove(JobId id, long after, Duration timeout, CompletableFuture<Job> answer) {
        if (!Timeouts.isSet(timeout)) {
            throw BacalhauException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "cannot wait " + timeout + " for a job",
                    "wait longer than zero; job() tells the state now");
        }
        @Nullable JobSnapshot active = jobs.get(id);
        // A move that could not be stored is still to come.
        boolean isAhead = trouble.isThere() && (active != null || jobs.ending(id) != null);
        if (isAhead || active != null && active.historySize() <= after) {
            waiters.add(id, after, timeout, answer);
        } else {
            Job moved = active == null ? ended(id) : active.job();
            interpreter.afterCommits(() -> answer.complete(moved), cause -> waiters.add(id, after, timeout, answer));
        }
    }

    private Job ended(JobId id) {
        return known(id).orElseThrow(() -> BacalhauException.notFound("job", id.value()));
    }

    private Optional<Job> known(JobId id) {
        @Nullable JobSnapshot active = jobs.get(id);
        @Nullable Job job = active == null ? jobs.ending(id) : active.job();
        return job == null ? parts.store().job(id) : Optional.of(job);
    }

    PlacementReport explain(JobSpec spec) {
        Job imagined = Job.accepted(
                new JobId("j-" + parts.ids().uuid()), spec, parts.loop().instant());
        int wanted = spec.type().runsOnAllNodes() ? Integer.MAX_VALUE : spec.count();
        return parts.scheduling()
                .selector()
                .select(imagined, List.of(), wanted, parts.loop().instant())
                .report();
    }

    /** Opens a log on the execution's node. Called by any thread. */
    CompletableFuture<LogReader> openLog(Execution execution, boolean newOnly, boolean follow) {
        checkOpen();
        return logs.open(execution, newOnly, follow);
    }

    // Evaluations.

    private void review(JobId id, Trigger trigger) {
        @Nullable JobSnapshot job = jobs.get(id);
        if (job != null && mayDecide()) {
            interpreter.carryOut(logic.reviewed(job, trigger, parts.loop().instant()));
        }
    }

    // Nodes.

    NetworkOffer offer() {
        return registry.offer();
    }

    List<NodeState> nodes() {
        return registry.all();
    }

    @Override
    public void announced(NodeAnnouncement announcement) {
        if (closed) {
            return;
        }
        NodeRegistry.Hearing hearing =
                registry.hear(announcement, parts.config().newNodeMembership());
        if (hearing != NodeRegistry.Hearing.STALE && mayDecide()) {
            reconciler.reconcile(announcement, hearing == NodeRegistry.Hearing.FRESH);
            waitingReview.wake();
        }
    }

    @Override
    public void departed(NodeId node) {
        registry.disconnect(node);
    }

    @Override
    public void executionEnded(NodeId node, boolean well) {
        if (well) {
            parts.scheduling().directory().recordSuccess(node);
        } else {
            parts.scheduling().directory().recordFailure(node, parts.loop().instant());
        }
    }

    @Override
    public void unknown(NodeId node, ExecutionId execution) {
        receiver.onUnknownExecution(node, execution);
    }

    @Override
    public void taken(NodeId node, ExecutionId execution) {
        jobs.markTaken(node, execution);
    }

    @Override
    public void nodeRecorded(NodeRecord node) {
        if (mayDecide()) {
            interpreter.store(new JobChange.PutNode(node), () -> {}, cause -> {});
        }
    }

    @Override
    public void nodeChanged(NodeState node) {
        parts.observer().nodeChanged(node);
    }

    @Override
    public void nodeBecameUseful(NodeState node) {
        jobs.daemons().forEach(id -> review(id, Trigger.NODE_JOIN));
        waitingReview.wake();
    }

    @Override
    public void nodeDisconnected(NodeState node) {
        reviewJobsOn(node.id());
    }

    private void reviewJobsOn(NodeId node) {
        jobs.liveOn(node).values().stream().distinct().forEach(id -> review(id, Trigger.NODE_LOST));
    }

    void setMembership(NodeId id, Membership membership, CompletableFuture<NodeState> answer) {
        NodeState known = known(id);
        if (known.membership() == membership) {
            throw BacalhauException.of(
                    ErrorCode.CONFLICT,
                    "node already " + membership.name().toLowerCase(Locale.ROOT) + ": " + id,
                    "nothing is to be done");
        }
        NodeState changed = registry.setMembership(known, membership);
        if (membership != Membership.APPROVED) {
            reviewJobsOn(id);
        }
        interpreter.afterCommits(() -> answer.complete(changed), answer::completeExceptionally);
    }

    void removeNode(NodeId id, CompletableFuture<Void> answer) {
        known(id);
        registry.remove(id);
        interpreter.store(new JobChange.RemoveNode(id), () -> answer.complete(null), answer::completeExceptionally);
        reviewJobsOn(id);
    }

    private NodeState known(NodeId id) {
        return parts.scheduling().directory().get(id).orElseThrow(() -> BacalhauException.notFound("node", id.value()));
    }
}
