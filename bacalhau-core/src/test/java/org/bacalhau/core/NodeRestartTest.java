package org.bacalhau.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.bacalhau.core.compute.ComputeConfig;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.executor.RunRequest;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.LocalExecutionState;
import org.bacalhau.core.store.InMemoryExecutionStore;
import org.bacalhau.core.store.InMemoryJobStore;
import org.bacalhau.core.testing.Await;
import org.junit.jupiter.api.Test;

/** A node that starts on the stores of an earlier life finishes what was begun (job-lifecycle.md §14.1). */
class NodeRestartTest {
    private static final Duration PATIENCE = Await.DEADLINE;

    @Test
    void aBatchJobThatWasCutOffIsFinishedByTheNextLife() {
        Lives lives = new Lives();
        CountDownLatch running = new CountDownLatch(1);
        Job job;
        try (BacalhauNode node = lives.begin(new LambdaExecutor(request -> {
            running.countDown();
            new CountDownLatch(1).await();
            return RunResult.SUCCESS;
        }))) {
            job = submit(node, JobType.BATCH);
            await(running);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> node.compute().executions().get(0).state() == LocalExecutionState.RUNNING);
        }

        try (BacalhauNode node = lives.begin(LambdaExecutor.succeeding())) {
            Job ended = node.requester().awaitEnd(job.id(), PATIENCE).join();

            assertThat(ended.state()).as(ended.status().message()).isEqualTo(JobState.COMPLETED);
            List<Execution> executions = node.requester().executions(job.id());
            assertThat(executions).hasSize(2);
            assertThat(executions.get(0).failure()).isNotNull();
            assertThat(executions.get(0).failure().code()).isEqualTo(ErrorCode.NODE_LOST);
        }
    }

    @Test
    void aServiceThatWasCutOffRunsAgain() {
        Lives lives = new Lives();
        List<ExecutionId> runs = Collections.synchronizedList(new ArrayList<>());
        Job job;
        for (int life = 1; life <= 2; life++) {
            CountDownLatch running = new CountDownLatch(1);
            try (BacalhauNode node = lives.begin(new LambdaExecutor(request -> {
                runs.add(request.executionId());
                running.countDown();
                new CountDownLatch(1).await();
                return RunResult.SUCCESS;
            }))) {
                if (life == 1) {
                    job = submit(node, JobType.SERVICE);
                    assertThat(job.isTerminal()).isFalse();
                }
                await(running);
            }
        }

        assertThat(runs).hasSize(2);
        assertThat(runs.get(1)).isEqualTo(runs.get(0));
    }

    @Test
    void anEngineWhoseProgramsOutliveTheNodeGoesOnWithTheSameExecution() {
        Lives lives = new Lives();
        Survivor survivor = new Survivor();
        Job job;
        try (BacalhauNode node = lives.begin(survivor)) {
            job = submit(node, JobType.BATCH);
            await(survivor.begun);
        }
        try (BacalhauNode node = lives.begin(survivor)) {
            Job ended = node.requester().awaitEnd(job.id(), PATIENCE).join();

            assertThat(ended.state()).isEqualTo(JobState.COMPLETED);
            assertThat(node.requester().executions(job.id())).hasSize(1);
            assertThat(survivor.runs.get()).isEqualTo(2);
        }
    }

    private static Job submit(BacalhauNode node, JobType type) {
        return Await.outcome(node.requester().submit(LambdaExecutor.job(type).build()))
                .job();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Runs a node of both roles on the same stores, life after life. */
    private static final class Lives {
        private final InMemoryJobStore jobs = new InMemoryJobStore();
        private final InMemoryExecutionStore executions = new InMemoryExecutionStore();

        BacalhauNode begin(Executor engine) {
            BacalhauNode node = BacalhauNode.builder()
                    .id("me")
                    .jobStore(jobs)
                    .executionStore(executions)
                    .compute(ComputeConfig.builder()
                            .stopGrace(Duration.ofSeconds(5))
                            .build())
                    .executor(engine)
                    .build();
            node.start();
            return node;
        }
    }

    /** Its first run is cut off by the end of the node; the second ends well. */
    private static final class Survivor implements Executor {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final AtomicInteger runs = new AtomicInteger();

        @Override
        public String type() {
            return LambdaExecutor.TYPE;
        }

        @Override
        public boolean survivesRestart() {
            return true;
        }

        @Override
        public RunResult run(RunRequest request) throws InterruptedException {
            if (runs.incrementAndGet() == 1) {
                begun.countDown();
                new CountDownLatch(1).await();
            }
            return RunResult.SUCCESS;
        }
    }
}
