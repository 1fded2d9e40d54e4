package org.bacalhau.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.bacalhau.core.testing.Jobs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A job that cannot be written down as JSON, and so neither stored nor sent, is refused. */
class SpecAsJsonTest {
    private static final String HALF = "a\uD83D";
    private static final String BROKEN = "contains half of a character (a lone surrogate)";
    private static final String NO_JSON = "is not a JSON value";

    private static JobSpec withTask(Task.Builder task) {
        return JobSpec.builder(JobType.BATCH, task.build()).build();
    }

    private static JobSpec withParam(Object value) {
        return withTask(Task.builder("main", SpecConfig.of("x").with("P", value)));
    }

    private static List<Fault> faults(JobSpec spec) {
        return JobValidator.validate(spec);
    }

    static Stream<Arguments> brokenTexts() {
        return Stream.of(
                Arguments.of(Jobs.specBuilder(JobType.BATCH).name(HALF).build(), "Name"),
                Arguments.of(Jobs.specBuilder(JobType.BATCH).label("k", HALF).build(), "Labels[k]"),
                Arguments.of(Jobs.specBuilder(JobType.BATCH).label(HALF, "v").build(), "Labels"),
                Arguments.of(
                        Jobs.specBuilder(JobType.BATCH)
                                .meta("k", "\uDE00\uD83D")
                                .build(),
                        "Meta[k]"),
                Arguments.of(withTask(Task.builder(HALF, SpecConfig.of("x"))), "Tasks[0].Name"),
                Arguments.of(withTask(Task.builder("main", SpecConfig.of(HALF))), "Tasks[0].Engine.Type"),
                Arguments.of(withTask(Jobs.taskBuilder().env("A", HALF)), "Tasks[0].Env[A]"),
                Arguments.of(withTask(Jobs.taskBuilder().env(HALF, "x")), "Tasks[0].Env"),
                Arguments.of(
                        withTask(Jobs.taskBuilder().input(SpecConfig.of("inline"), "/" + HALF)),
                        "Tasks[0].InputSources[0].Target"),
                Arguments.of(
                        withTask(Jobs.taskBuilder()
                                .publisher(SpecConfig.of("local"))
                                .output(HALF, "/o")),
                        "Tasks[0].ResultPaths[0].Name"),
                Arguments.of(withParam(HALF), "Tasks[0].Engine.Params.P"),
                Arguments.of(withParam(List.of("x", Map.of("k", HALF))), "Tasks[0].Engine.Params.P[1].k"),
                Arguments.of(withParam(Map.of(HALF, 1)), "Tasks[0].Engine.Params.P.a\uFFFD"));
    }

    @ParameterizedTest
    @MethodSource("brokenTexts")
    void refusesHalvesOfCharacters(JobSpec spec, String path) {
        assertThat(faults(spec)).singleElement().satisfies(fault -> {
            assertThat(fault.path()).isEqualTo(path);
            assertThat(fault.problem()).isEqualTo(BROKEN);
            assertThat(Texts.isWhole(fault.toString())).isTrue();
        });
    }

    @Test
    void refusesARequestedIdWithHalfACharacter() {
        assertThat(JobValidator.validateRequestedId(HALF))
                .extracting(Fault::problem)
                .containsExactly(BROKEN);
    }

    @Test
    void takesCharactersThatJavaWritesAsTwo() {
        assertThat(faults(Jobs.specBuilder(JobType.BATCH).name("\uD83D\uDE00").build()))
                .isEmpty();
        assertThat(JobValidator.validateRequestedId("\uD83D\uDE00")).isEmpty();
    }

    @Test
    void cutsNoCharacterInHalfToShowIt() {
        Fault fault = new Fault("Name", "x".repeat(79) + "\uD83D\uDE00", "is bad", "make it good");

        assertThat(fault.value()).isEqualTo("x".repeat(79) + "…");
    }

    static Stream<Object> valuesThatAreNoJson() {
        return Stream.of(
                new byte[] {1},
                new long[] {1},
                Set.of("x"),
                Duration.ZERO,
                JobType.BATCH,
                new StringBuilder("x"),
                new AtomicLong(1),
                'x',
                Double.NaN,
                Float.POSITIVE_INFINITY);
    }

    @ParameterizedTest
    @MethodSource("valuesThatAreNoJson")
    void refusesParametersThatAreNoJson(Object value) {
        assertThat(faults(withParam(Map.of("deep", List.of(value)))))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.path()).isEqualTo("Tasks[0].Engine.Params.P.deep[0]");
                    assertThat(fault.problem()).isEqualTo(NO_JSON);
                });
    }

    @Test
    void checksTheParametersOfPublisherAndInputs() {
        SpecConfig bad = SpecConfig.of("local").with("P", Duration.ZERO);

        assertThat(faults(withTask(Jobs.taskBuilder().publisher(bad).input(bad, "/in"))))
                .extracting(Fault::path)
                .containsExactly("Tasks[0].Publisher.Params.P", "Tasks[0].InputSources[0].Source.Params.P");
    }

    @Test
    void takesEverythingThatIsJson() {
        List<Object> all =
                Arrays.asList("x", 1, 2L, (short) 3, 4.5, 6.5f, BigInteger.TEN, BigDecimal.ONE, true, null, Map.of());

        assertThat(faults(withParam(all))).isEmpty();
    }

    @Test
    void refusesWhatIsNestedThousandsOfLevelsDeep() {
        Object lists = "x";
        Object maps = "x";
        for (int i = 0; i < 50_000; i++) {
            lists = List.of(lists);
            maps = Map.of("k", maps);
        }
        JobSpec spec = withTask(Task.builder("main", SpecConfig.of("x").with("P", lists))
                .input(SpecConfig.of("y").with("P", maps), "/in"));

        assertThat(faults(spec))
                .extracting(Fault::path)
                .containsExactly("Tasks[0].Engine.Params", "Tasks[0].InputSources[0].Source.Params");
        assertThat(faults(spec)).allMatch(fault -> fault.problem().equals("is nested too deeply"));
        assertThat(spec.toString()).isNotEmpty();
        assertThat(spec).isEqualTo(spec.toBuilder().build());
    }

    @Test
    void takesWhatIsNestedAsDeepAsAllowed() {
        Object nested = "x";
        for (int i = 0; i < JobLimits.DEEPEST_PARAMS - 1; i++) {
            nested = List.of(nested);
        }

        assertThat(faults(withParam(nested))).isEmpty();
    }
}
