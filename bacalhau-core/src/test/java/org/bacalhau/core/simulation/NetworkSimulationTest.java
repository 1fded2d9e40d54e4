package org.bacalhau.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionState;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.LabelRequirement;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.NodeState.Membership;
import org.bacalhau.core.model.ResourcesConfig;
import org.bacalhau.core.model.Timeouts;
import org.bacalhau.core.testing.Jobs;
import org.junit.jupiter.api.Test;

/**
 * Whole networks under faults, then healing: nothing acknowledged is lost, every job ends, and nothing is left behind.
 * See the package description for how to run more seeds or one again.
 */
class NetworkSimulationTest {
    private static final long DEFAULT_SEEDS = 200;
    private static final Duration TROUBLE = Duration.ofMinutes(20);
    private static final Duration PATIENCE = Duration.ofHours(6);

    @Test
    void everyJobEndsAndNothingIsLostWhateverTheNetworkDoes() {
        seeds().forEach(seed -> {
            try {
                run(seed);
            } catch (AssertionError | RuntimeException fault) {
                throw new AssertionError(
                        "seed " + seed + " fails; repeat it with -Dsimulation.seeds=" + seed + ".." + seed, fault);
            }
        });
    }

    @Test
    void theSameSeedGivesTheSameRun() {
        assertThat(run(7)).isEqualTo(run(7));
    }

    private static LongStream seeds() {
        String wanted = System.getProperty("simulation.seeds", "");
        if (wanted.isBlank()) {
            return LongStream.range(0, DEFAULT_SEEDS);
        }
        if (wanted.contains("..")) {
            String[] bounds = wanted.split("\\.\\.");
            return LongStream.rangeClosed(Long.parseLong(bounds[0]), Long.parseLong(bounds[1]));
        }
        return LongStream.range(0, Long.parseLong(wanted));
    }

    /** Runs one seed and returns a record of it. */
    private static String run(long seed) {
        Random random = new Random(seed);
        SimulatedNetwork network = new SimulatedNetwork(random, 2 + random.nextInt(5));
        network.transport().misbehave(random.nextDouble() * 0.2, random.nextDouble() * 0.1);
        int jobs = 5 + random.nextInt(20);
        for (int i = 0; i < jobs; i++) {
            JobSpec spec = randomJob(random).toBuilder().name("job " + i).build();
            network.time().schedule(within(random, TROUBLE), () -> network.submit(spec));
        }
        planFaults(network, random);
        network.time().runFor(TROUBLE);

        network.heal();
        boolean ended = network.time().runUntil(() -> finiteJobsEnded(network), PATIENCE);
        assertThat(ended)
                .as("every batch and ops job ends; still open: %s", open(network))
                .isTrue();

        stopTheRest(network);
        boolean clean = network.time().runUntil(() -> network.leftovers().isEmpty(), PATIENCE);
        assertThat(clean)
                .as("compute nodes let go of everything: %s", network.leftovers())
                .isTrue();
        checkOutcome(network);
        return record(network);
    }

    private static Duration within(Random random, Duration span) {
        return Duration.ofMillis((long) (random.nextDouble() * span.toMillis()));
    }

    private static JobSpec randomJob(Random random) {
        JobType type = JobType.values()[random.nextInt(JobType.values().length)];
        String[] cpus = {"", "500m", "1", "2", "4"};
        Timeouts timeouts = new Timeouts(
                Duration.ofSeconds(random.nextInt(3) * 30L),
                type.runsOnAllNodes() ? Duration.ZERO : Duration.ofMinutes(random.nextInt(3) * 5L),
                type.isLongRunning() ? Duration.ZERO : Duration.ofMinutes(random.nextInt(2) * 40L));
        JobSpec.Builder spec = JobSpec.builder(
                        type,
                        Jobs.taskBuilder()
                                .resources(new ResourcesConfig(cpus[random.nextInt(cpus.length)], "", "", ""))
                                .timeouts(timeouts)
                                .build())
                .priority(random.nextInt(3))
                .count(1 + random.nextInt(3));
        if (random.nextInt(3) == 0) {
            spec.constraint(LabelRequirement.equalTo("zone", "z" + random.nextInt(2)));
        }
        return spec.build();
    }

