package org.bacalhau.client.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every JSON body that was recorded is read and written again, and comes out as it was. */
class RecordedBodiesTest {

    /** Which record a body is: the first pattern that matches {@code method path} decides. */
    private static final Map<Pattern, Function<byte[], Object>> ANSWERS = table(
            "(PUT|POST) /api/v1/orchestrator/jobs", as(PutJobResponse.class),
            "GET /api/v1/orchestrator/jobs", list(ApiJob.class),
            "GET /api/v1/orchestrator/jobs/[^/]+", as(GetJobResponse.class),
            "DELETE /api/v1/orchestrator/jobs/[^/]+", as(StopJobResponse.class),
            "GET /api/v1/orchestrator/jobs/[^/]+/history", list(ApiHistoryEntry.class),
            "GET /api/v1/orchestrator/jobs/[^/]+/executions", list(ApiExecution.class),
            "GET /api/v1/orchestrator/jobs/[^/]+/results", list(ApiSpecConfig.class),
            "GET /api/v1/orchestrator/nodes", as(ListNodesResponse.class),
            "GET /api/v1/orchestrator/nodes/[^/]+", as(GetNodeResponse.class),
            "PUT /api/v1/orchestrator/nodes/[^/]+", as(NodeActionResponse.class),
            "GET /api/v1/agent/alive", as(AliveResponse.class),
            "GET /api/v1/agent/version|GET /", as(ApiBuildVersion.class),
            "GET /api/v1/agent/node|GET (/api/v1)?/node_info", as(ApiNodeState.class),
            "GET (/api/v1)?/healthz", as(HealthResponse.class),
            "POST (/api/v1)?/version", as(VersionResponse.class),
            "GET /api/v1/auth", as(AuthMethods.class),
            "GET /api/v1/auth/[^/]+", as(AuthMethods.Requirement.class),
            "POST /api/v1/auth/[^/]+", as(AuthResponse.class));

    private static final Map<Pattern, Function<byte[], Object>> REQUESTS = table(
            "(PUT|POST) /api/v1/orchestrator/jobs", as(PutJobRequest.class),
            "DELETE /api/v1/orchestrator/jobs/[^/]+", as(StopJobRequest.class),
            "PUT /api/v1/orchestrator/nodes/[^/]+", as(NodeActionRequest.class),
            "POST (/api/v1)?/version", as(VersionRequest.class),
            "POST /api/v1/auth/[^/]+", as(AuthRequest.class));

    private static final Pattern CUT = Pattern.compile("\"(\\.\\.\\.|omitted)\"");

    private static final String CUT_ITEMS = "the recording keeps only some keys of each item, and its state as a text";

    /** Files whose bodies do not come out as they went in, and why. */
    private static final Map<String, String> EXCEPTIONS = Map.of(
            "jobs-list/labels", CUT_ITEMS,
            "jobs-list/namespace", CUT_ITEMS,
            "jobs-list/no-limit", CUT_ITEMS,
            "jobs-list/ordering", CUT_ITEMS,
            "jobs-list/paging", CUT_ITEMS,
            "nodes/list-filters", "the recording keeps only some keys of each node",
            "nodes/list-ordering", "the recording keeps only some keys of each node");

    /** Requests with keys that no version of the API has. */
    private static final String UNKNOWN_KEYS = "jobs-submit/unknown-fields";

    @TestFactory
    Stream<DynamicTest> answersComeOutAsTheyWentIn() {
        return Recordings.all().stream()
                .filter(exchange -> hasJson(exchange.response()) && !isExempt(exchange))
                .map(exchange -> DynamicTest.dynamicTest(exchange.name(), () -> {
                    JsonNode body = exchange.response().get("body");
                    Function<byte[], Object> reader = readerOfAnswer(exchange)
                            .orElseThrow(() -> new AssertionError("no record for " + exchange.method() + " "
                                    + exchange.path() + " " + exchange.status()));
                    assertThat(JsonDifferences.between(body, again(body, reader)))
                            .isEmpty();
                }));
    }

    @TestFactory
    Stream<DynamicTest> requestsAreUnderstoodWhole() {
        return Recordings.all().stream()
                .filter(exchange -> exchange.request().path("body").isObject()
                        && exchange.status() == 200
                        && !exchange.name().startsWith(UNKNOWN_KEYS)
                        && !CUT.matcher(exchange.request().toString()).find()
                        && find(REQUESTS, exchange).isPresent())
                .map(exchange -> DynamicTest.dynamicTest(exchange.name(), () -> {
                    JsonNode body = exchange.request().get("body");
                    JsonNode written = again(body, find(REQUESTS, exchange).orElseThrow());
                    assertHolds(written, body, "body");
                }));
    }

