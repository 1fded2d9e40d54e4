package org.bacalhau.node.http.endpoint;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.bacalhau.client.api.JobApproval;
import org.bacalhau.client.api.NodeMapper;
import org.bacalhau.client.api.SignedEnvelope;
import org.bacalhau.core.compute.ComputeNode;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.store.LocalExecution;
import org.bacalhau.node.http.route.Answer;
import org.bacalhau.node.http.route.Call;
import org.bacalhau.node.http.route.Content;
import org.bacalhau.node.http.route.Method;
import org.bacalhau.node.http.route.Operation;
import org.bacalhau.node.http.route.Refusal;
import org.bacalhau.node.http.route.Route;

/** Tells about the compute role, and refuses approvals, for which no job here ever waits (http-api.md §12). */
final class ComputeEndpoints {
    private final ComputeNode compute;

    ComputeEndpoints(ComputeNode compute) {
        this.compute = compute;
    }

    List<Route> routes() {
        return List.of(
                Route.of(
                        Method.POST,
                        "/api/v1/compute/debug",
                        Operation.of(
                                "compute.debug", "Returns what the compute role is busy with.", Content.anyJson(200)),
                        call -> Answers.json(debug(compute))),
                Route.of(
                        Method.POST,
                        "/api/v1/compute/approve",
                        Operation.of(
                                        "compute.approve",
                                        "Refuses approvals: the node decides about jobs at once.",
                                        Content.anyJson(200))
                                .taking(SignedEnvelope.class),
                        ComputeEndpoints::approve));
    }

    /** Returns what the compute role is busy with. */
    static Map<String, Object> debug(ComputeNode compute) {
        return Map.of(
                "ActiveJobs",
                compute.executions().stream().map(ComputeEndpoints::active).toList());
    }

    private static Map<String, Object> active(LocalExecution execution) {
        Map<String, Object> shown = new TreeMap<>();
        shown.put("ExecutionID", execution.id().value());
        shown.put("JobID", execution.job().id().value());
        shown.put("State", execution.state().name());
        shown.put(
                "AllocatedResources",
                Map.of("Tasks", Map.of(execution.job().task().name(), NodeMapper.toWire(execution.allocated()))));
        return shown;
    }

    private static CompletionStage<Answer> approve(Call call) {
        SignedPayload payload = SignedPayload.read(call.body());
        payload.requireSigner(payload.as(JobApproval.class).clientId());
        // As the original answers where its operator named no client that may approve.
        throw Refusal.withStatus(
                401,
                ErrorCode.PERMISSION_DENIED,
                "approval submitted by unknown client",
                "no job waits for approval here: the node decides about each at once");
    }
}
