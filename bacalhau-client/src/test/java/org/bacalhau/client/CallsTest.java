package org.bacalhau.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mockwebserver3.RecordedRequest;
import org.bacalhau.client.api.ApiExecution;
import org.bacalhau.client.api.ApiHeaders;
import org.bacalhau.client.api.ApiJob;
import org.bacalhau.client.api.ApiNodeState;
import org.bacalhau.client.api.GetJobResponse;
import org.bacalhau.client.api.Json;
import org.bacalhau.client.api.PutJobRequest;
import org.bacalhau.client.api.PutJobResponse;
import org.bacalhau.client.api.Recordings;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.LabelRequirement;
import org.bacalhau.core.model.NodeState;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each method sends, and what it makes of answers that the original gave. */
class CallsTest {
    private static final String JOBS = "/api/v1/orchestrator/jobs";

    private final TestNode node = new TestNode();
    private final BacalhauClient client = node.client().build();

    @AfterEach
    void close() {
        client.close();
        node.close();
    }

    private static String recorded(String file, int index) {
        return Recordings.of(file).get(index).response().get("body").toString();
    }

    @Test
    void submitsAsTheClientOfTheOriginalDoes() throws Exception {
        node.answers(recorded("jobs-submit/go-client-shape", 0));
        JsonNode sent =
                Recordings.of("jobs-submit/go-client-shape").get(0).request().get("body");

        PutJobResponse response = client.jobs()
                .submit(Json.read(sent.toString(), PutJobRequest.class).job());

        assertThat(response.jobId()).startsWith("j-");
        assertThat(response.warnings()).isNull();
        RecordedRequest request = node.request();
        assertThat(request.getMethod() + " " + request.getTarget()).isEqualTo("PUT " + JOBS);
        JsonNode body = Recordings.PLAIN.readTree(TestNode.bodyOf(request));
        assertThat(body.get("Job")).isEqualTo(sent.get("Job"));
        assertThat(body.get("Credential").isNull()).isTrue();
        assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/json");
        assertThat(request.getHeaders().get("Content-Length")).isNotNull();
    }

    @Test
    void submitsASpecOfTheModel() throws Exception {
        node.answers("{\"JobID\":\"j-1\",\"EvaluationID\":\"e\",\"Warnings\":[\"w\"]}");
        JobSpec spec = JobSpec.builder(
                        JobType.OPS, Task.builder("main", SpecConfig.of("noop")).build())
                .label("a", "b")
                .build();

        assertThat(client.jobs().submit(spec).warnings()).containsExactly("w");

        JsonNode job =
                Recordings.PLAIN.readTree(TestNode.bodyOf(node.request())).get("Job");
        assertThat(job.path("Type").asText()).isEqualTo("ops");
        assertThat(job.path("State").path("StateType").asText()).isEqualTo("Undefined");
        assertThat(job.path("Labels").path("a").asText()).isEqualTo("b");
    }

    @Test
    void everyRequestPassesTheGateOfTheOriginal() {
        node.answers(recorded("agent/alive", 0));

        assertThat(client.agent().alive()).isTrue();

        RecordedRequest request = node.request();
        assertThat(request.getTarget()).isEqualTo("/api/v1/agent/alive");
        assertThat(request.getHeaders().get(ApiHeaders.GIT_VERSION)).isEqualTo("v1.4.0");
        assertThat(request.getHeaders().names())
                .contains(
                        ApiHeaders.GIT_COMMIT,
                        ApiHeaders.BUILD_DATE,
                        ApiHeaders.BUILD_OS,
                        ApiHeaders.ARCH,
                        ApiHeaders.REQUEST_ID)
                .doesNotContain("Authorization");
    }

    @Test
    void readsAJobWithWhatIsIncluded() {
        node.answers(recorded("jobs-get/batch-docker-results", 0));

        GetJobResponse response = client.jobs().getWith("j-5c5431eb", Include.EXECUTIONS, Include.HISTORY);

        assertThat(node.request().getTarget()).isEqualTo(JOBS + "/j-5c5431eb?include=executions%2Chistory");
        assertThat(response.job().knownState()).contains(JobState.COMPLETED);
        assertThat(response.executions().items()).hasSize(1);
        assertThat(response.history().items()).isNotEmpty();
    }

