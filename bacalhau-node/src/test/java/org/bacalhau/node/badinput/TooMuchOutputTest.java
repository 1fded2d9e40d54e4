package org.bacalhau.node.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.bacalhau.core.executor.RunRequest;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that write more than a node keeps. */
class TooMuchOutputTest {
    private static final int MEGABYTE = 1 << 20;

    @TempDir
    private Path directory;

    private BadInputNetwork.Builder builder() {
        return BadInputNetwork.builder(directory);
    }

    private static Task publishing(Task.Builder task) {
        return task.output("out", "/out").publisher(SpecConfig.of("local")).build();
    }

    @Test
    void floodOfStandardOutput() {
        try (BadInputNetwork network =
                builder().compute(config -> config.outputLimitBytes(MEGABYTE)).start()) {
            network.run(Programs.task(Programs.FLOOD).build())
                    .failedBy(ErrorCode.OUTPUT_TOO_LARGE, "more than 1048576 bytes to stdout")
                    .hinting("result path")
                    .once();
        }
    }

    @Test
    void floodOfAProgramThatIgnoresThatItsWritesFail() {
        try (BadInputNetwork network = builder()
                .compute(config -> config.outputLimitBytes(MEGABYTE))
                .script(request -> {
                    for (int i = 0; i < 100; i++) {
                        try {
                            request.stderr().write(new byte[100_000]);
                        } catch (IOException ignored) {
                            // As a program may that never looks at what write returns.
                        }
                    }
                    return RunResult.SUCCESS;
                })
                .start()) {
            network.run(ScriptedExecutor.task().build())
                    .failedBy(ErrorCode.OUTPUT_TOO_LARGE, "more than 1048576 bytes to stderr")
                    .once();
        }
    }

    /** Two gigabytes are wanted; the node takes a quarter of one, and takes it to the disk. */
    @Test
    void gigabytesOfStandardOutputStayOutOfTheHeap() {
        long limit = 256L * MEGABYTE;
        AtomicLong written = new AtomicLong();
        AtomicLong growth = new AtomicLong();
        try (BadInputNetwork network = builder()
                .compute(config -> config.outputLimitBytes(limit))
                .script(request -> {
                    long before = usedHeap();
                    try {
                        return flood(request, written);
                    } finally {
                        growth.set(usedHeap() - before);
                    }
                })
                .start()) {
            network.run(ScriptedExecutor.task().build())
                    .failedBy(ErrorCode.OUTPUT_TOO_LARGE, "more than 268435456 bytes to stdout")
                    .once();
        }
        assertThat(written).as("bytes until it was stopped").hasValue(limit);
        assertThat(growth.get()).as("heap that holds output").isLessThan(64L * MEGABYTE);
    }

    private static RunResult flood(RunRequest request, AtomicLong written) throws IOException {
        byte[] piece = new byte[MEGABYTE];
        for (int i = 0; i < 2048; i++) {
            request.stdout().write(piece);
            written.addAndGet(piece.length);
        }
        return RunResult.SUCCESS;
    }

    private static long usedHeap() {
        System.gc();
        Runtime machine = Runtime.getRuntime();
        return machine.totalMemory() - machine.freeMemory();
    }

    @Test
    void moreFilesThanTheNodeKeeps() {
        try (BadInputNetwork network = builder()
                .script(request -> {
                    Path out = request.outputs().get(0).directory();
                    for (int i = 0; i <= 100_000; i++) {
                        Files.createFile(out.resolve(Integer.toString(i)));
                    }
                    return RunResult.SUCCESS;
                })
                .start()) {
            network.run(publishing(ScriptedExecutor.task()))
                    .failedBy(ErrorCode.OUTPUT_TOO_LARGE, "100004 files", "more than the 100000", "most are in out")
                    .hinting("archive")
                    .once();
        }
    }

    @Test
    void moreFilesOfAWebAssemblyProgramThanTheNodeKeeps() {
        try (BadInputNetwork network =
                builder().compute(config -> config.resultLimitFiles(1_000)).start()) {
            network.run(publishing(Programs.task(Programs.files(5_000))))
                    .failedBy(ErrorCode.OUTPUT_TOO_LARGE, "5003 files", "more than the 1000")
                    .once();
        }
    }

    @Test
    void moreBytesThanTheNodeKeeps() {
        try (BadInputNetwork network = builder()
                .compute(config -> config.resultLimitBytes(MEGABYTE))
                .script(request -> {
                    Path out = request.outputs().get(0).directory();
                    Files.write(Files.createDirectory(out.resolve("d")).resolve("big"), new byte[2 * MEGABYTE]);
                    return RunResult.SUCCESS;
                })
                .start()) {
            network.run(publishing(ScriptedExecutor.task()))
                    .failedBy(ErrorCode.OUTPUT_TOO_LARGE, "more than the 1048576", "d/big")
                    .hinting("write less")
                    .once();
        }
    }

    @Test
    void treeThatIsTooDeepToBeWalkedByRecursion() {
        try (BadInputNetwork network = builder()
                .compute(config -> config.resultLimitFiles(500))
                .script(request -> {
                    Path deepest = request.outputs().get(0).directory();
                    for (int i = 0; i < 1_000; i++) {
                        deepest = Files.createDirectory(deepest.resolve("d"));
                    }
                    return RunResult.SUCCESS;
                })
                .start()) {
            network.run(publishing(ScriptedExecutor.task()))
                    .failedBy(ErrorCode.OUTPUT_TOO_LARGE, "more than the 500")
                    .once();
        }
    }
}
