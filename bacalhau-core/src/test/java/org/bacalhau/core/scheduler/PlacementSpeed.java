package org.bacalhau.core.scheduler;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.bacalhau.core.model.Evaluation;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.LabelRequirement;
import org.bacalhau.core.model.NodeState;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.model.ResourcesConfig;
import org.bacalhau.core.scheduler.Plan.Placement;

/**
 * Measures placing by hand: 2,000 nodes, 100,000 executions of mixed size and constraints, one job at a time. Once the
 * network is two thirds full, each placement is preceded by the end of the oldest execution. Not a test: figures depend on
 * the machine.
 */
final class PlacementSpeed {
    private static final int NODES = 2_000;
    private static final int PLACEMENTS = 100_000;
    private static final int LIVE = 12_000;

    private PlacementSpeed() {}

    public static void main(String[] args) {
        for (int round = 1; round <= 5; round++) {
            measure(round);
        }
    }

    private static void measure(int round) {
        Random random = new Random(round);
        NodeDirectory directory = new NodeDirectory(SchedulerConfig.DEFAULT);
        for (int i = 0; i < NODES; i++) {
            directory.put(node(i), SchedulingScene.START);
        }
        NodeSelector selector =
                new NodeSelector(directory, SchedulerConfig.DEFAULT, task -> List.of(), List.of(), random);
        Scheduler scheduler = new Schedulers(directory, selector, SchedulerConfig.DEFAULT).of(JobType.BATCH);
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < PLACEMENTS; i++) {
            jobs.add(Job.accepted(new JobId("j-" + i), spec(random), SchedulingScene.START));
        }
        Deque<Placement> live = new ArrayDeque<>();
        long[] tenths = new long[10];
        for (int i = 0; i < PLACEMENTS; i++) {
            long start = System.nanoTime();
            if (live.size() == LIVE) {
                Placement oldest = live.remove();
                directory.release(oldest.node(), oldest.resources());
            }
            Instant now = SchedulingScene.START.plusMillis(i);
            Plan plan = scheduler.process(
                    new SchedulingRequest(jobs.get(i), List.of(), Evaluation.Trigger.JOB_REGISTER, now));
            if (plan.placements().isEmpty()) {
                throw new IllegalStateException("no node for placement " + i + ": " + plan);
            }
            Placement placement = plan.placements().get(0);
            directory.reserve(placement.node(), placement.resources());
            live.add(placement);
            tenths[i / (PLACEMENTS / 10)] += System.nanoTime() - start;
        }
        print(round, tenths);
    }

    private static void print(int round, long[] tenths) {
        long all = 0;
        for (long tenth : tenths) {
            all += tenth;
        }
        System.out.printf(
                Locale.ROOT,
                "round %d: %,.0f placements/s; last tenth / first tenth: %.2f; / second tenth: %.2f%n",
                round,
                PLACEMENTS * 1e9 / all,
                (double) tenths[9] / tenths[0],
                (double) tenths[9] / tenths[1]);
    }

    private static NodeState node(int i) {
        long size = 1L << i % 4;
        return NodeBuilder.node(
                        String.format(Locale.ROOT, "n-%08x-0000-4000-8000-000000000000", i * 2654435761L & 0xffffffffL))
                .engines("noop", i % 2 == 0 ? "docker" : "wasm")
                .label("region", "r" + i % 10)
                .label("zone", "z" + i % 100)
                .label("disk", i % 3 == 0 ? "ssd" : "hdd")
                .capacity(Resources.of(8_000 * size, 16_000_000_000L * size, 500_000_000_000L, i % 7 == 0 ? 4 : 0))
                .build();
    }

    private static JobSpec spec(Random random) {
        JobSpec.Builder spec = Jobs.with(
                Jobs.spec(JobType.BATCH),
                task -> task.resources(new ResourcesConfig(
                        (1 + random.nextInt(40)) * 100 + "m",
                        (1 + random.nextInt(16)) * 250 + "mb",
                        "",
                        random.nextInt(50) == 0 ? "1" : "")))
                .toBuilder();
        switch (random.nextInt(4)) {
            case 0 -> spec.constraint(LabelRequirement.equalTo("region", "r" + random.nextInt(10)));
            case 1 -> spec.constraint(LabelRequirement.equalTo("zone", "z" + random.nextInt(100)));
            case 2 -> spec.constraint(LabelRequirement.equalTo("favour_disk", "ssd"));
            default -> spec.priority(1);
        }
        return spec.build();
    }
}