    @Test
    void stopsByTheWholeIdSinceTheOriginalCannotStopByAShortOne() throws Exception {
        node.answers("{\"Job\":{\"ID\":\"j-whole\"}}").answers("{\"EvaluationID\":\"v\"}");

        assertThat(client.jobs().stop("j-w", "enough").evaluationId()).isEqualTo("v");

        assertThat(node.request().getTarget()).isEqualTo(JOBS + "/j-w");
        RecordedRequest stop = node.request();
        assertThat(stop.getMethod() + " " + stop.getTarget()).isEqualTo("DELETE " + JOBS + "/j-whole");
        assertThat(Recordings.PLAIN.readTree(TestNode.bodyOf(stop)))
                .isEqualTo(Recordings.PLAIN.readTree(
                        "{\"Namespace\":\"\",\"Credential\":null,\"IdempotencyToken\":\"\",\"reason\":\"enough\"}"));
    }

    @Test
    void listsPageByPageAndOnlyAsFarAsNeeded() {
        node.answers("{\"NextToken\":\"t1\",\"Items\":[{\"ID\":\"a\"},{\"ID\":\"b\"}]}")
                .answers("{\"NextToken\":\"t2\",\"Items\":[]}")
                .answers("{\"NextToken\":\"t3\",\"Items\":[{\"ID\":\"c\"},{\"ID\":\"d\"}]}");
        JobSelection selection = JobSelection.ALL
                .inNamespace("team a")
                .withLabels("x in (1,2),!y")
                .sortedBy(JobSelection.Order.MODIFIED_AT, true)
                .withPagesOf(2);

        try (Stream<ApiJob> jobs = client.jobs().list(selection)) {
            assertThat(jobs.limit(3).map(ApiJob::id)).containsExactly("a", "b", "c");
        }

        String query =
                "?namespace=team%20a&labels=x%20in%20%281%2C2%29%2C%21y&order_by=modified_at&reverse=true&limit=2";
        assertThat(node.requestsSoFar())
                .containsExactly(
                        "GET " + JOBS + query,
                        "GET " + JOBS + query + "&next_token=t1",
                        "GET " + JOBS + query + "&next_token=t2");
    }

    @Test
    void aListThatRepeatsItsTokenEnds() {
        node.answers("{\"NextToken\":\"t\",\"Items\":[{\"ID\":\"a\"}]}")
                .answers("{\"NextToken\":\"t\",\"Items\":[{\"ID\":\"b\"}]}");

        assertThat(client.jobs().list(JobSelection.ALL).map(ApiJob::id)).containsExactly("a", "b");
    }

    @Test
    void readsHistoryAndExecutions() {
        node.answers(recorded("history/event-type", 0)).answers(recorded("executions/default", 0));

        assertThat(client.jobs()
                        .history(
                                "j-1",
                                new HistorySelection(
                                        HistorySelection.Kind.EXECUTION, "e-1", "n-1", Instant.ofEpochMilli(5_999))))
                .isNotEmpty();
        assertThat(client.jobs().executions("j-1"))
                .extracting(ApiExecution::knownState)
                .isNotEmpty();

        assertThat(node.requestsSoFar())
                .containsExactly(
                        "GET " + JOBS + "/j-1/history?event_type=execution&execution_id=e-1&node_id=n-1&since=5",
                        "GET " + JOBS + "/j-1/executions?order_by=modify_time");
    }

    @Test
    void listsNodesByFiltersWithHyphens() {
        node.answers(recorded("nodes/list-hybrid", 0)).answers(recorded("nodes/get", 0));
        NodeSelection selection = new NodeSelection(
                List.of(LabelRequirement.equalTo("zone", "eu")),
                NodeState.Membership.APPROVED,
                NodeState.Connection.CONNECTED,
                NodeSelection.Order.AVAILABLE_CPU,
                false,
                5);

        List<ApiNodeState> nodes = client.nodes().list(selection);
        ApiNodeState one = client.nodes().get("n-a");

        assertThat(nodes).extracting(ApiNodeState::membership).containsOnly("APPROVED");
        assertThat(one.id()).startsWith("n-a");
        assertThat(node.request().getTarget())
                .isEqualTo(
                        "/api/v1/orchestrator/nodes?labels=zone%3Deu&filter-approval=approved&filter-status=connected"
                                + "&order_by=available_cpu&limit=5");
    }

