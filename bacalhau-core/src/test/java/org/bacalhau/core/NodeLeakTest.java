package org.bacalhau.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.executor.RunRequest;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.publisher.MemoryPublisher;
import org.bacalhau.core.testing.Await;
import org.junit.jupiter.api.Test;

/** A program that starts and stops networks all its life is left with nothing of them. */
class NodeLeakTest {
    private static final int LIVES = 1_000;

    @Test
    void aThousandNetworksLeaveNoThreadFileOrClassLoaderBehind() {
        String prefix = "leak-" + UUID.randomUUID().toString().substring(0, 8) + "-";
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();

        for (int life = 0; life < LIVES; life++) {
            loaders.add(new WeakReference<>(liveOnce(prefix)));
        }

        assertThat(LocalNetworkStartTest.threadsOf(prefix)).isEmpty();
        assertThat(LocalNetworkStartTest.directoriesOf(prefix)).isEmpty();
        Awaitility.await("class loaders of engines are gone")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    System.gc();
                    return loaders.stream().allMatch(loader -> loader.get() == null);
                });
    }

    /** Runs a job that leaves files on the way, on an engine with a class loader of its own, which is returned. */
    private static ClassLoader liveOnce(String prefix) {
        Executor engine = new PluginLoader().newEngine();
        try (LocalNetwork network = LocalNetwork.builder()
                .requester(node -> node.id(prefix + "requester"))
                .computeNode(
                        node -> node.id(prefix + "compute").executor(engine).publisher(new MemoryPublisher()))
                .start()) {
            Job job = Await.outcome(network.requester()
                            .submit(LambdaExecutor.job(JobType.BATCH)
                                    .task(LambdaExecutor.task()
                                            .publisher(SpecConfig.of(MemoryPublisher.TYPE))
                                            .output("out", "/out")
                                            .build())
                                    .build()))
                    .job();
            Job ended = Await.outcome(network.requester().awaitEnd(job.id(), Await.DEADLINE));
            assertThat(ended.state()).as(ended.status().message()).isEqualTo(JobState.COMPLETED);
        }
        return engine.getClass().getClassLoader();
    }

    /** Loads {@link FileWriter} once more, as a plugin's class loader would. */
    private static final class PluginLoader extends ClassLoader {
        PluginLoader() {
            super(NodeLeakTest.class.getClassLoader());
        }

        Executor newEngine() {
            String name = FileWriter.class.getName();
            try (InputStream code = NodeLeakTest.class.getResourceAsStream("NodeLeakTest$FileWriter.class")) {
                byte[] bytes = code.readAllBytes();
                Class<?> own = defineClass(name, bytes, 0, bytes.length);
                return (Executor) own.getConstructor().newInstance();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (ReflectiveOperationException e) {
                throw new LinkageError("cannot load " + name, e);
            }
        }
    }

    /** Writes a file into its first output and another where it works. */
    public static final class FileWriter implements Executor {
        @Override
        public String type() {
            return "lambda";
        }

        @Override
        public RunResult run(RunRequest request) throws IOException {
            Files.writeString(request.outputs().get(0).directory().resolve("result"), "done");
            Files.writeString(request.createWorkDirectory().resolve("scratch"), "scratch");
            request.stdout().write("done\n".getBytes(StandardCharsets.UTF_8));
            return RunResult.SUCCESS;
        }
    }
}
