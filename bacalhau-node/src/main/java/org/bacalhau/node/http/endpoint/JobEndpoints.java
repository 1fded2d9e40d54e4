package org.bacalhau.node.http.endpoint;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.bacalhau.client.api.ApiJob;
import org.bacalhau.client.api.ApiList;
import org.bacalhau.client.api.GetJobResponse;
import org.bacalhau.client.api.JobMapper;
import org.bacalhau.client.api.StopJobRequest;
import org.bacalhau.client.api.StopJobResponse;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.EvaluationId;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.requester.Requester;
import org.bacalhau.node.http.route.Answer;
import org.bacalhau.node.http.route.Call;
import org.bacalhau.node.http.route.Caller;
import org.bacalhau.node.http.route.Content;
import org.bacalhau.node.http.route.Method;
import org.bacalhau.node.http.route.Operation;
import org.bacalhau.node.http.route.Parameter;
import org.bacalhau.node.http.route.Query;
import org.bacalhau.node.http.route.Refusal;
import org.bacalhau.node.http.route.Route;
import org.jspecify.annotations.Nullable;

/** Lists, shows and stops jobs (http-api.md §7.2–7.4). */
final class JobEndpoints {
    private static final long LONGEST_WAIT = 60; // seconds

    private final Requester requester;
    private final Executor reads;
    private final Semaphore waits;
    private final JobLookup lookup;
    private final JobList list;
    private final JobParts parts;

    /**
     * Creates them.
     *
     * @param reads runs what reads the store after a wait
     * @param mostWaits how many calls may wait for jobs at a time
     */
    JobEndpoints(Requester requester, Executor reads, int mostWaits) {
        this.requester = requester;
        this.reads = reads;
        this.waits = new Semaphore(mostWaits);
        this.lookup = new JobLookup(requester);
        this.list = new JobList(requester);
        this.parts = new JobParts(requester);
    }

    List<Route> routes() {
        return List.of(
                Route.of(
                        Method.GET,
                        "/api/v1/orchestrator/jobs",
                        Operation.of("orchestrator.listJobs", "Lists jobs.", Content.listOf(ApiJob.class))
                                .with(
                                        Parameter.text("namespace", "only jobs of this namespace"),
                                        Parameter.text("labels", "only jobs whose labels this selects"),
                                        Parameter.number("limit", "how many jobs at the most", Query.LARGEST_NUMBER),
                                        Parameter.text("next_token", "goes on after the page before"),
                                        Parameter.text("order_by", "created_at or modified_at"),
                                        Parameter.flag("reverse", "last first")),
                        call -> Answers.json(list.page(call))),
                Route.of(
                        Method.GET,
                        "/api/v1/orchestrator/jobs/:id",
                        Operation.of("orchestrator.getJob", "Returns a job.", Content.json(GetJobResponse.class))
                                .refusing(404, 409)
                                .with(
                                        Parameter.text("include", "history, executions, or both with a comma"),
                                        Parameter.number("limit", "has no effect", Query.LARGEST_NUMBER),
                                        Parameter.number(
                                                "wait",
                                                "answers when the job has ended, or after this many seconds, at most "
                                                        + LONGEST_WAIT,
                                                Query.LARGEST_NUMBER)),
                        this::get),
                Route.of(
                        Method.DELETE,
                        "/api/v1/orchestrator/jobs/:id",
                        Operation.of("orchestrator.stopJob", "Stops a job.", Content.json(StopJobResponse.class))
                                .with(Parameter.text("reason", "why, if the body does not say it"))
                                .taking(StopJobRequest.class)
                                .refusing(404, 409, 415),
                        this::stop));
    }

    private CompletionStage<Answer> get(Call call) {
        call.query().number("limit");
        long seconds = Math.min(call.query().number("wait"), LONGEST_WAIT);
        Job job = lookup.job(call, Caller.READ);
        Set<String> included = Arrays.stream(call.query().text("include").split(","))
                .map(String::trim)
                .collect(Collectors.toSet());
        if (seconds == 0 || job.isTerminal()) {
            return Answers.json(shown(job, included));
        }
        if (!waits.tryAcquire()) {
            throw Refusal.of(
                    ErrorCode.RESOURCE_EXHAUSTED, "too many calls wait for jobs already", "ask without wait, or later");
        }
        return requester
                .awaitEnd(job.id(), Duration.ofSeconds(seconds))
                .whenComplete((ended, failure) -> waits.release())
                .handleAsync((ended, failure) -> failure == null ? ended : unlessEnded(job, failure), reads)
                .thenApply(seen -> Answer.json(shown(seen, included)));
    }

    private Job unlessEnded(Job job, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof BacalhauException known && known.code() == ErrorCode.DEADLINE_EXCEEDED) {
            return requester.job(job.id());
        }
        throw new CompletionException(cause);
    }

    private GetJobResponse shown(Job job, Set<String> included) {
        return new GetJobResponse(
                JobMapper.toWire(job),
                included.contains("history") ? ApiList.of(parts.history(job.id())) : null,
                included.contains("executions") ? ApiList.of(parts.executionsById(job.id())) : null);
    }

    private CompletionStage<Answer> stop(Call call) {
        String said = call.json(StopJobRequest.class)
                .map(StopJobRequest::reason)
                .filter(reason -> !reason.isEmpty())
                .orElseGet(() -> call.query().text("reason"));
        Job job = lookup.job(call, Caller.CANCEL);
        if (job.state() == JobState.STOPPED) {
            return Answers.json(new StopJobResponse(""));
        }
        return requester.evaluateStop(job.id(), said).thenApply(stopped -> {
            @Nullable EvaluationId evaluation = stopped.evaluationId();
            return Answer.json(new StopJobResponse(evaluation == null ? "" : evaluation.value()));
        });
    }
}