    private static void planFaults(SimulatedNetwork network, Random random) {
        int faults = random.nextInt(12);
        for (int i = 0; i < faults; i++) {
            Duration from = within(random, TROUBLE);
            Duration to = from.plus(within(random, Duration.ofMinutes(6)));
            NodeId node = network.computeNodes()
                    .get(random.nextInt(network.computeNodes().size()));
            switch (random.nextInt(9)) {
                case 0 -> plan(network, from, network::crashRequester, to, network::restartRequester);
                case 1 -> plan(network, from, () -> network.crash(node), to, () -> network.restart(node));
                case 2 ->
                    plan(
                            network,
                            from,
                            () -> network.transport().setCutOff(node, true),
                            to,
                            () -> network.transport().setCutOff(node, false));
                case 3 ->
                    plan(
                            network,
                            from,
                            () -> network.jumpClock(
                                    within(random, Duration.ofHours(2)).minusHours(1)),
                            to,
                            () -> network.jumpClock(Duration.ZERO));
                case 4 ->
                    plan(
                            network,
                            from,
                            () -> network.decideOn(node, Membership.REJECTED),
                            to,
                            () -> network.decideOn(node, Membership.APPROVED));
                case 5 -> plan(network, from, () -> network.crashForGood(node), to, () -> network.restart(node));
                case 6 ->
                    plan(
                            network,
                            from,
                            () -> network.setRequesterFull(true),
                            to,
                            () -> network.setRequesterFull(false));
                case 7 ->
                    plan(network, from, () -> network.setFull(node, true), to, () -> network.setFull(node, false));
                default -> stopSomeJob(network, from, random);
            }
        }
    }

    private static void plan(SimulatedNetwork network, Duration from, Runnable trouble, Duration to, Runnable relief) {
        network.time().schedule(from, trouble);
        network.time().schedule(to, relief);
    }

    private static void stopSomeJob(SimulatedNetwork network, Duration when, Random random) {
        network.time().schedule(when, () -> {
            List<JobId> known = new ArrayList<>(network.checker().jobs().keySet());
            if (!known.isEmpty()) {
                network.stop(known.get(random.nextInt(known.size())));
            }
        });
    }

    private static boolean finiteJobsEnded(SimulatedNetwork network) {
        return network.checker().jobs().values().stream()
                .allMatch(job -> job.isTerminal() || job.spec().type().isLongRunning());
    }

    private static List<Job> open(SimulatedNetwork network) {
        return network.checker().jobs().values().stream()
                .filter(job -> !job.isTerminal() && !job.spec().type().isLongRunning())
                .toList();
    }

    private static void stopTheRest(SimulatedNetwork network) {
        List.copyOf(network.checker().jobs().values()).stream()
                .filter(job -> !job.isTerminal())
                .forEach(job -> network.stop(job.id()));
        boolean stopped = network.time()
                .runUntil(() -> network.checker().jobs().values().stream().allMatch(Job::isTerminal), PATIENCE);
        assertThat(stopped).as("every stopped job ends").isTrue();
    }

    private static void checkOutcome(SimulatedNetwork network) {
        Map<JobId, Job> jobs = network.checker().jobs();
        assertThat(network.anyStartFailed()).as("a node could not start").isFalse();
        assertThat(jobs.keySet()).as("acknowledged jobs").containsAll(network.acknowledged());
        for (Job job : jobs.values()) {
            assertThat(network.refused())
                    .as("refused jobs")
                    .doesNotContain(job.spec().name());
            List<Execution> executions =
                    List.copyOf(network.checker().executions(job.id()).values());
            assertThat(executions).as("executions of %s", job).allMatch(Execution::isTerminal);
            if (job.state() == JobState.FAILED) {
                assertThat(job.status().message()).as("cause of %s", job).isNotEmpty();
            }
            if (job.state() == JobState.COMPLETED && job.spec().type() == JobType.BATCH) {
                assertThat(executions)
                        .filteredOn(execution -> execution.state() == ExecutionState.COMPLETED)
                        .hasSize(job.spec().count());
            }
        }
    }

    private static String record(SimulatedNetwork network) {
        return network.checker().jobs().values().stream().map(Job::toString).collect(Collectors.joining("\n")) + "\n"
                + network.time().steps() + " steps, " + network.transport().statistics();
    }
}
