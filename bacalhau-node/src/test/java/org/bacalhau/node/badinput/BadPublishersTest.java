package org.bacalhau.node.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.publisher.PublishRequest;
import org.bacalhau.core.publisher.Publisher;
import org.bacalhau.core.testing.Await;
import org.bacalhau.core.testing.FileTrees;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results that cannot be published, or not at once. */
class BadPublishersTest {
    private static final int TRIES = BadInputNetwork.TRIES;
    private static final String RESULT = "r".repeat(100);

    @TempDir
    private Path directory;

    private final AtomicInteger calls = new AtomicInteger();

    /** Does what a publisher does. */
    @FunctionalInterface
    private interface Script {
        SpecConfig publish(PublishRequest request) throws IOException, InterruptedException;
    }

    /** The publisher {@code scripted}. */
    private record ScriptedPublisher(Script script) implements Publisher {
        @Override
        public String type() {
            return "scripted";
        }

        @Override
        public SpecConfig publish(PublishRequest request) throws IOException, InterruptedException {
            return script.publish(request);
        }
    }

    private BadInputNetwork network(Script script) {
        return BadInputNetwork.builder(directory.resolve("nodes"))
                .script(request -> {
                    Files.writeString(request.outputs().get(0).directory().resolve("file"), RESULT);
                    return RunResult.SUCCESS;
                })
                .eachNode(node -> node.publisher(new ScriptedPublisher(script)))
                .start();
    }

    private static Task task(String publisher) {
        return ScriptedExecutor.task()
                .output("out", "/out")
                .publisher(SpecConfig.of(publisher))
                .build();
    }

    private EndedJob run(Script script) {
        try (BadInputNetwork network = network(script)) {
            EndedJob ended = network.run(task("scripted"));
            network.takeFaults();
            return ended;
        }
    }

    @Test
    void failsOnceAndThenWorks() {
        SpecConfig place = SpecConfig.of("there");

        EndedJob ended = run(request -> {
            assertThat(FileTrees.read(request.resultDirectory()))
                    .containsEntry("out/file", RESULT)
                    .containsEntry("exitCode", "0");
            if (calls.incrementAndGet() == 1) {
                throw new IOException("the store is restarting");
            }
            return place;
        });

        ended.completed().once();
        assertThat(ended.executions().get(0).publishedResult()).isEqualTo(place);
        assertThat(calls).hasValue(2);
    }

    @Test
    void failsAlways() {
        run(request -> {
                    calls.incrementAndGet();
                    throw new IOException("the store is gone");
                })
                .failedBy(ErrorCode.UPSTREAM_FAILED, "failed to publish result", "the store is gone", "tried 3 times")
                .times(TRIES);
        assertThat(calls).hasValue(TRIES * TRIES);
    }

    @Test
    void failsForGood() {
        run(request -> {
                    calls.incrementAndGet();
                    throw BacalhauException.of(
                            ErrorCode.PERMISSION_DENIED, "no entry to bucket b", "give the node the right to write");
                })
                .failedBy(ErrorCode.PERMISSION_DENIED, "no entry to bucket b")
                .hinting("give the node the right")
                .once();
        assertThat(calls).hasValue(1);
    }

    @Test
    void throwsAnError() {
        run(request -> {
                    calls.incrementAndGet();
                    throw new NoClassDefFoundError("com/example/Store");
                })
                .failedBy(ErrorCode.INTERNAL, "failed to publish result", "com/example/Store")
                .times(TRIES);
        assertThat(calls).as("an error is not worth another try").hasValue(TRIES);
    }

    @Test
    void hangsUntilAUserStopsIt() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        try (BadInputNetwork network = network(request -> {
            begun.countDown();
            never.await();
            return SpecConfig.NONE;
        })) {
            JobId id = network.submit(task("scripted"));
            assertThat(begun.await(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();

            network.stop(id).stopped().once();
        }
    }

    @Test
    void meetsADiskThatSaysItIsFull() {
        run(request -> {
                    throw new IOException("No space left on device");
                })
                .failedBy(ErrorCode.RESOURCE_EXHAUSTED, "No space left on device")
                .hinting("free")
                .times(TRIES);
    }
}