    @Test
    void actsOnNodesAndReadsRefusalsFromTheBody() {
        node.answers("{\"Success\":true,\"Error\":\"\"}")
                .answers("{\"Success\":true,\"Error\":\"\"}")
                .answers("{\"Success\":true,\"Error\":\"\"}")
                .answers("{\"Success\":false,\"Error\":\"node already approved\"}")
                .answers("{\"Success\":false,\"Error\":\"nodeInfo not found for nodeID: n-9\"}");

        client.nodes().approve("n-1", "known");
        client.nodes().reject("n-1", "");
        client.nodes().delete("n-1", "");

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> client.nodes().approve("n-1", ""))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> client.nodes().approve("n-9", ""))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
        assertThat(Json.read(TestNode.bodyOf(node.request()), Map.class))
                .containsEntry("Action", "approve")
                .containsEntry("Message", "known")
                .containsEntry("NodeID", "n-1");
        assertThat(Json.read(TestNode.bodyOf(node.request()), Map.class)).containsEntry("Action", "reject");
        assertThat(Json.read(TestNode.bodyOf(node.request()), Map.class)).containsEntry("Action", "delete");
    }

    @Test
    void readsWhatANodeSaysAboutItself() {
        node.answers(recorded("agent/version", 0)).answers(recorded("agent/node", 0));

        assertThat(client.agent().version().gitVersion()).startsWith("v");
        assertThat(client.agent().node().info().computeNodeInfo()).isNotNull();
    }

    @Test
    void idsStayOneSegmentOfThePath() {
        node.answers("{\"Job\":{\"ID\":\"a/../b\"}}");

        assertThat(client.jobs().get("a/../b?c").id()).isEqualTo("a/../b");

        assertThat(node.request().getTarget()).isEqualTo(JOBS + "/a%2F..%2Fb%3Fc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "..", "a\u0000b", "a\nb"})
    void refusesIdsThatCannotBeOne(String id) {
        assertThatExceptionOfType(BacalhauException.class)
                .isThrownBy(() -> client.jobs().get(id))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
        assertThat(node.server().getRequestCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:1234",
                "ftp://localhost",
                "http:///x",
                "http://a?b",
                "http://u:p@host",
                "http://h#f",
                "/"
            })
    void refusesAddressesThatAreNoNode(String address) {
        assertThatExceptionOfType(BacalhauException.class)
                .isThrownBy(() -> BacalhauClient.builder(URI.create(address)))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    }

    @ParameterizedTest
    @CsvSource({
        "jobs-get/not-found, NOT_FOUND",
        "jobs-get/ambiguous, AMBIGUOUS_ID",
        "stop/errors, CONFLICT",
        "executions/errors, NOT_FOUND",
        "jobs-list/paging-errors, INVALID_ARGUMENT",
        "results/errors, UNSUPPORTED",
        "errors/unknown-path, NOT_FOUND"
    })
    void understandsTheErrorsOfTheOriginal(String file, ErrorCode code) {
        List<Recordings.Exchange> refused = Recordings.of(file).stream()
                .filter(exchange -> exchange.status() >= 400
                        && exchange.response().path("body").isObject())
                .toList();
        refused.forEach(exchange ->
                node.answers(exchange.status(), exchange.response().get("body").toString()));

        List<ErrorCode> codes = refused.stream()
                .map(exchange -> org.assertj.core.api.Assertions.catchThrowableOfType(
                        ApiException.class, () -> client.jobs().get("j-1")))
                .map(ApiException::code)
                .toList();

        assertThat(codes).contains(code);
    }

    @Test
    void carriesWhatANodeOfOursSaysAboutAnError() {
        node.answers(
                400,
                "{\"error\":\"code=400, message=m\",\"message\":\"m\",\"code\":\"UNSUPPORTED\",\"hint\":\"do h\","
                        + "\"requestId\":\"r-1\",\"faults\":[{\"path\":\"Type\",\"value\":\"x\",\"problem\":\"p\",\"remedy\":\"r\"}]}");

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> client.jobs().get("j-1"))
                .withMessage("m (do h)")
                .satisfies(e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED);
                    assertThat(e.httpStatus()).hasValue(400);
                    assertThat(e.hint()).isEqualTo("do h");
                    assertThat(e.requestId()).isEqualTo("r-1");
                    assertThat(e.faults()).extracting("path").containsExactly("Type");
                });
    }

    @Test
    void saysWhichVersionAnOldClientWouldNeed() {
        String body = Recordings.of("errors/version-gate").stream()
                .filter(exchange -> exchange.status() == 403)
                .map(exchange -> exchange.response().get("body").toString())
                .findFirst()
                .orElseThrow();
        node.answers(403, body);

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> client.jobs().get("j-1"))
                .withMessageContaining("1.4.0")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.PERMISSION_DENIED));
    }

    @ParameterizedTest
    @CsvSource({"200, ''", "200, <html>", "200, '[]'", "200, '{\"Job\":'", "204, ''", "302, ''", "500, <html>"})
    void saysWhenAnAnswerMakesNoSense(int status, String body) {
        node.answers(status, body);

        assertThatExceptionOfType(BacalhauException.class)
                .isThrownBy(() -> client.jobs().get("j-1"));
    }
}
