package org.bacalhau.node.http.endpoint;

import com.google.common.hash.Hashing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.bacalhau.client.api.ApiHeaders;
import org.bacalhau.client.api.ApiJob;
import org.bacalhau.client.api.FaultTexts;
import org.bacalhau.client.api.JobSubmissions;
import org.bacalhau.client.api.PutJobRequest;
import org.bacalhau.client.api.PutJobResponse;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.ValidationException;
import org.bacalhau.core.requester.Requester;
import org.bacalhau.core.requester.RequesterConfig;
import org.bacalhau.core.requester.Submission;
import org.bacalhau.core.requester.SubmissionKey;
import org.bacalhau.core.requester.Submitted;
import org.bacalhau.node.http.route.Answer;
import org.bacalhau.node.http.route.Call;
import org.bacalhau.node.http.route.Caller;
import org.bacalhau.node.http.route.Content;
import org.bacalhau.node.http.route.Method;
import org.bacalhau.node.http.route.Operation;
import org.bacalhau.node.http.route.Parameter;
import org.bacalhau.node.http.route.Refusal;
import org.bacalhau.node.http.route.Route;
import org.jspecify.annotations.Nullable;

/** Takes jobs (http-api.md §7.1, §15). */
final class SubmitEndpoint {
    private static final int LONGEST_KEY = 256;
    private static final Map<String, Object> EXAMPLE = Map.of(
            "Job",
            Map.of(
                    "Name",
                    "example",
                    "Type",
                    "batch",
                    "Count",
                    1,
                    "Tasks",
                    List.of(Map.of("Name", "main", "Engine", Map.of("Type", "noop")))));

    private final Requester requester;

    SubmitEndpoint(Requester requester) {
        this.requester = requester;
    }

    List<Route> routes() {
        return List.of(route(Method.PUT, "orchestrator.putJob"), route(Method.POST, "orchestrator.postJob"));
    }

    private Route route(Method method, String id) {
        return Route.of(
                method,
                "/api/v1/orchestrator/jobs",
                Operation.of(
                                id,
                                "Submits a job. When it answers, the job is stored.",
                                Content.json(PutJobResponse.class))
                        .taking(PutJobRequest.class)
                        .forExample(EXAMPLE)
                        .with(Parameter.header(
                                ApiHeaders.IDEMPOTENCY_KEY,
                                "the same for each try of one submission, so that it makes one job",
                                "^.{0," + LONGEST_KEY + "}$"))
                        .refusing(409, 415, 422, 507),
                this::submit);
    }

    private CompletionStage<Answer> submit(Call call) {
        PutJobRequest request = call.json(PutJobRequest.class).orElseGet(() -> new PutJobRequest(null, "", null, ""));
        String sent = call.header(ApiHeaders.IDEMPOTENCY_KEY);
        String key = sent.isEmpty() ? request.idempotencyToken() : sent;
        if (key.length() > LONGEST_KEY) {
            throw Refusal.unreadable(
                    "the idempotency key has " + key.length() + " characters", "use at most " + LONGEST_KEY);
        }
        @Nullable
        SubmissionKey once = key.isEmpty()
                ? null
                : new SubmissionKey(
                        call.caller().name(),
                        key,
                        Hashing.sha256().hashBytes(call.body()).toString());
        return submit(request.job(), once, call.caller()).thenApply(Answer::json);
    }

    private CompletableFuture<PutJobResponse> submit(@Nullable ApiJob job, @Nullable SubmissionKey key, Caller caller) {
        JobSubmissions.Read read;
        try {
            // These limits only matter where others are missing, and the requester checks with its own.
            read = JobSubmissions.read(job, RequesterConfig.DEFAULT.defaultTimeouts());
        } catch (ValidationException invalid) {
            return CompletableFuture.failedFuture(explained(invalid, job));
        }
        String namespace = read.submission().spec().namespace();
        caller.require(Caller.WRITE, namespace.isEmpty() ? "default" : namespace);
        Submission submission =
                key == null ? read.submission() : read.submission().withKey(key);
        return requester
                .submit(submission)
                .thenApply(submitted -> response(read.warnings(), submitted))
                .exceptionally(failure -> {
                    throw new CompletionException(explained(failure, job));
                });
    }

    private static PutJobResponse response(List<String> ignored, Submitted submitted) {
        List<String> warnings = new ArrayList<>(ignored);
        warnings.addAll(submitted.warnings());
        return new PutJobResponse(
                submitted.job().id().value(), submitted.evaluationId().value(), warnings.isEmpty() ? null : warnings);
    }

    private static Throwable explained(Throwable failure, @Nullable ApiJob job) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ValidationException invalid) {
            return Refusal.invalid(FaultTexts.describe(invalid.faults(), job), invalid.faults());
        }
        if (cause instanceof BacalhauException refused && refused.code() == ErrorCode.ALREADY_EXISTS && job != null) {
            return Refusal.of(
                    ErrorCode.ALREADY_EXISTS,
                    "job already exists: " + job.id(),
                    refused.failure().hint());
        }
        return cause;
    }
}
