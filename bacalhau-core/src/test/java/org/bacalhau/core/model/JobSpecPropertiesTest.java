package org.bacalhau.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.bacalhau.core.model.JobNormalizer.Normalized;
import org.bacalhau.core.testing.AnySpecs;

/** What holds for every spec, however broken. */
class JobSpecPropertiesTest {
    @Provide
    Arbitrary<JobSpec> wild() {
        return AnySpecs.wild();
    }

    @Provide
    Arbitrary<JobSpec> tame() {
        return AnySpecs.mostlySound();
    }

    @Provide
    Arbitrary<Timeouts> defaults() {
        return Arbitraries.longs()
                .between(0, 10_000)
                .map(Duration::ofSeconds)
                .list()
                .ofSize(3)
                .map(limits -> new Timeouts(limits.get(0), limits.get(1), limits.get(2)));
    }

    @Property
    void validationAlwaysEndsWithTheSameFaults(@ForAll("wild") JobSpec spec, @ForAll("defaults") Timeouts defaults) {
        List<Fault> faults = JobValidator.validate(spec, defaults);

        assertThat(JobValidator.validate(spec.toBuilder().build(), defaults)).isEqualTo(faults);
        assertThat(faults).hasSizeLessThanOrEqualTo(JobLimits.MOST_FAULTS + 1).allSatisfy(fault -> {
            assertThat(fault.problem()).isNotBlank();
            assertThat(fault.remedy()).isNotBlank();
        });
    }

    @Property
    void normalisingASoundSpecLeavesItSoundAndDoesNothingTheSecondTime(
            @ForAll("tame") JobSpec spec, @ForAll("defaults") Timeouts defaults) {
        boolean sound = JobValidator.validate(spec, defaults).isEmpty();
        // A property of too few specs would say nothing.
        Statistics.label("sound").collect(sound);
        Statistics.label("sound").coverage(coverage -> coverage.check(true).percentage(share -> share > 20));
        if (!sound) {
            return;
        }
        Normalized normalized = JobNormalizer.normalize(spec, null, defaults);

        assertThat(JobValidator.validate(normalized.spec())).isEmpty();
        assertThat(JobValidator.validate(normalized.spec(), defaults)).isEmpty();
        Normalized again = JobNormalizer.normalize(normalized.spec(), null, defaults);
        assertThat(again.spec()).isEqualTo(normalized.spec());
        assertThat(again.warnings()).isEmpty();
        assertThat(normalized.spec().task().resources().toResources()).isNotNull();
    }

    @Property
    void copiesAreEqual(@ForAll("wild") JobSpec spec) {
        assertThat(spec.toBuilder().build()).isEqualTo(spec).hasSameHashCodeAs(spec);
        spec.tasks().forEach(task -> assertThat(task.toBuilder().build()).isEqualTo(task));
    }
}
