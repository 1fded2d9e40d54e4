package org.bacalhau.client;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bacalhau.client.api.ApiExecution;
import org.bacalhau.client.api.ApiHistoryEntry;
import org.bacalhau.client.api.ApiJob;
import org.bacalhau.client.api.ApiList;
import org.bacalhau.client.api.GetJobResponse;
import org.bacalhau.client.api.JobMapper;
import org.bacalhau.client.api.Json;
import org.bacalhau.client.api.PutJobRequest;
import org.bacalhau.client.api.PutJobResponse;
import org.bacalhau.client.api.StopJobRequest;
import org.bacalhau.client.api.StopJobResponse;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.Page;

/**
 * What a client can do with jobs. Safe for any thread. An id may be shortened as long as it fits one job only; methods
 * fail with {@code NOT_FOUND} or {@code AMBIGUOUS_ID} otherwise.
 */
public final class Jobs {
    private final ClientParts parts;
    private final JobWaiting waiting;

    Jobs(ClientParts parts) {
        this.parts = parts;
        this.waiting = new JobWaiting(parts);
    }

    /** Submits a job; see {@link #submitAsync(ApiJob)}. */
    public PutJobResponse submit(JobSpec spec) {
        return submit(JobMapper.toWire(spec));
    }

    /** Submits a job; see {@link #submitAsync(ApiJob)}. */
    public PutJobResponse submit(ApiJob job) {
        return Futures.await(submitAsync(job));
    }

    /** Submits a job; see {@link #submitAsync(ApiJob)}. */
    public CompletableFuture<PutJobResponse> submitAsync(JobSpec spec) {
        return submitAsync(JobMapper.toWire(spec));
    }

    /**
     * Submits a job. If this fails with {@code UPSTREAM_FAILED} or {@code DEADLINE_EXCEEDED}, the node may have taken the
     * job all the same: the client never sends a submission again that may have arrived, unless the node recognises it.
     *
     * @return the job's id, and warnings about what of it was ignored; fails with {@code INVALID_ARGUMENT} if the job has
     *     faults
     */
    public CompletableFuture<PutJobResponse> submitAsync(ApiJob job) {
        String key = UUID.randomUUID().toString();
        return read(
                ApiCall.change("PUT", PutJobRequest.of(job, key), "orchestrator", "jobs")
                        .once(key),
                PutJobResponse.class);
    }

    /** Returns a job. */
    public ApiJob get(String id) {
        return Futures.await(getAsync(id));
    }

    /** Returns a job. */
    public CompletableFuture<ApiJob> getAsync(String id) {
        return Futures.map(getWithAsync(id), GetJobResponse::job);
    }

    /** Returns a job together with its history, executions or both. */
    public GetJobResponse getWith(String id, Include... parts) {
        return Futures.await(getWithAsync(id, parts));
    }

    /** Returns a job together with its history, executions or both. */
    public CompletableFuture<GetJobResponse> getWithAsync(String id, Include... parts) {
        String include = Arrays.stream(parts).map(Include::wireName).collect(Collectors.joining(","));
        return read(
                ApiCall.get("orchestrator", "jobs", ApiCall.id("job", id)).with("include", include),
                GetJobResponse.class);
    }

    /** Returns the first page of a list of jobs. */
    public Page<ApiJob> page(JobSelection selection) {
        return Futures.await(pageAsync(selection, ""));
    }

    /**
     * Returns a page of a list of jobs.
     *
     * @param token {@link Page#next()} of the page before; empty for the first
     */
    public CompletableFuture<Page<ApiJob>> pageAsync(JobSelection selection, String token) {
        return Futures.map(readList(selection.call(token), ApiJob.class), Jobs::toPage);
    }

    private static <T> Page<T> toPage(ApiList<T> list) {
        return new Page<>(list.items(), list.nextToken().isEmpty() ? null : list.nextToken());
    }

    /**
     * Returns all jobs of a selection. Pages are read one by one, as the stream is consumed; a page that cannot be read
     * ends it with an exception.
     */
    public Stream<ApiJob> list(JobSelection selection) {
        return PageIterator.stream(token -> Futures.await(pageAsync(selection, token)));
    }

