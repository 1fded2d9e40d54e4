package org.bacalhau.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bacalhau.core.model.JobNormalizer.Normalized;
import org.bacalhau.core.testing.Jobs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules and warnings are those of job-lifecycle.md §2.1. */
class JobNormalizerTest {
    private static final Timeouts DEFAULTS =
            new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(30));

    private static Normalized normalize(JobSpec spec) {
        return JobNormalizer.normalize(spec, null, DEFAULTS);
    }

    @ParameterizedTest
    @CsvSource({"BATCH, 0", "SERVICE, 0", "OPS, 1", "DAEMON, 1"})
    void countOfJobsOnAllNodesIsAtLeastOne(JobType type, int count) {
        assertThat(normalize(Jobs.specBuilder(type).count(0).build()).spec().count())
                .isEqualTo(count);
        assertThat(normalize(Jobs.specBuilder(type).count(7).build()).spec().count())
                .isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({"BATCH, 10, 20, 30", "SERVICE, 0, 20, 0", "OPS, 10, 0, 30", "DAEMON, 0, 0, 0"})
    void fillsInTheTimeoutsOfItsType(JobType type, int execution, int queue, int total) {
        assertThat(normalize(Jobs.spec(type)).spec().task().timeouts())
                .isEqualTo(new Timeouts(
                        Duration.ofSeconds(execution), Duration.ofSeconds(queue), Duration.ofSeconds(total)));
    }

    @ParameterizedTest
    @EnumSource(JobType.class)
    void keepsTheTimeoutsThatAreGiven(JobType type) {
        Timeouts given = new Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3));
        JobSpec spec = JobSpec.builder(type, Jobs.taskBuilder().timeouts(given).build())
                .build();

        assertThat(normalize(spec).spec()).isEqualTo(spec);
    }

    @Test
    void dropsMetaThatBelongsToTheNetwork() {
        JobSpec spec = Jobs.specBuilder(JobType.DAEMON)
                .meta("bacalhau.org/requester.id", "x")
                .meta("bacalhau.org/a", "y")
                .meta("mine", "z")
                .build();
        Normalized normalized = normalize(spec);

        assertThat(normalized.spec().meta()).isEqualTo(Map.of("mine", "z"));
        assertThat(normalized.warnings())
                .containsExactly(
                        "job meta key \"bacalhau.org/a\" is reserved and will be ignored",
                        "job meta key \"bacalhau.org/requester.id\" is reserved and will be ignored");
    }

    @Test
    void keepsTheFirstTask() {
        JobSpec spec = Jobs.spec(JobType.DAEMON);
        Task second = Task.builder("second", SpecConfig.of("x")).build();
        JobSpec two = new JobSpec(
                spec.name(),
                spec.namespace(),
                spec.type(),
                0,
                1,
                List.of(),
                Map.of(),
                Map.of(),
                List.of(spec.task(), second));
        Normalized normalized = normalize(two);

        assertThat(normalized.spec()).isEqualTo(spec);
        assertThat(normalized.warnings()).containsExactly("only one task is supported per job");
    }

    @ParameterizedTest
    @EnumSource(JobType.class)
    void onlyLongRunningJobsKeepTheirId(JobType type) {
        Normalized normalized = JobNormalizer.normalize(Jobs.spec(type), new JobId("mine"), DEFAULTS);

        if (type.isLongRunning()) {
            assertThat(normalized.requestedId()).isEqualTo(new JobId("mine"));
            assertThat(normalized.warnings()).isEmpty();
        } else {
            assertThat(normalized.requestedId()).isNull();
            assertThat(normalized.warnings()).containsExactly("job ID is ignored when submitting a batch job");
        }
    }
}
