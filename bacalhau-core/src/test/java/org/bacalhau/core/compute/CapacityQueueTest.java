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
    private final ComputeNodeFixture fixture = new ComputeNodeFixture();

    @Test
    void runsByPriorityThenByArrival() {
        fixture.start();
        ExecutionId blocker = fixture.accepted(1, ComputeNodeFixture.jobWith(1, 0, "1"));
        ExecutionId low = fixture.accepted(2, ComputeNodeFixture.jobWith(2, 0, "1"));
        ExecutionId high = fixture.accepted(3, ComputeNodeFixture.jobWith(3, 5, "1"));
        ExecutionId highLater = fixture.accepted(4, ComputeNodeFixture.jobWith(4, 5, "1"));

        for (ExecutionId id : List.of(blocker, high, highLater, low)) {
            fixture.complete(id);
        }

        assertThat(fixture.runner.runs.keySet()).containsExactly(blocker, high, highLater, low);
    }

    @Test
    void letsSmallerOnesOvertake() {
        fixture.start();
        fixture.accepted(1, ComputeNodeFixture.jobWith(1, 0, "600m"));
        ExecutionId large = fixture.accepted(2, ComputeNodeFixture.jobWith(2, 0, "1"));
        ExecutionId small = fixture.accepted(3, ComputeNodeFixture.jobWith(3, 0, "400m"));

        assertThat(fixture.runner.runs).containsKey(small).doesNotContainKey(large);
    }

    @Test
    void doesNotLetALargeOneStarve() {
        fixture.start();
        ExecutionId first = fixture.accepted(1, ComputeNodeFixture.jobWith(1, 0, "600m"));
        ExecutionId large = fixture.accepted(2, ComputeNodeFixture.jobWith(2, 0, "1"));
        List<ExecutionId> small = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            small.add(fixture.accepted(10 + i, ComputeNodeFixture.jobWith(10 + i, 0, "400m")));
        }
        // One small one always runs, so the large one would never fit if they went on overtaking.
        int overtaken = 0;
        while (overtaken < 200 && fixture.runner.runs.containsKey(small.get(overtaken))) {
            fixture.complete(small.get(overtaken));
            overtaken++;
        }
        assertThat(overtaken).isEqualTo(ExecutionQueue.MOST_OVERTAKINGS);

        fixture.complete(first);

        assertThat(fixture.runner.runs).containsKey(large);
        assertThat(fixture.runner.starts).isEqualTo(2 + ExecutionQueue.MOST_OVERTAKINGS);
    }

    @Test
    void runsNoMoreThanItHasWorkers() {
        fixture.settings = config -> config.workers(2);
        fixture.start();
        ExecutionId first = fixture.accepted(1);
        fixture.accepted(2);
        ExecutionId third = fixture.accepted(3);
        assertThat(fixture.runner.runs).doesNotContainKey(third);

        fixture.complete(first);

        assertThat(fixture.runner.runs).containsKey(third);
    }

    @Test
    void takesWhatFitsAtOnceEvenIfNothingMayWait() {
        fixture.settings = config -> config.queueLimit(0);
        fixture.start();

        fixture.created(1, ComputeNodeFixture.jobWith(1, 0, "600m"));
        fixture.created(2, ComputeNodeFixture.jobWith(2, 0, "400m"));
        fixture.created(3, ComputeNodeFixture.jobWith(3, 0, "100m"));

        // The third would have to wait for the first two, which were bid for though they do not yet run.
        assertThat(fixture.requester.bids).extracting(bid -> bid.accepted()).containsExactly(true, true, false);
    }

    @Test
    void assignsGpuDevices() {
        List<Gpu> devices = List.of(
                new Gpu(0, "A", "NVIDIA", 1024, ""),
                new Gpu(1, "A", "NVIDIA", 1024, ""),
                new Gpu(2, "A", "NVIDIA", 1024, ""));
        fixture.settings = config -> config.totalCapacity(new Resources(10_000, 1_000_000, 1_000_000, 3, devices));
        fixture.start();
        ExecutionId two = fixture.accepted(1, gpuJob(1, "2"));
        ExecutionId one = fixture.accepted(2, gpuJob(2, "1"));
        ExecutionId waiting = fixture.accepted(3, gpuJob(3, "2"));

        assertThat(fixture.runner.run(two).execution.allocated().gpuDevices()).isEqualTo(devices.subList(0, 2));
        assertThat(fixture.runner.run(one).execution.allocated().gpuDevices()).isEqualTo(devices.subList(2, 3));
        assertThat(fixture.runner.runs).doesNotContainKey(waiting);
        fixture.runner.run(one).listener.running();
        fixture.pass(Duration.ofSeconds(1));
        assertThat(fixture.node().execution(one).orElseThrow().allocated().gpuDevices())
                .isEqualTo(devices.subList(2, 3));
        assertThat(fixture.node().info().compute().availableCapacity().gpus()).isZero();

        fixture.complete(two);
        assertThat(fixture.runner.run(waiting).execution.allocated().gpuDevices())
                .isEqualTo(devices.subList(0, 2));
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
        fixture.start();
        fixture.accepted(1, ComputeNodeFixture.jobWith(1, 0, "800m"));
        fixture.accepted(2, ComputeNodeFixture.jobWith(2, 0, "300m"));
        fixture.pass(Duration.ofSeconds(1));

        var compute = fixture.node().info().compute();
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
