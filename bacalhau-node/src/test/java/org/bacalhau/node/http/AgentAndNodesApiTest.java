package org.bacalhau.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bacalhau.core.Role;
import org.bacalhau.core.requester.RequesterConfig;
import org.bacalhau.node.http.TestNode.Reply;
import org.junit.jupiter.api.Test;

/** What tells about nodes. */
class AgentAndNodesApiTest {
    private static final String NODES = "/api/v1/orchestrator/nodes";

    @Test
    void tellsAboutTheNodeOnLongAndShortPaths() throws Exception {
        try (TestNode node = TestNode.start()) {
            assertThat(node.get("/api/v1/id").text()).isEqualTo(TestNode.NODE_ID);
            assertThat(node.get("/id").header("Content-Type")).isEqualTo("text/plain");
            assertThat(node.get("/livez").text()).isEqualTo("OK");
            assertThat(node.get("/id?x=1").status()).isEqualTo(404);
            assertThat(node.get("/foo/livez").status()).isEqualTo(404);
            assertThat(node.get("/").at("GitVersion")).isEqualTo("v1.4.0");
            assertThat(node.get("/api/v1/agent/version").at("Major")).isEqualTo("1");
            assertThat(node.get("/healthz").at("FreeSpace", "tmp", "All")).isInstanceOf(Number.class);
            assertThat(node.send("POST", "/version", "{\"client_id\":\"x\"}").at("build_version_info", "GitVersion"))
                    .isEqualTo("v1.4.0");
            assertThat(node.send("POST", "/api/v1/version", "").status()).isEqualTo(200);
            Reply agent = node.get("/api/v1/agent/node");
            assertThat(agent.at("Info", "NodeID")).isEqualTo(TestNode.NODE_ID);
            assertThat(agent.at("Info", "NodeType")).isEqualTo("Compute");
            assertThat(agent.at("Info", "ComputeNodeInfo", "ExecutionEngines")).isEqualTo(List.of("noop"));
            assertThat(agent.at("Connection")).isEqualTo("CONNECTED");
            assertThat(node.get("/api/v1/agent/debug").json().keySet().toString())
                    .isEqualTo("[ActiveJobs, DiscoveredNodes]");
        }
    }

    @Test
    void servesOnlyTheRoutesOfItsRoles() throws Exception {
        try (TestNode compute = TestNode.start(HttpSettings.DEFAULT, builder -> builder.roles(Role.COMPUTE));
                TestNode requester = TestNode.start(HttpSettings.DEFAULT, builder -> builder.roles(Role.REQUESTER))) {
            assertThat(compute.get(NODES).status()).isEqualTo(404);
            assertThat(compute.get("/api/v1/auth").status()).isEqualTo(200);
            Reply agent = requester.get("/api/v1/agent/node");
            assertThat(agent.at("Info", "NodeType")).isEqualTo("Requester");
            assertThat(((Map<?, ?>) agent.at("Info")).containsKey("ComputeNodeInfo"))
                    .isFalse();
            assertThat(requester.get(NODES).at("Nodes", 0, "Info", "NodeID")).isEqualTo(TestNode.NODE_ID);
        }
    }

    @Test
    void sendsClientsOfTheOldApiAway() throws Exception {
        try (TestNode node = TestNode.start()) {
            Reply gone = node.send("POST", "/requester/submit", "{}");

            assertThat(gone.status()).isEqualTo(410);
            assertThat(gone.text()).startsWith("\"This endpoint is deprecated.");
            assertThat(node.get("/api/v1/requester/nodes").status()).isEqualTo(410);
            assertThat(node.get("/api/v1/requester/logs").status()).isEqualTo(404);
        }
    }

    @Test
    void letsAnOperatorAdmitAndRejectNodes() throws Exception {
        try (TestNode node = TestNode.start(
                HttpSettings.DEFAULT, builder -> builder.requester(RequesterConfig.DEFAULT.withManualApproval(true)))) {
            assertThat(node.get(NODES).at("Nodes", 0, "Membership")).isEqualTo("PENDING");
            assertThat(act(node, "n-481", "approve")).isEqualTo(Map.of("Success", true, "Error", ""));
            assertThat(act(node, "n-481", "approve"))
                    .isEqualTo(Map.of("Success", false, "Error", "node already approved"));
            assertThat(act(node, TestNode.NODE_ID, "reject")).isEqualTo(Map.of("Success", true, "Error", ""));
            assertThat(act(node, TestNode.NODE_ID, "reject"))
                    .isEqualTo(Map.of("Success", false, "Error", "node already rejected"));
            assertThat(act(node, "n-481", "APPROVE"))
                    .isEqualTo(Map.of("Success", false, "Error", "unsupported action"));
            assertThat(act(node, "n-zzz", "approve"))
                    .isEqualTo(Map.of("Success", false, "Error", "nodeInfo not found for nodeID: n-zzz"));
            assertThat((List<?>) node.get(NODES + "?filter-approval=rejected").at("Nodes"))
                    .hasSize(1);
            assertThat((List<?>) node.get(NODES + "?filter-status=disconnected").at("Nodes"))
                    .isEmpty();
            assertThat((List<?>) node.get(NODES + "?labels=Operating-System").at("Nodes"))
                    .hasSize(1);
            assertThat((List<?>) node.get(NODES + "?labels=!Operating-System").at("Nodes"))
                    .isEmpty();
            assertThat(node.get(NODES + "?order_by=available_cpu&reverse=true&limit=1")
                            .status())
                    .isEqualTo(200);
            assertThat(node.get(NODES + "?order_by=nosuch").at("message")).isEqualTo("invalid order_by");
            assertThat(node.get(NODES + "/n-4").at("Node", "Info", "NodeID")).isEqualTo(TestNode.NODE_ID);
            assertThat(node.get(NODES + "/n-zzz").status()).isEqualTo(404);
            assertThat(act(node, "n-481", "delete")).isEqualTo(Map.of("Success", true, "Error", ""));
        }
    }

    private static Map<?, ?> act(TestNode node, String id, String action) throws Exception {
        return node.send("PUT", NODES + "/" + id, "{\"Action\":\"" + action + "\",\"Message\":\"\"}")
                .json();
    }

    @Test
    void describesEveryRoute() throws Exception {
        try (TestNode node = TestNode.start()) {
            Map<?, ?> paths = (Map<?, ?>) node.get("/api/v1/openapi.json").at("paths");
            Set<String> ids = new TreeSet<>();
            int operations = 0;
            for (Object path : paths.values()) {
                for (Object operation : ((Map<?, ?>) path).values()) {
                    ids.add(String.valueOf(((Map<?, ?>) operation).get("operationId")));
                    operations++;
                }
            }
            assertThat(ids).hasSize(operations);
            assertThat(paths.keySet())
                    .extracting(String::valueOf)
                    .contains(
                            "/", "/api/v1/orchestrator/jobs/{id}/logs", "/api/v1/openapi.json", "/api/v1/auth/{name}");
            assertThat(operations).isEqualTo(node.routes().size());
        }
    }
}
