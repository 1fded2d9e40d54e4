package org.bacalhau.node.http.endpoint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bacalhau.client.api.ApiExecution;
import org.bacalhau.client.api.ApiHistoryEntry;
import org.bacalhau.client.api.ApiList;
import org.bacalhau.client.api.ApiSpecConfig;
import org.bacalhau.client.api.JobMapper;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.requester.Requester;
import org.bacalhau.node.http.result.ResultServer;
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

/** Shows the history, executions and results of a job (http-api.md §7.5–7.7). */
final class JobPartEndpoints {
    private static final Set<String> EVENT_TYPES = Set.of("", "all", "job", "execution");
    private static final Comparator<ApiExecution> BY_MODIFICATION = Comparator.comparing(ApiExecution::modifyTime);
    private static final Map<String, Comparator<ApiExecution>> ORDERS = Map.of(
            "", BY_MODIFICATION,
            "modify_time", BY_MODIFICATION,
            "create_time", Comparator.comparing(ApiExecution::createTime),
            "id", Comparator.comparing(ApiExecution::id),
            "state", Comparator.comparing(execution -> execution.computeState().stateType()));
    private static final Parameter[] PAGING = {
        Parameter.number("limit", "how many at the most", Query.LARGEST_NUMBER),
        Parameter.text("next_token", "has no effect"),
        Parameter.oneOf("order_by", "by what to sort", List.of("modify_time", "create_time", "id", "state")),
        Parameter.flag("reverse", "last first"),
    };

    private final Requester requester;
    private final JobLookup lookup;
    private final JobParts parts;
    private final ResultServer results;

    JobPartEndpoints(Requester requester, ResultServer results) {
        this.requester = requester;
        this.results = results;
        this.lookup = new JobLookup(requester);
        this.parts = new JobParts(requester);
    }

    List<Route> routes() {
        return List.of(
                Route.of(
                        Method.GET,
                        "/api/v1/orchestrator/jobs/:id/history",
                        Operation.of(
                                        "orchestrator.jobHistory",
                                        "Returns the history of a job.",
                                        Content.listOf(ApiHistoryEntry.class))
                                .refusing(404, 409)
                                .with(
                                        Parameter.number("since", "not before this second since 1970", Long.MAX_VALUE),
                                        Parameter.oneOf(
                                                "event_type", "whose history", List.of("all", "job", "execution")),
                                        Parameter.text("execution_id", "the beginning of an execution's id"),
                                        Parameter.text("node_id", "the beginning of a node's id")),
                        call -> Answers.json(ApiList.of(history(call)))),
                Route.of(
                        Method.GET,
                        "/api/v1/orchestrator/jobs/:id/executions",
                        Operation.of(
                                        "orchestrator.jobExecutions",
                                        "Returns the executions of a job.",
                                        Content.listOf(ApiExecution.class))
                                .refusing(404, 409)
                                .with(PAGING),
                        call -> Answers.json(ApiList.of(executions(call)))),
                Route.of(
                        Method.GET,
                        "/api/v1/orchestrator/jobs/:id/results",
                        Operation.of(
                                        "orchestrator.jobResults",
                                        "Tells where a job's results are.",
                                        Content.listOf(ApiSpecConfig.class))
                                .refusing(404, 409),
                        call -> Answers.now(results(call))));
    }

    private List<ApiHistoryEntry> history(Call call) {
        Query query = call.query();
        query.number("limit");
        query.flag("reverse");
        long since = query.signedNumber("since");
        String type = query.text("event_type");
        List<String> problems = new ArrayList<>();
        if (since < 0) {
            problems.add(failed("Since", "min"));
        }
        if (!EVENT_TYPES.contains(type)) {
            problems.add(failed("EventType", "oneof"));
        }
        if (!problems.isEmpty()) {
            throw Refusal.unreadable(
                    String.join("\n", problems), "since is 0 or more; event_type is all, job or execution");
        }
        Job job = lookup.job(call, Caller.READ);
        return parts.history(job.id()).stream()
                .filter(entry -> entry.time().getEpochSecond() >= since)
                .filter(entry -> isOfType(entry, type))
                .filter(entry -> entry.executionId().startsWith(query.text("execution_id")))
                .filter(entry -> entry.nodeId().startsWith(query.text("node_id")))
                .toList();
    }

    private static String failed(String field, String rule) {
        return "Key: 'ListJobHistoryRequest." + field + "' Error:Field validation for '" + field + "' failed on the '"
                + rule + "' tag";
    }

    private static boolean isOfType(ApiHistoryEntry entry, String type) {
        return switch (type) {
            case "job" -> entry.type().equals(ApiHistoryEntry.JOB_LEVEL);
            case "execution" -> entry.type().equals(ApiHistoryEntry.EXECUTION_LEVEL);
            default -> true;
        };
    }

    private List<ApiExecution> executions(Call call) {
        Query query = call.query();
        long limit = query.number("limit");
        boolean reverse = query.flag("reverse");
        @Nullable Comparator<ApiExecution> order = ORDERS.get(query.text("order_by"));
        if (order == null) {
            throw Refusal.unreadable("invalid order_by", "use modify_time, create_time, id or state");
        }
        Comparator<ApiExecution> total = order.thenComparing(ApiExecution::id);
        Job job = lookup.job(call, Caller.READ);
        return parts.executionsById(job.id()).stream()
                .sorted(reverse ? total.reversed() : total)
                .limit(limit == 0 ? Long.MAX_VALUE : limit)
                .toList();
    }

    private Answer results(Call call) {
        Query query = call.query();
        query.number("limit");
        query.flag("reverse");
        Job job = lookup.job(call, Caller.DOWNLOAD);
        ApiList<?> found = ApiList.of(requester.results(job.id()).stream()
                .map(published -> results.forClient(job.id(), published, call))
                .map(JobMapper::toWire)
                .toList());
        return new Answer.Whole(200, Answer.JSON_UTF_8, found, Map.of());
    }
}
