package org.bacalhau.client.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.JobValidator;
import org.bacalhau.core.model.Timeouts;
import org.bacalhau.core.model.ValidationException;
import org.bacalhau.core.requester.Submission;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each invalid job gets the text that the original's server answered, unless the table below says why not. */
class InvalidJobsTest {
    private static final Timeouts DEFAULTS = new Timeouts(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(1800));

    /** What is answered where the original had no such fault, or told it in another way. */
    private static final Map<String, String> OURS = Map.ofEntries(
            // The original failed with a null pointer.
            Map.entry("07-null-task", "task  validation failed: task is null"),
            // The original took these, and the jobs waited for ever.
            Map.entry(
                    "24-constraint-unknown-operator-one-value",
                    "constraint 1 validation failed: selector operator is not known"),
            Map.entry(
                    "25-constraint-bad-key", "constraint 1 validation failed: Constraints[0].Key: is not a label key"),
            // The original reads the text into a number and back.
            Map.entry("31-negative-cpu", "invalid CPU value: -1"),
            // Zero was never written; the original prints what it made of it.
            Map.entry("33-negative-execution-timeout-service", "invalid execution timeout value: -1s"),
            // The original replaced it by the default.
            Map.entry("32-negative-execution-timeout", "invalid execution timeout value: -1s"),
            // Binding failed there; here it is one fault among others.
            Map.entry("38-network-unknown", "models.Network: unknown type 'bridge'"),
            // Checked nowhere in the original, the node then failed.
            Map.entry("39-network-bad-domain", "invalid domain \"not a domain/\""),
            Map.entry("40-network-none-with-domains", "domains have no effect with network type None"));

    /** Valid for the wire; whether such an engine, source or publisher exists is the requester's question. */
    private static final List<String> TAKEN = List.of(
            "48-state-unknown",
            "50-docker-without-image",
            "51-docker-relative-workdir",
            "52-docker-one-env",
            "53-engine-unknown",
            "54-publisher-unknown",
            "55-source-unknown");

    @TestFactory
    Stream<DynamicTest> answersWithTheTextOfTheOriginal() throws IOException {
        Path directory = Recordings.directory().resolve("jobs/invalid");
        JsonNode cases = Recordings.PLAIN
                .readTree(directory.resolve("index.json").toFile())
                .path("cases");
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode recorded : cases) {
            String name = recorded.path("file").asText().replace(".json", "");
            tests.add(DynamicTest.dynamicTest(
                    name, () -> check(name, Files.readString(directory.resolve(name + ".json")), recorded)));
        }
        return tests.stream();
    }

    private static void check(String name, String json, JsonNode recorded) {
        String answer = answerTo(json);
        if (TAKEN.contains(name)) {
            assertThat(answer).isEmpty();
        } else if (OURS.containsKey(name)) {
            assertThat(answer).contains(OURS.get(name));
        } else if (answer.startsWith("malformed JSON")) {
            assertThat(recorded.path("message").asText()).contains("Unmarshal type error");
            assertThat(answer).contains(fieldOf(recorded));
        } else {
            // A status of 500 hides the text in "error".
            String text = recorded.path("status").asInt() == 400 ? "message" : "error";
            assertThat(answer).isEqualTo(recorded.path(text).asText().replace('\0', '␀'));
        }
    }

    private static String fieldOf(JsonNode recorded) {
        return recorded.path("message").asText().replaceAll("(?s).*field=(\\S+?), .*", "$1");
    }

    private static String answerTo(String json) {
        ApiJob job;
        try {
            job = Json.read("{\"Job\":" + json + "}", PutJobRequest.class).job();
        } catch (MalformedJsonException e) {
            return e.getMessage();
        }
        return FaultTexts.describe(faultsOf(job), job).replace('\0', '␀');
    }

    /** As a server finds them: on the wire, or by its requester. */
    private static List<Fault> faultsOf(ApiJob job) {
        try {
            Submission submission = JobSubmissions.read(job, DEFAULTS).submission();
            List<Fault> faults = new ArrayList<>(JobValidator.validate(submission.spec(), DEFAULTS));
            if (submission.requestedId() != null) {
                faults.addAll(JobValidator.validateRequestedId(
                        submission.requestedId().value()));
            }
            return faults;
        } catch (ValidationException e) {
            return e.faults();
        }
    }
}
