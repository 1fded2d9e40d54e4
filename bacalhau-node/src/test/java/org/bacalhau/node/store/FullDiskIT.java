package org.bacalhau.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.bacalhau.core.LocalNetwork;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.observe.NodeObserver;
import org.bacalhau.core.store.JobQuery;
import org.bacalhau.core.testing.Await;
import org.bacalhau.node.executor.noop.NoopExecutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole networks with a store on a real disk that fills up and is freed again. */
class FullDiskIT {
    private static final String SLOW = "slow";

    @TempDir
    Path directory;

    private final CountDownLatch slowJobsGoOn = new CountDownLatch(1);
    private final List<JobId> acknowledged = new ArrayList<>();
    // As many as the test makes.
    private final Queue<String> nodeFaults = new ConcurrentLinkedQueue<>();

    private static JobSpec job(String name) {
        Task task = Task.builder(name, SpecConfig.of(NoopExecutor.TYPE)).build();
        return JobSpec.builder(JobType.BATCH, task).build();
    }

    private LocalNetwork network(SqliteJobStore jobs, SqliteExecutionStore executions) {
        NoopExecutor engine = new NoopExecutor(request -> {
            if (request.task().name().equals(SLOW)) {
                slowJobsGoOn.await();
            }
            return RunResult.SUCCESS;
        });
        NodeObserver observer = new NodeObserver() {
            @Override
            public void fault(String what, Throwable cause) {
                nodeFaults.add(what);
            }
        };
        return LocalNetwork.builder()
                .requester(node -> node.jobStore(jobs))
                .computeNodes(
                        1,
                        (node, index) -> node.executionStore(executions)
                                .dataDirectory(directory.resolve("data"))
                                .observer(observer)
                                .executor(engine))
                .start();
    }

    private void submit(LocalNetwork network, String name) {
        acknowledged.add(
                Await.outcome(network.requester().submit(job(name))).job().id());
    }

    private BacalhauException submitUntilRefused(LocalNetwork network) {
        while (true) {
            try {
                submit(network, "quick");
            } catch (BacalhauException refusal) {
                return refusal;
            }
        }
    }

    private void submitOnceThereIsRoom(LocalNetwork network) {
        await("room").atMost(Await.DEADLINE).until(() -> {
            try {
                submit(network, "late");
                return true;
            } catch (BacalhauException full) {
                assertThat(full.code()).isEqualTo(ErrorCode.STORAGE_FULL);
                return false;
            }
        });
    }

    private void awaitTheEndOfAll(LocalNetwork network) {
        for (JobId id : acknowledged) {
            Job ended = Await.outcome(network.requester().awaitEnd(id, Await.DEADLINE));
            assertThat(ended.state()).as(ended.toString()).isEqualTo(JobState.COMPLETED);
        }
    }

    @Test
    void aRequesterRefusesWhileItsDiskIsFullAndLosesNothing() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(directory)) {
            try (SqliteJobStore jobs = Stores.jobs(disk.path());
                    SqliteExecutionStore executions = Stores.executions(directory);
                    LocalNetwork network = network(jobs, executions)) {
                submit(network, SLOW);
                Path filler = disk.fill();

                BacalhauException refusal = submitUntilRefused(network);
                assertThat(refusal.code()).isEqualTo(ErrorCode.STORAGE_FULL);
                assertThat(refusal)
                        .hasMessageContaining("no space left for job store " + Stores.jobFile(disk.path()))
                        .hasMessageContaining("bytes are free on its disk");
                slowJobsGoOn.countDown();
                assertThat(Await.failure(network.requester().submit(job("quick")))
                                .code())
                        .isEqualTo(ErrorCode.STORAGE_FULL);

                Files.delete(filler);
                submitOnceThereIsRoom(network);
                awaitTheEndOfAll(network);
            }
            try (SqliteJobStore jobs = Stores.jobs(disk.path())) {
                assertThat(jobs.jobs(JobQuery.ALL).items())
                        .allMatch(job -> job.state() == JobState.COMPLETED)
                        .extracting(Job::id)
                        .containsExactlyInAnyOrderElementsOf(acknowledged);
            }
        }
    }

    @Test
    void aComputeNodeGoesOnWhenItsDiskHasRoomAgain() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(directory)) {
            try (SqliteJobStore jobs = Stores.jobs(directory);
                    SqliteExecutionStore executions = Stores.executions(disk.path());
                    LocalNetwork network = network(jobs, executions)) {
                submit(network, SLOW);
                await("start")
                        .atMost(Await.DEADLINE)
                        .until(() -> network.requester()
                                        .executions(acknowledged.get(0))
                                        .size()
                                == 1);
                Path filler = disk.fill();
                for (int i = 0; i < 20; i++) {
                    submit(network, "quick");
                }
                slowJobsGoOn.countDown();
                await("trouble").atMost(Await.DEADLINE).until(() -> !nodeFaults.isEmpty());
                assertThat(nodeFaults)
                        .containsExactly(
                                "the compute node takes nothing new for now, since its state could not be stored");
                assertThat(jobs.activeJobs()).isNotEmpty();

                Files.delete(filler);
                awaitTheEndOfAll(network);
                await("confirmation")
                        .atMost(Await.DEADLINE)
                        .until(() -> executions.executions().isEmpty());
            }
        }
    }
}