    /** Returns a job's executions, sorted by when they were changed last. */
    public List<ApiExecution> executions(String id) {
        return Futures.await(executionsAsync(id, ExecutionOrder.MODIFIED, false));
    }

    /** Returns a job's executions. */
    public CompletableFuture<List<ApiExecution>> executionsAsync(String id, ExecutionOrder order, boolean reverse) {
        ApiCall call = ApiCall.get("orchestrator", "jobs", ApiCall.id("job", id), "executions")
                .with("order_by", order.wireName())
                .with("reverse", reverse);
        return Futures.map(readList(call, ApiExecution.class), ApiList::items);
    }

    /** Returns what happened to a job, in order of time. */
    public List<ApiHistoryEntry> history(String id, HistorySelection selection) {
        return Futures.await(historyAsync(id, selection));
    }

    /** Returns what happened to a job, in order of time. */
    public CompletableFuture<List<ApiHistoryEntry>> historyAsync(String id, HistorySelection selection) {
        return Futures.map(readList(selection.call(ApiCall.id("job", id)), ApiHistoryEntry.class), ApiList::items);
    }

    /** Stops a job; see {@link #stopAsync}. */
    public StopJobResponse stop(String id, String reason) {
        return Futures.await(stopAsync(id, reason));
    }

    /**
     * Stops a job. Stopping a stopped job does nothing.
     *
     * @param reason for the job's history
     * @return fails with {@code CONFLICT} if the job has completed or failed
     */
    public CompletableFuture<StopJobResponse> stopAsync(String id, String reason) {
        // The original cannot stop a job by a shortened id, so the whole one is looked up first.
        return Futures.then(
                getAsync(id),
                job -> read(
                        ApiCall.change(
                                "DELETE",
                                StopJobRequest.of(reason),
                                "orchestrator",
                                "jobs",
                                ApiCall.id("job", job.id())),
                        StopJobResponse.class));
    }

    /** Waits for a job to end; see {@link #awaitAsync}. */
    public ApiJob await(String id, Duration timeout) {
        return Futures.await(awaitAsync(id, timeout));
    }

    /**
     * Waits for a job to end: to complete, fail or be stopped.
     *
     * @param timeout how long; longer than zero
     * @return the job in its last state; fails with {@code DEADLINE_EXCEEDED} if it has not ended by then (the job goes on)
     */
    public CompletableFuture<ApiJob> awaitAsync(String id, Duration timeout) {
        return waiting.start(ApiCall.id("job", id), timeout);
    }

    /** Reads the output of a job to its end; see {@link #logsAsync}. */
    public void logs(String id, LogOptions options, Consumer<LogLine> reader) {
        Futures.await(logsAsync(id, options, reader).completion());
    }

    /**
     * Reads the output of one execution of a job.
     *
     * <p>When the connection breaks while a log is followed from its beginning, it is opened again and what was read
     * already is skipped, by counting the bytes of each stream: nothing is lost or read twice. If that cannot be promised,
     * because only new output was asked for, or because the execution ended meanwhile and its node keeps only the beginning
     * of its output, reading fails with {@code UPSTREAM_FAILED}.
     *
     * @param reader takes the output in order, one call at a time, on a thread of the client; while it is busy no more is
     *     read from the node. If it throws, reading ends
     * @return to wait for the end, or to end it early
     */
    public LogFollower logsAsync(String id, LogOptions options, Consumer<LogLine> reader) {
        LogFollower follower = new LogFollower(parts, this, ApiCall.id("job", id), options, reader);
        follower.start();
        return follower;
    }

    private <T> CompletableFuture<T> read(ApiCall call, Class<T> type) {
        return Futures.map(parts.calls().send(call), answer -> Json.read(answer.body(), type));
    }

    private <T> CompletableFuture<ApiList<T>> readList(ApiCall call, Class<T> item) {
        return Futures.map(parts.calls().send(call), answer -> Json.readList(answer.body(), item));
    }
}
