package org.bacalhau.node.http.endpoint;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bacalhau.client.api.AliveResponse;
import org.bacalhau.client.api.ApiBuildVersion;
import org.bacalhau.client.api.ApiNodeInfo;
import org.bacalhau.client.api.ApiNodeState;
import org.bacalhau.client.api.NodeMapper;
import org.bacalhau.node.http.route.Content;
import org.bacalhau.node.http.route.Method;
import org.bacalhau.node.http.route.Operation;
import org.bacalhau.node.http.route.Route;

/** Tells about the node itself (http-api.md §10). */
final class AgentEndpoints {
    private final ServedNode node;
    private final ApiBuildVersion version;

    AgentEndpoints(ServedNode node, ApiBuildVersion version) {
        this.node = node;
        this.version = version;
    }

    List<Route> routes() {
        return List.of(
                Route.of(
                        Method.GET,
                        "/api/v1/agent/alive",
                        Operation.of(
                                "agent.alive", "Tells whether the node is alive.", Content.json(AliveResponse.class)),
                        call -> Answers.json(new AliveResponse(AliveResponse.OK))),
                Route.of(
                        Method.GET,
                        "/api/v1/agent/version",
                        Operation.of(
                                "agent.version",
                                "Returns the version of the node.",
                                Content.json(ApiBuildVersion.class)),
                        call -> Answers.json(version)),
                Route.of(
                        Method.GET,
                        "/api/v1/agent/node",
                        Operation.of(
                                "agent.node",
                                "Returns what the node says about itself.",
                                Content.json(ApiNodeState.class)),
                        call -> Answers.json(self())),
                Route.of(
                        Method.GET,
                        "/api/v1/agent/debug",
                        Operation.of(
                                "agent.debug",
                                "Returns what the parts of the node are busy with.",
                                Content.anyJson(200)),
                        call -> Answers.json(debug())));
    }

    private ApiNodeState self() {
        ApiNodeState state = NodeMapper.toWire(node.self());
        return new ApiNodeState(
                new ApiNodeInfo(
                        state.info().nodeId(),
                        state.info().nodeType(),
                        state.info().labels(),
                        state.info().computeNodeInfo(),
                        version),
                state.membership(),
                state.connection());
    }

    private Map<String, Object> debug() {
        Map<String, Object> parts = new TreeMap<>();
        node.requester()
                .ifPresent(requester -> parts.put(
                        "DiscoveredNodes",
                        node.nodes().stream().map(NodeMapper::toWire).toList()));
        node.compute().ifPresent(compute -> parts.putAll(ComputeEndpoints.debug(compute)));
        return parts;
    }
}