    @ParameterizedTest
    @MethodSource("exceptions")
    void exceptionIsNeeded(String file) {
        assertThat(Recordings.of(file)).isNotEmpty().anySatisfy(exchange -> {
            JsonNode body = exchange.response().get("body");
            assertThatThrownBy(() -> again(body, readerOfAnswer(exchange).orElseThrow()))
                    .isInstanceOf(MalformedJsonException.class);
        });
    }

    static Set<String> exceptions() {
        return EXCEPTIONS.keySet();
    }

    @Test
    void keysOfAnotherVersionAreKeptInJobsTasksAndComponents() {
        JsonNode body = Recordings.of(UNKNOWN_KEYS).get(0).request().get("body");

        ApiJob job = Json.read(body.toString(), PutJobRequest.class).job();

        assertThat(job.other()).containsExactly(Map.entry("Colour", "red"));
        assertThat(job.tasks().get(0).other()).containsExactly(Map.entry("Shape", 1));
        assertThat(job.tasks().get(0).engine().other()).containsExactly(Map.entry("Version", 2));
        assertThat(Json.text(job)).contains("\"Colour\":\"red\"", "\"Shape\":1", "\"Version\":2", "\"Unknown\":true");
    }

    private static boolean hasJson(JsonNode response) {
        return response.path("body").isObject()
                && !CUT.matcher(response.toString()).find();
    }

    private static boolean isExempt(Recordings.Exchange exchange) {
        return EXCEPTIONS.keySet().stream().anyMatch(file -> exchange.name().startsWith(file + ".json["));
    }

    private static Optional<Function<byte[], Object>> readerOfAnswer(Recordings.Exchange exchange) {
        JsonNode body = exchange.response().get("body");
        if (exchange.status() == 200 || body.has("Authentication")) {
            return find(ANSWERS, exchange);
        }
        return Optional.of(body.has("Error") ? as(VersionGateBody.class) : as(ErrorBody.class));
    }

    private static Optional<Function<byte[], Object>> find(
            Map<Pattern, Function<byte[], Object>> table, Recordings.Exchange exchange) {
        String route = exchange.method() + " " + exchange.path();
        return table.entrySet().stream()
                .filter(entry -> entry.getKey().matcher(route).matches())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static JsonNode again(JsonNode body, Function<byte[], Object> reader) throws Exception {
        byte[] json = Recordings.PLAIN.writeValueAsBytes(body);
        return Recordings.PLAIN.readTree(Json.write(reader.apply(json)));
    }

    /** Everything that was sent is there; keys may differ in case, and what was not sent may be added. */
    private static void assertHolds(JsonNode written, JsonNode sent, String where) {
        if (sent.isObject()) {
            Map<String, JsonNode> keys = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            written.fields().forEachRemaining(field -> keys.put(field.getKey(), field.getValue()));
            for (Iterator<Map.Entry<String, JsonNode>> fields = sent.fields(); fields.hasNext(); ) {
                Map.Entry<String, JsonNode> field = fields.next();
                JsonNode found = keys.get(field.getKey());
                if (!isEmpty(field.getValue())) {
                    assertThat(found).as(where + "." + field.getKey()).isNotNull();
                    assertHolds(found, field.getValue(), where + "." + field.getKey());
                }
            }
        } else if (sent.isArray()) {
            assertThat(written.size()).as(where).isEqualTo(sent.size());
            for (int i = 0; i < sent.size(); i++) {
                assertHolds(written.get(i), sent.get(i), where + "[" + i + "]");
            }
        } else {
            assertThat(written).as(where).isEqualTo(sent);
        }
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isNull()
                || value.isContainerNode() && value.isEmpty()
                || value.isTextual() && value.asText().isEmpty();
    }

    private static Function<byte[], Object> as(Class<?> type) {
        return json -> Json.read(json, type);
    }

    private static Function<byte[], Object> list(Class<?> item) {
        return json -> Json.readList(json, item);
    }

    @SuppressWarnings("unchecked")
    private static Map<Pattern, Function<byte[], Object>> table(Object... rows) {
        Map<Pattern, Function<byte[], Object>> table = new java.util.LinkedHashMap<>();
        for (int i = 0; i < rows.length; i += 2) {
            table.put(Pattern.compile((String) rows[i]), (Function<byte[], Object>) rows[i + 1]);
        }
        return table;
    }
}
