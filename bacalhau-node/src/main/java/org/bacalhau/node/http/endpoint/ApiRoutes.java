package org.bacalhau.node.http.endpoint;

import java.util.ArrayList;
import java.util.List;
import org.bacalhau.client.api.ApiBuildVersion;
import org.bacalhau.node.http.auth.AuthSettings;
import org.bacalhau.node.http.auth.Tokens;
import org.bacalhau.node.http.result.ResultServer;
import org.bacalhau.node.http.route.Route;

/** All routes of a node, by the roles it has (http-api.md §3). Immutable. */
public final class ApiRoutes {
    private final List<Route> routes;

    private ApiRoutes(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /** Returns the routes of a node. */
    public static ApiRoutes of(
            ServedNode node,
            ApiBuildVersion version,
            AuthSettings auth,
            Tokens tokens,
            StoreReads reads,
            ResultServer results,
            int mostWaits) {
        List<Route> routes = new ArrayList<>();
        node.requester().ifPresent(requester -> {
            routes.addAll(new SubmitEndpoint(requester).routes());
            routes.addAll(reads.answering(new JobEndpoints(requester, reads, mostWaits).routes()));
            routes.addAll(reads.answering(new JobPartEndpoints(requester, results).routes()));
            routes.addAll(reads.answering(new StreamEndpoints(requester, reads).routes()));
            routes.addAll(new NodeEndpoints(node, requester).routes());
            routes.addAll(LegacyEndpoints.routes());
        });
        node.compute().ifPresent(compute -> routes.addAll(new ComputeEndpoints(compute).routes()));
        routes.addAll(reads.answering(results.routes(node.requester())));
        routes.addAll(new AuthEndpoints(node.id(), auth, tokens).routes());
        routes.addAll(new AgentEndpoints(node, version).routes());
        routes.addAll(new HealthEndpoints(node, version).routes());
        OpenApi.addTo(routes, version);
        return new ApiRoutes(routes);
    }

    /** Returns every route. */
    public List<Route> routes() {
        return routes;
    }
}
