package org.bacalhau.node.http.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.bacalhau.core.model.Job;
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

/** Streams the log (http-api.md §8) and the history of a job. */
final class StreamEndpoints {
    private static final Duration QUIET = Duration.ofSeconds(15); // proxies often give up after 30

    private static final String EVENT_ID = "^[0-9]{1,18}$";

    private final Requester requester;
    private final Executor reads;
    private final JobLookup lookup;

    StreamEndpoints(Requester requester, Executor reads) {
        this.requester = requester;
        this.reads = reads;
        this.lookup = new JobLookup(requester);
    }

    List<Route> routes() {
        return List.of(
                Route.of(
                        Method.GET,
                        "/api/v1/orchestrator/jobs/:id/logs",
                        Operation.of(
                                        "orchestrator.jobLogs",
                                        "Sends a job's output over a WebSocket.",
                                        Content.webSocket())
                                .with(
                                        Parameter.text("execution_id", "the execution; else the latest"),
                                        Parameter.flag("tail", "only what is written from now on"),
                                        Parameter.flag("follow", "until the execution ends")),
                        call -> Answers.now(new Answer.Stream(Answer.Kind.MESSAGES, logs(call)))),
                Route.of(
                        Method.GET,
                        "/api/v1/orchestrator/jobs/:id/events",
                        Operation.of(
                                        "orchestrator.jobEvents",
                                        "Sends a job's history as server-sent events until the job has ended. Each has a"
                                                + " number as its id; Last-Event-ID goes on after one.",
                                        Content.events())
                                .refusing(404, 409)
                                .with(
                                        Parameter.number(
                                                "after", "only events with a higher number", Query.LARGEST_NUMBER),
                                        Parameter.header("Last-Event-ID", "the same, as browsers say it", EVENT_ID)),
                        this::events));
    }

    private LogMessages logs(Call call) {
        String given = call.variable("id");
        return new LogMessages(given, () -> {
            boolean newOnly = call.query().flag("tail");
            boolean follow = call.query().flag("follow");
            String execution = call.query().text("execution_id");
            Job job = lookup.job(call, Caller.READ);
            return LogMessages.open(requester, job.id(), execution, newOnly, follow);
        });
    }

    private CompletionStage<Answer> events(Call call) {
        long after = call.query().number("after");
        String last = call.header("Last-Event-ID");
        if (!last.isEmpty()) {
            if (!last.matches(EVENT_ID)) {
                throw Refusal.unreadable(
                        "Last-Event-ID \"" + last + "\" is no number", "send the id of the last event");
            }
            after = Long.parseLong(last);
        }
        Job job = lookup.job(call, Caller.READ);
        return Answers.now(
                new Answer.Stream(Answer.Kind.EVENTS, new HistoryEvents(requester, job.id(), after, reads, QUIET)));
    }
}
