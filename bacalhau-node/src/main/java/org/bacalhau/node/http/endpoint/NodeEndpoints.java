package org.bacalhau.node.http.endpoint;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.bacalhau.client.api.GetNodeResponse;
import org.bacalhau.client.api.ListNodesResponse;
import org.bacalhau.client.api.NodeActionRequest;
import org.bacalhau.client.api.NodeActionResponse;
import org.bacalhau.client.api.NodeMapper;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.NodeState;
import org.bacalhau.core.model.NodeState.Membership;
import org.bacalhau.core.requester.Requester;
import org.bacalhau.node.http.route.Answer;
import org.bacalhau.node.http.route.Call;
import org.bacalhau.node.http.route.Content;
import org.bacalhau.node.http.route.Method;
import org.bacalhau.node.http.route.Operation;
import org.bacalhau.node.http.route.Parameter;
import org.bacalhau.node.http.route.Query;
import org.bacalhau.node.http.route.Refusal;
import org.bacalhau.node.http.route.Route;

/** Lists and shows the nodes of the network, and lets them in or not (http-api.md §9). */
final class NodeEndpoints {
    private static final int SHOWN_CANDIDATES = 3;

    private final ServedNode served;
    private final Requester requester;
    private final NodeList list;

    NodeEndpoints(ServedNode served, Requester requester) {
        this.served = served;
        this.requester = requester;
        this.list = new NodeList(served);
    }

    List<Route> routes() {
        return List.of(
                Route.of(
                        Method.GET,
                        "/api/v1/orchestrator/nodes",
                        Operation.of("orchestrator.listNodes", "Lists nodes.", Content.json(ListNodesResponse.class))
                                .with(
                                        Parameter.text("labels", "only nodes whose labels this selects"),
                                        Parameter.text("filter-approval", "only approved, pending or rejected ones"),
                                        Parameter.text("filter-status", "only connected or disconnected ones"),
                                        Parameter.number("limit", "how many nodes at the most", Query.LARGEST_NUMBER),
                                        Parameter.oneOf("order_by", "by what to sort", NodeList.ORDERS),
                                        Parameter.flag("reverse", "last first")),
                        call -> Answers.json(list.page(call.query()))),
                Route.of(
                        Method.GET,
                        "/api/v1/orchestrator/nodes/:id",
                        Operation.of("orchestrator.getNode", "Returns a node.", Content.json(GetNodeResponse.class))
                                .refusing(404, 409),
                        call -> Answers.json(new GetNodeResponse(NodeMapper.toWire(node(call.variable("id")))))),
                Route.of(
                        Method.PUT,
                        "/api/v1/orchestrator/nodes/:id",
                        Operation.of(
                                        "orchestrator.updateNode",
                                        "Lets a node in, gives it no more work, or forgets it.",
                                        Content.json(NodeActionResponse.class))
                                .refusing(415)
                                .taking(NodeActionRequest.class),
                        this::act));
    }

    private NodeState node(String prefix) {
        List<NodeState> found = served.nodes().stream()
                .filter(node -> node.id().value().startsWith(prefix))
                .toList();
        if (found.isEmpty()) {
            throw Refusal.of(
                    ErrorCode.NOT_FOUND, "nodeInfo not found for nodeID: " + prefix, "list the nodes, or check the id");
        }
        if (found.size() == 1 || found.get(0).id().value().equals(prefix)) {
            return found.get(0);
        }
        List<String> shown = found.stream()
                .limit(SHOWN_CANDIDATES)
                .map(node -> node.id().value())
                .toList();
        throw Refusal.of(
                ErrorCode.AMBIGUOUS_ID,
                "multiple nodes found for nodeID prefix: " + prefix + ", matching nodeIDs: ["
                        + String.join(" ", shown)
                        + (found.size() > SHOWN_CANDIDATES ? " ...]" : "]"),
                "write more of the id");
    }

    private CompletionStage<Answer> act(Call call) {
        String action = call.json(NodeActionRequest.class)
                .map(NodeActionRequest::action)
                .orElse("");
        NodeState node;
        try {
            node = node(call.variable("id"));
        } catch (Refusal refusal) {
            return Answers.json(new NodeActionResponse(false, refusal.failure().message()));
        }
        CompletionStage<?> done;
        switch (action) {
            case NodeActionRequest.APPROVE -> done = requester.approve(node.id());
            case NodeActionRequest.REJECT -> done = requester.reject(node.id());
            case NodeActionRequest.DELETE -> done = requester.remove(node.id());
            default -> {
                return Answers.json(new NodeActionResponse(false, "unsupported action"));
            }
        }
        return done.handle((unused, failure) ->
                Answer.json(failure == null ? new NodeActionResponse(true, "") : refused(action, failure)));
    }

    private static NodeActionResponse refused(String action, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (!(cause instanceof BacalhauException known) || known.code() == ErrorCode.INTERNAL) {
            throw new CompletionException(cause);
        }
        if (known.code() == ErrorCode.CONFLICT) {
            Membership membership =
                    action.equals(NodeActionRequest.APPROVE) ? Membership.APPROVED : Membership.REJECTED;
            return new NodeActionResponse(
                    false, "node already " + membership.name().toLowerCase(Locale.ROOT));
        }
        return new NodeActionResponse(false, known.failure().message());
    }
}
