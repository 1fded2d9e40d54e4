package org.bacalhau.core.requester;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.bacalhau.core.logs.LogReader;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.ExecutionState;
import org.bacalhau.core.model.HistoryEntry;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobNormalizer;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.NodeState;
import org.bacalhau.core.model.NodeState.Membership;
import org.bacalhau.core.model.Page;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.scheduler.PlacementReport;
import org.bacalhau.core.store.HistoryQuery;
import org.bacalhau.core.store.JobQuery;
import org.bacalhau.core.store.JobStore;
import org.jspecify.annotations.Nullable;

/**
 * A requester whose state is owned by one event loop. Safe for any thread: calls that change something are handed to the
 * loop ({@link RequesterLoop}), calls that read go to the store.
 */
public final class EventLoopRequester implements Requester, AutoCloseable {
    private static final int SHOWN_CANDIDATES = 3;

    private final RequesterParts parts;
    private final OpenAnswers answers = new OpenAnswers();
    private final RequesterLoop role;
    private final SubmissionCheck check;

    /** Creates a requester; {@link #start()} makes it take part. */
    public EventLoopRequester(RequesterParts parts) {
        this.parts = parts;
        this.role = new RequesterLoop(parts, answers);
        this.check = new SubmissionCheck(parts.self(), parts.config(), parts.components());
    }

    /**
     * Restores what is stored and joins the network. Called once.
     *
     * @return completes when the requester takes part; fails if it cannot
     */
    public CompletableFuture<Void> start() {
        return role.start();
    }

    /** Completes when everything that was told to the requester before this call has been dealt with. */
    public CompletableFuture<Void> caughtUp() {
        return onLoop(answer -> answer.complete(null));
    }

    /** Leaves the network and lets callers that wait fail. May be called any number of times. */
    @Override
    public void close() {
        role.close();
    }

    @Override
    public CompletableFuture<Submitted> submit(Submission submission) {
        JobNormalizer.Normalized normalized;
        try {
            normalized = check.check(submission, role.offer());
        } catch (BacalhauException refused) {
            // What was accepted once stays so, though the network may have changed since.
            return submission.key() == null
                    ? CompletableFuture.failedFuture(refused)
                    : changing(answer -> role.repeat(submission, refused, answer));
        }
        JobId id = idOf(submission, normalized.requestedId());
        JobSpec spec = check.stamped(normalized.spec(), submission.key());
        JobSpec named =
                spec.name().isEmpty() ? spec.toBuilder().name(id.value()).build() : spec;
        return changing(answer -> role.submit(id, named, submission.key(), normalized.warnings(), answer));
    }

    private JobId idOf(Submission submission, @Nullable JobId requestedId) {
        if (requestedId != null) {
            return requestedId;
        }
        @Nullable SubmissionKey key = submission.key();
        return key == null ? new JobId("j-" + parts.ids().uuid()) : key.jobId(parts.self());
    }

    @Override
    public CompletableFuture<Stopped> evaluateStop(JobId id, String reason) {
        return changing(answer -> role.stop(id, reason, answer));
    }

    @Override
    public CompletableFuture<Job> awaitEnd(JobId id, Duration timeout) {
        return onLoop(answer -> role.awaitMove(id, JobWaiters.UNTIL_END, timeout, answer));
    }

    @Override
    public CompletableFuture<Job> awaitMove(JobId id, long after, Duration timeout) {
        return onLoop(answer -> role.awaitMove(id, after, timeout, answer));
    }

    @Override
    public CompletableFuture<PlacementReport> explain(JobSpec spec) {
        JobSpec checked;
        try {
            checked =
                    check.check(Submission.of(spec), NetworkOffer.NOTHING_KNOWN).spec();
        } catch (BacalhauException refused) {
            return CompletableFuture.failedFuture(refused);
        }
        return onLoop(answer -> answer.complete(role.explain(checked)));
    }

    @Override
    public CompletableFuture<NodeState> approve(NodeId node) {
        return changing(answer -> role.setMembership(node, Membership.APPROVED, answer));
    }

