package org.bacalhau.node.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.publisher.PublishRequest;
import org.bacalhau.core.publisher.Publisher;
import org.bacalhau.node.publisher.local.LocalPublisher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real disk of one megabyte, which only root can make; each test has something on it that needs more. */
class FullDiskTest {
    private static final int TOO_MUCH = 2_000_000;

    @TempDir
    private Path directory;

    private Path disk;
    private Path space;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(directory.resolve("disk"));
        space = Files.createDirectory(directory.resolve("space"));
        assumeTrue(command("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()), "cannot mount a disk");
    }

    @AfterEach
    void unmount() throws Exception {
        // Also where it was not mounted.
        command("umount", disk.toString());
        assertThat(Files.getFileStore(disk)).isEqualTo(Files.getFileStore(space));
    }

    private static boolean command(String... words) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            return process.waitFor() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private static byte[] noise() {
        byte[] bytes = new byte[TOO_MUCH];
        new Random(5).nextBytes(bytes);
        return bytes;
    }

    private static EndedJob run(BadInputNetwork.Builder builder, Task task) {
        try (BadInputNetwork network = builder.start()) {
            EndedJob ended = network.endOf(network.submit(task)).times(BadInputNetwork.TRIES);
            network.checkNothingIsLeft();
            // Not meanwhile: it needs some of the disk, too.
            network.checkOthersRun();
            return ended;
        }
    }

    @Test
    void fillsUpWhilePublishing() {
        BadInputNetwork.Builder builder = BadInputNetwork.builder(space)
                .script(request -> {
                    Files.write(request.outputs().get(0).directory().resolve("noise"), noise());
                    return RunResult.SUCCESS;
                })
                .eachNode(node -> node.publisher(new Renamed(new LocalPublisher(disk))));

        run(builder, publishing("tiny"))
                .failedBy(ErrorCode.RESOURCE_EXHAUSTED, "failed to publish result", "disk full", disk.toString())
                .hinting("free space");
        assertThat(disk).as("partial archives").isEmptyDirectory();
    }

    private static Task publishing(String publisher) {
        return ScriptedExecutor.task()
                .output("out", "/out")
                .publisher(SpecConfig.of(publisher))
                .build();
    }

    @Test
    void fillsUpWhileTheProgramWritesToStandardOutput() {
        BadInputNetwork.Builder builder = BadInputNetwork.builder(disk).script(request -> {
            request.stdout().write(noise());
            return RunResult.SUCCESS;
        });

        run(builder, ScriptedExecutor.task().build())
                .failedBy(ErrorCode.RESOURCE_EXHAUSTED, "No space left on device")
                .hinting("free disk space");
    }

    @Test
    void fillsUpWhileTheProgramWritesItsResult() {
        BadInputNetwork.Builder builder = BadInputNetwork.builder(disk).script(request -> {
            Files.write(request.outputs().get(0).directory().resolve("noise"), noise());
            return RunResult.SUCCESS;
        });

        run(builder, publishing("noop"))
                .failedBy(ErrorCode.RESOURCE_EXHAUSTED, "execution error", "No space left on device")
                .hinting("free disk space");
    }

    @Test
    void fillsUpWhileAnInputIsUnpacked() {
        BadInputNetwork.Builder builder = BadInputNetwork.builder(disk).script(request -> RunResult.SUCCESS);

        run(
                        builder,
                        ScriptedExecutor.task()
                                .input(Programs.source(noise()), "/in")
                                .build())
                .failedBy(ErrorCode.RESOURCE_EXHAUSTED, "input 0 (inline, /in)", "disk full", disk.toString())
                .hinting("free space");
    }

    /** A publisher under the name {@code tiny}. */
    private record Renamed(Publisher publisher) implements Publisher {
        @Override
        public String type() {
            return "tiny";
        }

        @Override
        public SpecConfig publish(PublishRequest request) throws IOException, InterruptedException {
            return publisher.publish(request);
        }
    }
}
