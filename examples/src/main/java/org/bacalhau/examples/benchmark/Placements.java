package org.bacalhau.examples.benchmark;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.bacalhau.core.model.BuildVersion;
import org.bacalhau.core.model.ComputeInfo;
import org.bacalhau.core.model.Evaluation.Trigger;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.LabelRequirement;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.NodeInfo;
import org.bacalhau.core.model.NodeState;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.model.ResourcesConfig;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.scheduler.NodeDirectory;
import org.bacalhau.core.scheduler.NodeSelector;
import org.bacalhau.core.scheduler.Plan;
import org.bacalhau.core.scheduler.Scheduler;
import org.bacalhau.core.scheduler.SchedulerConfig;
import org.bacalhau.core.scheduler.Schedulers;
import org.bacalhau.core.scheduler.SchedulingRequest;

/** How fast the scheduler places: 100,000 jobs of mixed size and constraints, one at a time, on 2,000 nodes. */
final class Placements implements Section {
    private static final int ROUNDS = 5;
    private static final int NODES = 2_000;
    private static final int JOBS = 100_000;
    private static final String[] CPUS = {"100m", "250m", "500m", "1", "2"};
    private static final String[] MEMORIES = {"64mb", "128mb", "256mb", "512mb", "1gb"};
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public String name() {
        return "placements";
    }

    @Override
    public void run(Table table) {
        place(JOBS);
        double[] rate = new double[ROUNDS];
        double[] slowdown = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            double[] tenths = place(JOBS);
            double seconds = 0;
            for (double tenth : tenths) {
                seconds += tenth;
            }
            rate[round] = JOBS / seconds;
            slowdown[round] = tenths[9] / tenths[0];
        }
        table.add("placements on " + NODES + " nodes", "%.0f /s", ">= 20000 /s", rate);
        table.add("last tenth over first tenth", "%.2f", "<= 1.2", slowdown);
    }

    /** Returns the seconds that each tenth of the jobs took. */
    private static double[] place(int jobs) {
        Random random = new Random(42);
        NodeDirectory directory = new NodeDirectory(SchedulerConfig.DEFAULT);
        for (int i = 0; i < NODES; i++) {
            directory.put(node(i), NOW);
        }
        NodeSelector selector =
                new NodeSelector(directory, SchedulerConfig.DEFAULT, task -> List.of(), List.of(), random);
        Scheduler scheduler = new Schedulers(directory, selector, SchedulerConfig.DEFAULT).of(JobType.BATCH);
        double[] tenths = new double[10];
        for (int tenth = 0; tenth < tenths.length; tenth++) {
            long start = System.nanoTime();
            for (int i = 0; i < jobs / tenths.length; i++) {
                Plan plan = scheduler.process(
                        new SchedulingRequest(job(tenth * jobs + i, random), List.of(), Trigger.JOB_REGISTER, NOW));
                if (plan.placements().size() != 1) {
                    throw new IllegalStateException("not placed: " + plan);
                }
                plan.placements().forEach(placed -> directory.reserve(placed.node(), placed.resources()));
            }
            tenths[tenth] = (System.nanoTime() - start) / 1e9;
        }
        return tenths;
    }

    private static NodeState node(int number) {
        Resources capacity = Resources.of(64_000, 256_000_000_000L, 1_000_000_000_000L, 0);
        ComputeInfo compute = new ComputeInfo(
                Set.of("noop", "wasm"),
                Set.of("local"),
                Set.of("inline"),
                capacity,
                capacity,
                Resources.ZERO,
                capacity,
                0,
                0);
        Map<String, String> labels = Map.of("zone", "z" + number % 4, "disk", number % 2 == 0 ? "ssd" : "hdd");
        NodeInfo info = new NodeInfo(new NodeId("node-" + number), labels, compute, BuildVersion.UNKNOWN);
        return new NodeState(info, NodeState.Membership.APPROVED, NodeState.Connection.CONNECTED);
    }

    private static Job job(int number, Random random) {
        Task task = Task.builder("main", SpecConfig.of("noop"))
                .resources(new ResourcesConfig(
                        CPUS[random.nextInt(CPUS.length)], MEMORIES[random.nextInt(MEMORIES.length)], "", ""))
                .build();
        JobSpec.Builder spec = JobSpec.builder(JobType.BATCH, task);
        if (random.nextBoolean()) {
            spec.constraint(LabelRequirement.equalTo("zone", "z" + random.nextInt(4)));
        }
        if (random.nextInt(3) == 0) {
            spec.constraint(LabelRequirement.equalTo("favour_disk", "ssd"));
        }
        return Job.accepted(new JobId("j-" + number), spec.build(), NOW);
    }
}