    @Override
    public CompletableFuture<NodeState> reject(NodeId node) {
        return changing(answer -> role.setMembership(node, Membership.REJECTED, answer));
    }

    @Override
    public CompletableFuture<Void> remove(NodeId node) {
        return changing(answer -> role.removeNode(node, answer));
    }

    private <T> CompletableFuture<T> changing(LoopCall<T> call) {
        return onLoop(answer -> {
            role.checkStores();
            call.run(answer);
        });
    }

    private <T> CompletableFuture<T> onLoop(LoopCall<T> call) {
        CompletableFuture<T> answer = answers.open();
        boolean queued = parts.loop().tryExecute(() -> {
            try {
                role.checkOpen();
                call.run(answer);
            } catch (BacalhauException refused) {
                answer.completeExceptionally(refused);
            } catch (RuntimeException fault) {
                answer.completeExceptionally(fault);
                throw fault;
            }
        });
        if (!queued) {
            answer.completeExceptionally(
                    role.isOpen()
                            ? BacalhauException.of(
                                    ErrorCode.RESOURCE_EXHAUSTED,
                                    "the requester's queue is full",
                                    "try again in a moment")
                            : RequesterLoop.closedFailure());
        }
        return answer;
    }

    @FunctionalInterface
    private interface LoopCall<T> {
        void run(CompletableFuture<T> answer);
    }

    // Reading.

    private JobStore store() {
        return parts.store();
    }

    @Override
    public Job job(JobId id) {
        return store().job(id).orElseThrow(() -> BacalhauException.notFound("job", id.value()));
    }

    @Override
    public JobId resolve(String idOrPrefix) {
        if (idOrPrefix.isBlank()) {
            throw BacalhauException.of(ErrorCode.INVALID_ARGUMENT, "the job id is blank", "name a job");
        }
        List<JobId> candidates = store().jobIdsWithPrefix(idOrPrefix, SHOWN_CANDIDATES + 1);
        if (candidates.isEmpty()) {
            throw BacalhauException.notFound("job", idOrPrefix);
        }
        JobId first = candidates.get(0);
        if (candidates.size() == 1 || first.value().equals(idOrPrefix)) {
            return first;
        }
        String shown = candidates.size() > SHOWN_CANDIDATES
                ? candidates.subList(0, SHOWN_CANDIDATES) + " and more"
                : candidates.toString();
        throw BacalhauException.of(
                ErrorCode.AMBIGUOUS_ID, "several jobs start with " + idOrPrefix + ": " + shown, "write more of the id");
    }

    @Override
    public Page<Job> jobs(JobQuery query) {
        return store().jobs(query);
    }

    @Override
    public List<Execution> executions(JobId id) {
        return known(id, () -> store().executions(id));
    }

    @Override
    public Page<HistoryEntry> history(HistoryQuery query) {
        return known(query.jobId(), () -> store().history(query));
    }

    private <T> T known(JobId id, Supplier<T> read) {
        job(id);
        return read.get();
    }

    @Override
    public List<SpecConfig> results(JobId id) {
        Job job = job(id);
        if (job.spec().type().isLongRunning()) {
            throw BacalhauException.of(
                    ErrorCode.CONFLICT,
                    "job type " + job.spec().type().wireName() + " does not support results",
                    "read its logs instead");
        }
        return store().executions(id).stream()
                .filter(execution -> execution.state() == ExecutionState.COMPLETED)
                .map(Execution::publishedResult)
                .filter(result -> result != null && !result.isNone())
                .toList();
    }

    @Override
    public CompletableFuture<LogReader> logs(
            JobId id, @Nullable ExecutionId executionId, boolean newOnly, boolean follow) {
        try {
            job(id);
            Execution execution = LogSource.choose(id, store().executions(id), executionId);
            if (LogSource.isStored(execution)) {
                return CompletableFuture.completedFuture(new StoredLogReader(execution.output()));
            }
            CompletableFuture<LogReader> answer = answers.open();
            new LogOpening(parts, execution, () -> role.openLog(execution, newOnly, follow), answer).attempt();
            return answer;
        } catch (BacalhauException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    @Override
    public List<NodeState> nodes() {
        return role.nodes();
    }
}
