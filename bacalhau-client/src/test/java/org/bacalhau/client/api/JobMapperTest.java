package org.bacalhau.client.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.LabelRequirement;
import org.bacalhau.core.model.NetworkConfig;
import org.bacalhau.core.model.ResourcesConfig;
import org.bacalhau.core.model.ResultPath;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Status;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.model.Timeouts;
import org.bacalhau.core.model.ValidationException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class JobMapperTest {
    private static final Timeouts NO_DEFAULTS = Timeouts.NONE;

    @Property(tries = 300)
    void jobsOfTheModelSurviveTheWire(@ForAll("jobs") Job job) {
        String json = Json.text(JobMapper.toWire(job));

        assertThat(JobMapper.toModel(Json.read(json, ApiJob.class))).isEqualTo(job);
    }

    @Property(tries = 300)
    void submissionsSurviveTheWire(@ForAll("specs") JobSpec spec) {
        String json = Json.text(JobMapper.toWire(spec));

        JobSubmissions.Read read = JobSubmissions.read(Json.read(json, ApiJob.class), NO_DEFAULTS);

        assertThat(read.submission().spec()).isEqualTo(spec);
        assertThat(read.submission().requestedId()).isNull();
        assertThat(read.warnings()).isEmpty();
    }

    @Property(tries = 200)
    void jobFilesSurviveYaml(@ForAll("specs") JobSpec spec) {
        Map<?, ?> file = onlyKeysOfFiles(JobMapper.toWire(spec));

        ApiJob read = JobFiles.read(JobFiles.yaml(file));

        assertThat(JobSubmissions.read(read, NO_DEFAULTS).submission().spec()).isEqualTo(spec);
    }

    private static Map<?, ?> onlyKeysOfFiles(ApiJob job) {
        Map<?, ?> keys = Recordings.PLAIN.convertValue(Recordings.PLAIN.valueToTree(tree(job)), Map.class);
        List.of("ID", "State", "Version", "Revision", "CreateTime", "ModifyTime")
                .forEach(keys::remove);
        return keys;
    }

    private static JsonNode tree(ApiJob job) {
        try {
            return Recordings.PLAIN.readTree(Json.write(job));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Provide
    Arbitrary<Job> jobs() {
        Arbitrary<Long> nanos = Arbitraries.longs().between(0, 4_000_000_000_000_000_000L);
        return Combinators.combine(
                        Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(20),
                        specs(),
                        Arbitraries.of(JobState.values()),
                        texts(),
                        Arbitraries.longs().between(1, Long.MAX_VALUE),
                        nanos,
                        nanos)
                .as((id, spec, state, message, revision, created, modified) -> new Job(
                        new JobId(id),
                        spec.name().isEmpty() ? spec.toBuilder().name(id).build() : spec,
                        new Status<>(state, message),
                        revision,
                        Instant.ofEpochSecond(0, created),
                        Instant.ofEpochSecond(0, modified)));
    }

    @Provide
    Arbitrary<JobSpec> specs() {
        return Combinators.combine(
                        texts(),
                        Arbitraries.of("", "default", "team-a"),
                        Arbitraries.of(JobType.values()),
                        Arbitraries.integers(),
                        Arbitraries.integers(),
                        conditions().list().ofMaxSize(3),
                        maps(),
                        tasks().list().ofMinSize(1).ofMaxSize(2))
                .as((name, namespace, type, priority, count, constraints, facts, tasks) ->
                        new JobSpec(name, namespace, type, priority, count, constraints, facts, facts, tasks));
    }

    private static Arbitrary<Task> tasks() {
        Arbitrary<Timeouts> timeouts = Combinators.combine(seconds(), seconds(), seconds())
                .as((execution, queue, total) -> new Timeouts(execution, queue, total));
        Arbitrary<NetworkConfig> networks = Combinators.combine(
                        Arbitraries.of(NetworkConfig.Type.values()),
                        words().list().ofMaxSize(2))
                .as(NetworkConfig::new);
        Arbitrary<ResourcesConfig> resources =
                Combinators.combine(words(), words(), words(), words()).as(ResourcesConfig::new);
        return Combinators.combine(
                        texts(),
                        components(),
                        components(),
                        maps(),
                        Combinators.combine(components(), words(), words())
                                .as(InputSource::new)
                                .list()
                                .ofMaxSize(2),
                        Combinators.combine(words(), words())
                                .as(ResultPath::new)
                                .list()
                                .ofMaxSize(2),
                        Combinators.combine(resources, networks).as(Map::entry),
                        timeouts)
                .as((name, engine, publisher, facts, inputs, results, limits, times) -> new Task(
                        name,
                        engine,
                        publisher,
                        facts,
                        facts,
                        inputs,
                        results,
                        limits.getKey(),
                        limits.getValue(),
                        times));
    }

    private static Arbitrary<java.time.Duration> seconds() {
        return Arbitraries.longs().between(-5, 9_223_372_036L).map(java.time.Duration::ofSeconds);
    }

    private static Arbitrary<SpecConfig> components() {
        Arbitrary<Object> leaves = Arbitraries.oneOf(
                texts().map(Object.class::cast),
                Arbitraries.longs()
                        .filter(number -> number != (int) (long) number)
                        .map(Object.class::cast),
                Arbitraries.integers().map(Object.class::cast),
                Arbitraries.of(true, false).map(Object.class::cast),
                Arbitraries.of(0.5, -1.25, 1e300, 1e-9).map(Object.class::cast));
        Arbitrary<Object> values = Arbitraries.oneOf(
                leaves,
                leaves.injectNull(0.2).list().ofMaxSize(3).map(Object.class::cast),
                Arbitraries.maps(words(), leaves.injectNull(0.2)).ofMaxSize(3).map(Object.class::cast));
        return Combinators.combine(words(), Arbitraries.maps(words(), values).ofMaxSize(3))
                .as(SpecConfig::new);
    }

    private static Arbitrary<LabelRequirement> conditions() {
        return Combinators.combine(
                        words(),
                        Arbitraries.of(LabelRequirement.Operator.values()),
                        texts().list().ofMaxSize(2))
                .as(LabelRequirement::new);
    }

    private static Arbitrary<Map<String, String>> maps() {
        return Arbitraries.maps(words(), texts()).ofMaxSize(3);
    }

    private static Arbitrary<String> words() {
        return Arbitraries.strings().withCharRange('a', 'z').ofMaxLength(8);
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                words(),
                Arbitraries.of(
                        "<&>", "ключ", "a\nb", " ", "true", "1.20", "null", "~", "😀", "\"'", "- x", "a: b", "#"));
    }

    @TestFactory
    Stream<DynamicTest> recordedJobsComeBackFromTheModelAsTheyWere() {
        return Recordings.all().stream()
                .filter(exchange -> exchange.name().startsWith("jobs-get/") && exchange.status() == 200)
                .map(exchange -> DynamicTest.dynamicTest(exchange.name(), () -> {
                    JsonNode recorded = exchange.response().path("body").path("Job");
                    Job job = JobMapper.toModel(Json.read(recorded.toString(), ApiJob.class));
                    assertThat(JsonDifferences.between(recorded, tree(JobMapper.toWire(job))))
                            .isEmpty();
                }));
    }

    @Test
    void refusesAStateThatIsNotKnown() {
        ApiJob job =
                Json.read("{\"ID\":\"j\",\"Type\":\"batch\",\"State\":{\"StateType\":\"Dreaming\"}}", ApiJob.class);

        assertThatExceptionOfType(ValidationException.class)
                .isThrownBy(() -> JobMapper.toModel(job))
                .withMessageContaining("Dreaming");
    }

    @Test
    void tellsEveryFaultAtOnceInTheOrderOfTheFile() {
        ApiJob job = Json.read(
                "{\"Name\":\"a\\u0000\",\"Type\":\"x\",\"Count\":-1,\"Priority\":99999999999,"
                        + "\"Constraints\":[null,{\"Key\":\"\",\"Operator\":\"~\"}],"
                        + "\"Tasks\":[{\"Network\":{\"Type\":\"bridge\"},\"InputSources\":[null,{}],\"ResultPaths\":[null]},null]}",
                ApiJob.class);

        assertThatExceptionOfType(ValidationException.class)
                .isThrownBy(() -> JobSubmissions.read(job, NO_DEFAULTS))
                .satisfies(e -> assertThat(e.faults().stream().map(Fault::path).toList())
                        .containsExactly(
                                "Name",
                                "Type",
                                "Priority",
                                "Count",
                                "Constraints[0]",
                                "Constraints[1].Key",
                                "Constraints[1].Operator",
                                "Tasks[0].Name",
                                "Tasks[0].Engine",
                                "Tasks[0].InputSources[0]",
                                "Tasks[0].InputSources[1].Source",
                                "Tasks[0].InputSources[1].Target",
                                "Tasks[0].ResultPaths[0]",
                                "Tasks[0].Network.Type",
                                "Tasks[1]"));
    }

    @Test
    void faultsOfAMillionNullTasksAreCountedNotListed() {
        ApiTask[] none = new ApiTask[1_000_000];
        ApiJob job = new ApiJob(
                "",
                "",
                "",
                "batch",
                0,
                1,
                List.of(),
                Map.of(),
                Map.of(),
                Arrays.asList(none),
                ApiJobState.NOT_SAID,
                0,
                0,
                0,
                0,
                Map.of());

        assertThatExceptionOfType(ValidationException.class)
                .isThrownBy(() -> JobSubmissions.read(job, NO_DEFAULTS))
                .satisfies(e -> assertThat(e.faults()).hasSizeLessThan(250))
                .withMessageContaining("999900 further faults");
    }

    @Test
    void warnsOfPartsThatAreIgnoredAsTheOriginalDoes() {
        JsonNode exchange =
                Recordings.of("jobs-submit/warnings").get(0).request().get("body");
        ApiJob job = Json.read(exchange.toString(), PutJobRequest.class).job();

        assertThat(JobSubmissions.read(job, NO_DEFAULTS).warnings())
                .startsWith(
                        "job state is ignored when submitting a job",
                        "job revision is ignored when submitting a job",
                        "job version is ignored when submitting a job",
                        "job create time is ignored when submitting a job",
                        "job modify time is ignored when submitting a job",
                        "job ID is ignored when submitting a batch job");
    }

    @Test
    void idsAreKeptForJobsThatRunUntilStopped() {
        ApiJob service = Json.read(
                "{\"ID\":\"my-service\",\"Type\":\"service\",\"Tasks\":[{\"Name\":\"a\",\"Engine\":{\"Type\":\"noop\"}}]}",
                ApiJob.class);

        assertThat(JobSubmissions.read(service, NO_DEFAULTS).submission().requestedId())
                .isEqualTo(new JobId("my-service"));
    }

    @Test
    void aSubmissionWithoutJobIsOneFault() {
        assertThatExceptionOfType(ValidationException.class)
                .isThrownBy(() -> JobSubmissions.read(null, NO_DEFAULTS))
                .satisfies(
                        e -> assertThat(FaultTexts.describe(e.faults(), null)).isEqualTo("empty/nil job"));
    }
}
