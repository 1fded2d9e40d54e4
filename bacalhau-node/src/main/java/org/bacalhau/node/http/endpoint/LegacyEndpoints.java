package org.bacalhau.node.http.endpoint;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bacalhau.node.http.route.Answer;
import org.bacalhau.node.http.route.Content;
import org.bacalhau.node.http.route.Method;
import org.bacalhau.node.http.route.Operation;
import org.bacalhau.node.http.route.Route;

/** Tells clients of the old requester API that it is gone (http-api.md §13.2). Stateless. */
final class LegacyEndpoints {
    private static final String TEXT = "This endpoint is deprecated. See the migration guide at "
            + "https://docs.bacalhau.org/references/cli-reference/command-migration for more information";

    private LegacyEndpoints() {}

    static List<Route> routes() {
        Stream<Route> posted = Stream.of("list", "states", "results", "events", "submit", "cancel", "debug")
                .map(name -> gone(Method.POST, name));
        Stream<Route> read = Stream.of("nodes", "websocket/events").map(name -> gone(Method.GET, name));
        return Stream.concat(posted, read).toList();
    }

    private static Route gone(Method method, String name) {
        return Route.of(
                method,
                "/api/v1/requester/" + name,
                Operation.of(
                        "requester." + name.replace('/', '.'),
                        "Is gone: use the routes below orchestrator.",
                        Content.anyJson(410)),
                call -> Answers.now(new Answer.Whole(410, Answer.JSON, TEXT, Map.of())));
    }
}
