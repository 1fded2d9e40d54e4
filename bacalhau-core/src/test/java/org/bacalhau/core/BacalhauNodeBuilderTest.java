package org.bacalhau.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.core.model.BuildVersion;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.NodeInfo;
import org.bacalhau.core.publisher.MemoryPublisher;
import org.bacalhau.core.publisher.Publisher;
import org.bacalhau.core.runtime.IdGenerator;
import org.bacalhau.core.storage.StorageProvider;
import org.bacalhau.core.storage.TextStorageProvider;
import org.bacalhau.core.testing.Await;
import org.junit.jupiter.api.Test;

/** What is given to the builder is what the node is made of. */
class BacalhauNodeBuilderTest {
    @Test
    void aNodeSaysWhatItWasGiven() {
        BuildVersion version = new BuildVersion("v1.4.0", "abc", "linux", "amd64");
        try (BacalhauNode node = BacalhauNode.builder()
                .id("me")
                .label("zone", "z1")
                .version(version)
                .plugin(new AllKinds())
                .build()) {
            node.start();

            NodeInfo info = node.compute().info();
            assertThat(info.id()).isEqualTo(node.id());
            assertThat(info.labels()).containsEntry("zone", "z1").containsKey("Operating-System");
            assertThat(info.version()).isEqualTo(version);
            assertThat(info.compute()).isNotNull();
            assertThat(info.compute().engines()).containsExactly(LambdaExecutor.TYPE);
            assertThat(info.compute().publishers()).containsExactly(MemoryPublisher.TYPE);
            assertThat(info.compute().storageSources()).containsExactly(TextStorageProvider.TYPE);
        }
    }

    @Test
    void timeIdsAndChanceComeFromWhereTheBuilderSays() {
        Instant then = Instant.parse("2001-02-03T04:05:06Z");
        String first = IdGenerator.from(new Random(1)).uuid();
        try (BacalhauNode node = BacalhauNode.builder()
                .clock(() -> then)
                .ids(IdGenerator.from(new Random(1)))
                .random(new Random(1))
                .executor(LambdaExecutor.succeeding())
                .build()) {
            node.start();
            Job job = Await.outcome(node.requester()
                            .submit(LambdaExecutor.job(JobType.BATCH).build()))
                    .job();

            assertThat(node.id().value()).isEqualTo("n-" + first);
            assertThat(job.createTime()).isEqualTo(then);
        }
    }

    @Test
    void workersThatWereGivenDoTheWorkAndStayOpen() {
        ExecutorService workers = Executors.newCachedThreadPool(work -> new Thread(work, "given worker"));
        String[] ranOn = new String[1];
        try (BacalhauNode node = BacalhauNode.builder()
                .workers(workers)
                .executor(new LambdaExecutor(request -> {
                    ranOn[0] = Thread.currentThread().getName();
                    return RunResult.SUCCESS;
                }))
                .build()) {
            node.start();
            Job job = Await.outcome(node.requester()
                            .submit(LambdaExecutor.job(JobType.BATCH).build()))
                    .job();
            Job ended = Await.outcome(node.requester().awaitEnd(job.id(), Await.DEADLINE));
            assertThat(ended.state()).isEqualTo(JobState.COMPLETED);
            node.close();

            assertThat(ranOn[0]).isEqualTo("given worker");
            assertThat(workers.isShutdown()).isFalse();
        } finally {
            workers.shutdownNow();
        }
    }

    @Test
    void aPluginMayContributeNothing() {
        try (BacalhauNode node = BacalhauNode.builder()
                .plugin(new NodePlugin() {})
                .discoverPlugins()
                .build()) {
            node.start();

            assertThat(node.compute().info().compute()).isNotNull();
        }
    }

    private static final class AllKinds implements NodePlugin {
        @Override
        public List<Executor> executors() {
            return List.of(LambdaExecutor.succeeding());
        }

        @Override
        public List<StorageProvider> storageProviders() {
            return List.of(new TextStorageProvider());
        }

        @Override
        public List<Publisher> publishers() {
            return List.of(new MemoryPublisher());
        }
    }
}
