package org.bacalhau.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.node.executor.noop.NoopExecutor;
import org.bacalhau.node.http.TestNode.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Submitting, listing, showing and stopping jobs. */
class JobsApiTest {
    private static final String JOBS = "/api/v1/orchestrator/jobs";

    private TestNode node;

    @BeforeEach
    void start() {
        node = TestNode.start();
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void runsAJobThatIsSubmitted() throws Exception {
        Reply submitted = node.send("PUT", JOBS, "{\"Job\":" + TestNode.noop("hello") + "}");
        String id = String.valueOf(submitted.at("JobID"));
        Reply ended = node.ended(id);

        assertThat(submitted.json().keySet().toString()).isEqualTo("[JobID, EvaluationID, Warnings]");
        assertThat(submitted.at("Warnings")).isNull();
        assertThat(ended.at("Job", "State", "StateType")).isEqualTo("Completed");
        assertThat(ended.at("Executions", "Items", 0, "ComputeState", "StateType"))
                .isEqualTo(7);
        assertThat(ended.at("History", "Items", 0, "JobState", "New")).isEqualTo("Pending");
        assertThat(ended.text()).doesNotContain("\"Job\":null");
    }

    @Test
    void takesPostAndKeysInAnyCaseAndWarnsOfWhatItIgnores() throws Exception {
        Reply reply = node.send(
                "POST",
                JOBS,
                "{\"job\":{\"id\":\"j-mine\",\"revision\":3,\"type\":\"batch\",\"count\":1,\"tasks\":[{\"name\":\"main\","
                        + "\"engine\":{\"type\":\"noop\"}}]}}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.at("Warnings"))
                .isEqualTo(List.of(
                        "job revision is ignored when submitting a job",
                        "job ID is ignored when submitting a batch job"));
    }

    @Test
    void namesEveryFaultOfAJobInTheOriginalsWords() throws Exception {
        Reply reply = node.send(
                "PUT",
                JOBS,
                "{\"Job\":{\"Type\":\"sometimes\",\"Count\":-1,\"Tasks\":[{\"Name\":\"main\",\"Engine\":{\"Type\":\"\"}}]}}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.at("message"))
                .isEqualTo("invalid job type: \"sometimes\"\njob count must be >= 0\n"
                        + "task main validation failed: engine validation failed: missing spec type");
        assertThat((List<?>) reply.at("faults")).hasSize(3);
        assertThat(reply.at("faults", 0, "path")).isEqualTo("Type");
        assertThat(reply.at("faults", 0, "remedy")).asString().isNotEmpty();
        assertThat(reply.at("code")).isEqualTo("INVALID_ARGUMENT");
    }

    @Test
    void refusesBodiesThatAreNoJob() throws Exception {
        assertThat(node.send("PUT", JOBS, "{\"Job\":{\"Type\":").at("message"))
                .isEqualTo("code=400, message=unexpected EOF, internal=unexpected EOF");
        assertThat(node.send("PUT", JOBS, "{\"Job\":{,}}").at("message"))
                .asString()
                .startsWith("code=400, message=Syntax error: offset=");
        assertThat(node.send("PUT", JOBS, "{\"Job\":{\"Count\":\"x\"}}").at("message"))
                .asString()
                .startsWith("code=400, message=Unmarshal type error: field=Job.Count");
        assertThat(node.send("PUT", JOBS, "[".repeat(100_000)).status()).isEqualTo(400);
        Reply text = node.send("PUT", JOBS, "Job: {}", "Content-Type", "application/yaml");
        assertThat(text.status()).isEqualTo(415);
        assertThat(text.at("message")).isEqualTo("code=415, message=Unsupported Media Type");
        Reply packed = node.send("PUT", JOBS, "{}", "Content-Encoding", "br");
        assertThat(packed.status()).isEqualTo(415);
    }

    @Test
    void refusesJobsThatNobodyCanRun() throws Exception {
        Reply reply = node.send("PUT", JOBS, "{\"Job\":" + TestNode.job("x", "batch", "docker") + "}");

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.at("code")).isEqualTo("UNSUPPORTED");
        assertThat(reply.at("hint")).asString().isNotEmpty();
    }

    @Test
    void givesTheSameJobForTheSameIdempotencyKey() throws Exception {
        String body = "{\"Job\":" + TestNode.noop("once") + "}";
        Reply first = node.send("PUT", JOBS, body, "Idempotency-Key", "k1");
        Reply again = node.send("PUT", JOBS, body, "Idempotency-Key", "k1");
        Reply other = node.send("PUT", JOBS, body, "Idempotency-Key", "k2");
        Reply misused = node.send("PUT", JOBS, "{\"Job\":" + TestNode.noop("two") + "}", "Idempotency-Key", "k1");

        assertThat(again.at("JobID")).isEqualTo(first.at("JobID"));
        assertThat(other.at("JobID")).isNotEqualTo(first.at("JobID"));
        assertThat(misused.status()).isEqualTo(409);
        assertThat(((List<?>) node.get(JOBS).at("Items"))).hasSize(2);
    }

    @Test
    void refusesAnIdempotencyKeyForServicesOfOtherIds() throws Exception {
        String service = TestNode.job("s", "service", "noop");
        String mine = "{\"Job\":" + service.replaceFirst("\\{", "{\"ID\":\"mine\",") + "}";
        String yours = "{\"Job\":" + service.replaceFirst("\\{", "{\"ID\":\"yours\",") + "}";

        Reply first = node.send("PUT", JOBS, mine, "Idempotency-Key", "k1");
        assertThat(first.at("JobID")).isEqualTo("mine");
        assertThat(node.send("PUT", JOBS, mine, "Idempotency-Key", "k1").text()).isEqualTo(first.text());
        for (String other : List.of(yours, "{\"Job\":" + service + "}")) {
            Reply misused = node.send("PUT", JOBS, other, "Idempotency-Key", "k1");
            assertThat(misused.status()).isEqualTo(409);
            assertThat(misused.at("code")).isEqualTo("CONFLICT");
        }
    }

    @Test
    void letsASubmissionThatWasRefusedBeTriedAgain() throws Exception {
        String wrong = "{\"Job\":{}}";
        assertThat(node.send("PUT", JOBS, wrong, "Idempotency-Key", "k").status())
                .isEqualTo(400);
        assertThat(node.send("PUT", JOBS, "{\"Job\":" + TestNode.noop("x") + "}", "Idempotency-Key", "k")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void findsJobsByTheBeginningOfTheirIds() throws Exception {
        String one = node.submit(TestNode.noop("one"));
        node.submit(TestNode.noop("two"));

        assertThat(node.get(JOBS + "/" + one.substring(0, 12)).at("Job", "ID")).isEqualTo(one);
        Reply several = node.get(JOBS + "/j-");
        assertThat(several.status()).isEqualTo(409);
        assertThat(several.at("code")).isEqualTo("AMBIGUOUS_ID");
        Reply none = node.get(JOBS + "/j-00000000-0000-4000-8000-000000000000");
        assertThat(none.status()).isEqualTo(404);
        assertThat(none.at("message")).isEqualTo("Job not found. ID: j-00000000-0000-4000-8000-000000000000");
        for (String part : new String[] {"history", "executions", "results"}) {
            assertThat(node.get(JOBS + "/j-zzz/" + part).status()).isEqualTo(404);
        }
    }

    @Test
    void refusesASecondServiceOfTheSameId() throws Exception {
        String service = TestNode.job("s", "service", "noop").replaceFirst("\\{", "{\"ID\":\"mine\",");
        assertThat(node.send("PUT", JOBS, "{\"Job\":" + service + "}").at("JobID"))
                .isEqualTo("mine");
        Reply again = node.send("PUT", JOBS, "{\"Job\":" + service + "}");

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.at("message")).isEqualTo("job already exists: mine");
    }

    @Test
    void pagesThroughJobsWhileOthersArrive() throws Exception {
        List<String> submitted = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            submitted.add(node.submit(TestNode.noop("job" + i)));
        }
        List<String> shown = new ArrayList<>();
        String token = "";
        do {
            Reply page = node.get(JOBS + "?limit=2&reverse=True&next_token=" + token);
            for (Object job : (List<?>) page.at("Items")) {
                shown.add(String.valueOf(((Map<?, ?>) job).get("ID")));
            }
            token = String.valueOf(page.at("NextToken"));
            node.submit(TestNode.noop("late"));
        } while (!token.isEmpty());

        assertThat(shown).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(submitted);
    }

    @Test
    void readsPagingTokensOfTheOriginal() throws Exception {
        List<String> submitted = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            submitted.add(node.submit(TestNode.noop("job" + i)));
            node.ended(submitted.get(i));
        }
        for (String order : new String[] {"created_at", "modified_at"}) {
            Reply second = node.get(JOBS + "?next_token=" + token(order + ":N:2:2"));
            assertThat(second.at("Items", 0, "ID")).isEqualTo(submitted.get(2));
            assertThat(second.at("NextToken")).isEqualTo("");
            Reply first = node.get(JOBS + "?limit=3&order_by=" + order);
            assertThat(node.get(JOBS + "?next_token=" + first.at("NextToken")).at("Items", 0, "ID"))
                    .isEqualTo(submitted.get(3));
            assertThat((List<?>) node.get(JOBS + "?next_token=" + token(order + ":N:2:9"))
                            .at("Items"))
                    .isEmpty();
        }
        for (String bad : new String[] {"!!!", token("a:b"), token("created_at:N:x:y"), token("a:N:1:cnonsense")}) {
            assertThat(node.get(JOBS + "?next_token=" + bad).at("message"))
                    .asString()
                    .contains("invalid paging token: ");
        }
    }

    @Test
    void filtersByNamespaceAndLabels() throws Exception {
        node.submit(TestNode.noop("a").replaceFirst("\\{", "{\"Labels\":{\"env\":\"dev\"},\"Namespace\":\"n1\","));
        node.submit(TestNode.noop("b").replaceFirst("\\{", "{\"Labels\":{\"env\":\"prod\"},"));

        assertThat(names("?namespace=n1")).containsExactly("a");
        assertThat(names("?namespace=*")).containsExactlyInAnyOrder("a", "b");
        assertThat(names("?labels=env%3Dprod")).containsExactly("b");
        assertThat(names("?labels=env&labels=env!%3Dprod")).containsExactly("a");
        assertThat(node.get(JOBS + "?labels=a%20in%20b").at("message"))
                .isEqualTo("unable to parse requirement: found 'b' expected: '('");
        assertThat(node.get(JOBS + "?limit=abc").at("message"))
                .asString()
                .startsWith("code=400, message=strconv.ParseUint: parsing \"abc\": invalid syntax");
        assertThat(node.get(JOBS + "?reverse=maybe").status()).isEqualTo(400);
    }

    private List<String> names(String query) throws Exception {
        List<String> names = new ArrayList<>();
        for (Object job : (List<?>) node.get(JOBS + query).at("Items")) {
            names.add(String.valueOf(((Map<?, ?>) job).get("Name")));
        }
        return names;
    }

    @Test
    void filtersHistoryAndExecutions() throws Exception {
        String id = node.submit(TestNode.noop("x"));
        Reply ended = node.ended(id);
        String execution = String.valueOf(ended.at("Executions", "Items", 0, "ID"));
        String history = JOBS + "/" + id + "/history";

        assertThat(types(history + "?event_type=job")).containsOnly("JobLevel");
        assertThat(types(history + "?event_type=execution")).containsOnly("ExecutionLevel");
        assertThat(types(history + "?execution_id=" + execution.substring(0, 10)))
                .containsOnly("ExecutionLevel");
        assertThat(types(history + "?node_id=nobody")).isEmpty();
        assertThat(types(history + "?since=99999999999")).isEmpty();
        assertThat(node.get(history + "?since=-1&event_type=x").at("message"))
                .asString()
                .contains("'min' tag\nKey: 'ListJobHistoryRequest.EventType'");
        String executions = JOBS + "/" + id + "/executions";
        assertThat((List<?>) node.get(executions + "?order_by=state&reverse=1").at("Items"))
                .hasSize(1);
        assertThat(node.get(executions + "?order_by=created_at").at("message")).isEqualTo("invalid order_by");
        assertThat(node.get(JOBS + "/" + id + "/results").text()).isEqualTo("{\"NextToken\":\"\",\"Items\":[]}\n");
    }

    private HashSet<Object> types(String path) throws Exception {
        HashSet<Object> types = new HashSet<>();
        ((List<?>) node.get(path).at("Items")).forEach(item -> types.add(((Map<?, ?>) item).get("Type")));
        return types;
    }

    @Test
    void stopsAJobOnceAndSaysSo() throws Exception {
        try (TestNode busy = TestNode.start(
                HttpSettings.DEFAULT,
                builder -> builder.executor(new NoopExecutor(request -> {
                    Thread.currentThread().join(); // until it is interrupted
                    return RunResult.SUCCESS;
                })))) {
            String id = busy.submit(TestNode.job("s", "service", "noop"));
            Reply stopped = busy.send("DELETE", JOBS + "/" + id.substring(0, 10), "{\"REASON\":\"enough\"}");
            Reply again = busy.send("DELETE", JOBS + "/" + id, "");

            assertThat(again.at("EvaluationID")).isEqualTo("");
            Reply ended = busy.ended(id);
            assertThat(ended.at("Job", "State", "StateType")).isEqualTo("Stopped");
            assertThat(ended.text())
                    .contains("\"Details\":{\"EvaluationID\":\"" + stopped.at("EvaluationID")
                            + "\",\"Reason\":\"enough\"}");
            Reply results = busy.get(JOBS + "/" + id + "/results");
            assertThat(results.status()).isEqualTo(409);
            assertThat(results.at("message")).isEqualTo("job type service does not support results");
        }
        String done = node.submit(TestNode.noop("x"));
        node.ended(done);
        Reply late = node.send("DELETE", JOBS + "/" + done + "?reason=x", "{}");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.at("message")).isEqualTo("cannot stop job in state Completed");
    }

    @Test
    void answersAWaitAfterItsTimeThoughTheJobGoesOn() throws Exception {
        try (TestNode busy = TestNode.start(
                HttpSettings.DEFAULT,
                builder -> builder.executor(new NoopExecutor(request -> {
                    Thread.currentThread().join();
                    return RunResult.SUCCESS;
                })))) {
            String id = busy.submit(TestNode.noop("x"));
            Reply waited = busy.get(JOBS + "/" + id + "?wait=1");

            assertThat(waited.status()).isEqualTo(200);
            assertThat(waited.at("Job", "State", "StateType")).isIn("Pending", "Running");
            assertThat(busy.get(JOBS + "/" + id + "?wait=x").status()).isEqualTo(400);
        }
    }

    private static String token(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
