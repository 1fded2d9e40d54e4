package org.bacalhau.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.LabelRequirement;
import org.bacalhau.core.model.NetworkConfig;
import org.bacalhau.core.model.ResourcesConfig;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.model.ValidationException;
import org.bacalhau.core.requester.Submitted;
import org.bacalhau.core.testing.AnySpecs;
import org.bacalhau.core.testing.Jobs;

/** Whatever is submitted to a network is refused with its faults, or accepted and brought to an end. */
class FuzzedSpecsTest {
    private static final Duration A_MOMENT = Duration.ofSeconds(1);
    private static final Duration A_WHILE = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofHours(2);

    @Property(tries = 300)
    void anySpecIsRefusedOrBroughtToAnEnd(@ForAll("wild") JobSpec spec, @ForAll long seed) {
        check(spec, seed);
    }

    @Property(tries = 150)
    void soundSpecIsBroughtToAnEnd(@ForAll("sound") JobSpec spec, @ForAll long seed) {
        boolean accepted = check(spec, seed);

        Statistics.label("accepted")
                .collect(accepted)
                .coverage(share -> share.check(true).percentage(percent -> percent > 50));
    }

    @Provide
    Arbitrary<JobSpec> wild() {
        return AnySpecs.wild();
    }

    /** Mostly specs that the network can run, so that what comes after the check is tried too. */
    @Provide
    Arbitrary<JobSpec> sound() {
        Arbitrary<Boolean> mends =
                Arbitraries.frequencyOf(Tuple.of(9, Arbitraries.just(true)), Tuple.of(1, Arbitraries.just(false)));
        return AnySpecs.mostlySound().flatMap(spec -> mends.map(mend -> mend ? mended(spec) : spec));
    }

    private static JobSpec mended(JobSpec spec) {
        Task task = spec.task();
        ResourcesConfig asked = task.resources();
        Task runnable = Task.builder(
                        task.name(), new SpecConfig(Jobs.ENGINE, task.engine().params()))
                .resources(new ResourcesConfig(asked.cpu(), "", "", ""))
                .network(NetworkConfig.NONE)
                .timeouts(task.timeouts())
                .build();
        JobSpec.Builder result = JobSpec.builder(spec.type(), runnable)
                .name(spec.name())
                .namespace(spec.namespace())
                .priority(spec.priority())
                .count(spec.count());
        spec.constraints().stream()
                .filter(constraint -> constraint.operator() == LabelRequirement.Operator.NOT_IN)
                .forEach(result::constraint);
        spec.labels().forEach(result::label);
        return result.build();
    }

    /** Returns whether it was accepted. */
    private static boolean check(JobSpec spec, long seed) {
        SimulatedNetwork network = new SimulatedNetwork(new Random(seed), 3);
        network.time().runFor(A_MOMENT);
        CompletableFuture<Submitted> answer = network.submit(spec).toCompletableFuture();
        network.time().runFor(A_MOMENT);
        assertThat(answer).as("answered").isDone();

        if (answer.isCompletedExceptionally()) {
            checkRefusal(catchThrowable(answer::join).getCause());
            assertThat(network.checker().jobs()).isEmpty();
            return false;
        }
        checkEnd(network, answer.join().job());
        return true;
    }

    private static void checkRefusal(Throwable refusal) {
        if (refusal instanceof ValidationException faulty) {
            assertThat(faulty.faults()).isNotEmpty().allSatisfy(fault -> {
                assertThat(fault.path()).isNotEmpty();
                assertThat(fault.problem()).isNotEmpty();
                assertThat(fault.remedy()).isNotEmpty();
            });
        } else {
            assertThat(refusal)
                    .isInstanceOfSatisfying(
                            BacalhauException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNSUPPORTED));
        }
    }

    private static void checkEnd(SimulatedNetwork network, Job accepted) {
        Map<JobId, Job> jobs = network.checker().jobs();
        if (accepted.spec().type().isLongRunning()) {
            network.time().runFor(A_WHILE);
            network.stop(accepted.id());
        }
        boolean ended = network.time().runUntil(() -> jobs.get(accepted.id()).isTerminal(), PATIENCE);
        assertThat(ended).as("%s ends", jobs.get(accepted.id())).isTrue();
        Job last = jobs.get(accepted.id());
        if (last.state() == JobState.FAILED) {
            assertThat(last.status().message()).isNotEmpty();
        }
        boolean clean = network.time().runUntil(() -> network.leftovers().isEmpty(), PATIENCE);
        assertThat(clean).as("left: %s", network.leftovers()).isTrue();
    }
}
