package org.bacalhau.core.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.Gpu;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.testing.Jobs;
import org.junit.jupiter.api.Test;

class CapacityQueueTest {
    private final ComputeBench bench = new ComputeBench();

    @Test
    void runsByPriorityThenByArrival() {
        bench.start();
        ExecutionId blocker = bench.accepted(1, ComputeBench.jobWith(1, 0, "1"));
        ExecutionId low = bench.accepted(2, ComputeBench.jobWith(2, 0, "1"));
        ExecutionId high = bench.accepted(3, ComputeBench.jobWith(3, 5, "1"));
        ExecutionId highLater = bench.accepted(4, ComputeBench.jobWith(4, 5, "1"));

        for (ExecutionId id : List.of(blocker, high, highLater, low)) {
            bench.complete(id);
        }

        assertThat(bench.runner.runs.keySet()).containsExactly(blocker, high, highLater, low);
    }

    @Test
    void letsSmallerOnesOvertake() {
        bench.start();
        bench.accepted(1, ComputeBench.jobWith(1, 0, "600m"));
        ExecutionId large = bench.accepted(2, ComputeBench.jobWith(2, 0, "1"));
        ExecutionId small = bench.accepted(3, ComputeBench.jobWith(3, 0, "400m"));

        assertThat(bench.runner.runs).containsKey(small).doesNotContainKey(large);
    }

    @Test
    void doesNotLetALargeOneStarve() {
        bench.start();
        ExecutionId first = bench.accepted(1, ComputeBench.jobWith(1, 0, "600m"));
        ExecutionId large = bench.accepted(2, ComputeBench.jobWith(2, 0, "1"));
        List<ExecutionId> small = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            small.add(bench.accepted(10 + i, ComputeBench.jobWith(10 + i, 0, "400m")));
        }
        // One small one always runs, so the large one would never fit if they went on overtaking.
        int overtaken = 0;
        while (overtaken < 200 && bench.runner.runs.containsKey(small.get(overtaken))) {
            bench.complete(small.get(overtaken));
            overtaken++;
        }
        assertThat(overtaken).isEqualTo(ExecutionQueue.MOST_OVERTAKINGS);

        bench.complete(first);

        assertThat(bench.runner.runs).containsKey(large);
        assertThat(bench.runner.starts).isEqualTo(2 + ExecutionQueue.MOST_OVERTAKINGS);
    }

    @Test
    void runsNoMoreThanItHasWorkers() {
        bench.settings = config -> config.workers(2);
        bench.start();
        ExecutionId first = bench.accepted(1);
        bench.accepted(2);
        ExecutionId third = bench.accepted(3);
        assertThat(bench.runner.runs).doesNotContainKey(third);

        bench.complete(first);

        assertThat(bench.runner.runs).containsKey(third);
    }

    @Test
    void takesWhatFitsAtOnceEvenIfNothingMayWait() {
        bench.settings = config -> config.queueLimit(0);
        bench.start();

        bench.created(1, ComputeBench.jobWith(1, 0, "600m"));
        bench.created(2, ComputeBench.jobWith(2, 0, "400m"));
        bench.created(3, ComputeBench.jobWith(3, 0, "100m"));

        // The third would have to wait for the first two, which were bid for though they do not yet run.
        assertThat(bench.requester.bids).extracting(bid -> bid.accepted()).containsExactly(true, true, false);
    }

    @Test
    void assignsGpuDevices() {
        List<Gpu> devices = List.of(
                new Gpu(0, "A", "NVIDIA", 1024, ""),
                new Gpu(1, "A", "NVIDIA", 1024, ""),
                new Gpu(2, "A", "NVIDIA", 1024, ""));
        bench.settings = config -> config.totalCapacity(new Resources(10_000, 1_000_000, 1_000_000, 3, devices));
        bench.start();
        ExecutionId two = bench.accepted(1, gpuJob(1, "2"));
        ExecutionId one = bench.accepted(2, gpuJob(2, "1"));
        ExecutionId waiting = bench.accepted(3, gpuJob(3, "2"));

        assertThat(bench.runner.run(two).execution.allocated().gpuDevices()).isEqualTo(devices.subList(0, 2));
        assertThat(bench.runner.run(one).execution.allocated().gpuDevices()).isEqualTo(devices.subList(2, 3));
        assertThat(bench.runner.runs).doesNotContainKey(waiting);
        bench.runner.run(one).listener.running();
        bench.pass(Duration.ofSeconds(1));
        assertThat(bench.node().execution(one).orElseThrow().allocated().gpuDevices())
                .isEqualTo(devices.subList(2, 3));
        assertThat(bench.node().info().compute().availableCapacity().gpus()).isZero();

        bench.complete(two);
        assertThat(bench.runner.run(waiting).execution.allocated().gpuDevices()).isEqualTo(devices.subList(0, 2));
    }

    private static org.bacalhau.core.model.Job gpuJob(int number, String gpus) {
        return Jobs.job(
                number,
                Jobs.specBuilder(JobType.BATCH)
                        .task(Jobs.taskWith("", "", "", gpus))
                        .build());
    }

    @Test
    void tellsHowBusyItIs() {
        bench.start();
        bench.accepted(1, ComputeBench.jobWith(1, 0, "800m"));
        bench.accepted(2, ComputeBench.jobWith(2, 0, "300m"));
        bench.pass(Duration.ofSeconds(1));

        var compute = bench.node().info().compute();
        assertThat(compute.availableCapacity().cpuMillis()).isEqualTo(200);
        assertThat(compute.queuedCapacity().cpuMillis()).isEqualTo(300);
        assertThat(compute.runningExecutions()).isEqualTo(1);
        assertThat(compute.enqueuedExecutions()).isEqualTo(1);
    }

    @Test
    void capacityRefusesToBeOverdrawnOrOverfilled() {
        CapacityTracker capacity = new CapacityTracker(Resources.of(100, 100, 100, 0));
        Resources taken = capacity.take(Resources.of(60, 10, 0, 0));

        assertThat(capacity.fits(Resources.of(41, 0, 0, 0))).isFalse();
        assertThatThrownBy(() -> capacity.take(Resources.of(41, 0, 0, 0))).isInstanceOf(IllegalStateException.class);
        capacity.giveBack(taken);
        assertThatThrownBy(() -> capacity.giveBack(taken)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void requestsNearTheLargestAmountDoNotOverflow() {
        CapacityTracker capacity = new CapacityTracker(Resources.of(100, 100, 100, 0));
        capacity.take(Resources.of(1, 1, 1, 0));

        assertThat(capacity.fits(Resources.of(Long.MAX_VALUE, 0, 0, 0))).isFalse();
        assertThat(capacity.fitsBesides(Resources.of(Long.MAX_VALUE, 0, 0, 0), Resources.of(1, 0, 0, 0)))
                .isFalse();
    }
}
