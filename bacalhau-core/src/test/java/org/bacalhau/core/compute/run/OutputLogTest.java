package org.bacalhau.core.compute.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.bacalhau.core.logs.LogChunk;
import org.bacalhau.core.logs.LogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program writes: order, limits, memory and disk. */
class OutputLogTest {
    private static final int MEMORY = FrameBuffer.MEMORY_BYTES;

    @TempDir
    Path directory;

    @Test
    void givesPiecesInTheOrderInWhichTheyWereWritten() throws Exception {
        try (LogRig rig = new LogRig(directory)) {
            LogReader reader = rig.log.open(false, true);
            rig.out("a");
            assertThat(LogRig.next(reader)).isEqualTo("STDOUT:a");
            rig.out("b");
            rig.out("c");
            rig.err("d");
            rig.out("e");

            assertThat(LogRig.next(reader)).isEqualTo("STDOUT:bc");
            assertThat(LogRig.next(reader)).isEqualTo("STDERR:d");
            rig.out("f");
            rig.log.finish();
            assertThat(LogRig.next(reader)).isEqualTo("STDOUT:ef");
            assertThat(LogRig.next(reader)).isEmpty();
            assertThat(LogRig.next(reader)).isEmpty();
            assertThat(rig.path).doesNotExist();
        }
    }

    @Test
    void keepsLongOutputWhole() throws Exception {
        StringBuilder written = new StringBuilder();
        try (LogRig rig = new LogRig(directory)) {
            LogReader live = rig.log.open(false, true);
            Future<String> read = rig.notifier.submit(() -> LogRig.readAll(live));
            for (int i = 0; written.length() < 20 * MEMORY; i++) {
                String line = "line " + i + " " + "x".repeat(i * 31 % 3000) + "\n";
                written.append(line);
                if (i % 3 == 0) {
                    rig.err(line);
                } else {
                    rig.out(line);
                }
            }
            String large = "y".repeat(3 * MEMORY + 17);
            rig.out(large);
            written.append(large);
            rig.log.finish();

            assertThat(read.get(30, TimeUnit.SECONDS)).isEqualTo(written.toString());
            assertThat(LogRig.readAll(rig.log.open(false, true))).isEqualTo(written.toString());
            assertThat(LogRig.readAll(rig.log.open(false, false))).isEqualTo(written.toString());
            assertThat(Files.size(rig.path)).isBetween(20L * MEMORY, 25L * MEMORY);
        }
    }

    @Test
    void touchesNoDiskUntilMemoryIsFull() throws Exception {
        try (LogRig rig = new LogRig(directory)) {
            rig.out("x".repeat(MEMORY - FrameBuffer.HEADER_BYTES));
            assertThat(rig.path).doesNotExist();

            rig.out("y");

            assertThat(rig.path).hasSize(MEMORY);
            rig.log.finish();
            assertThat(LogRig.readAll(rig.log.open(false, false))).hasSize(MEMORY - FrameBuffer.HEADER_BYTES + 1);
        }
    }

    @Test
    void takesSingleBytesAndRanges() throws Exception {
        try (LogRig rig = new LogRig(directory)) {
            OutputStream stdout = rig.log.stream(LogChunk.Stream.STDOUT);
            stdout.write('a');
            stdout.write("xbcx".getBytes(UTF_8), 1, 2);
            stdout.write(new byte[0]);
            stdout.flush();
            stdout.close();
            stdout.write('d');
            rig.log.finish();

            assertThat(LogRig.readAll(rig.log.open(false, true))).isEqualTo("abcd");
            assertThatThrownBy(() -> stdout.write(new byte[2], 1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void copiesEachStreamToItsSink() throws Exception {
        try (LogRig rig = new LogRig(directory)) {
            for (int i = 0; i < 1000; i++) {
                rig.out("o".repeat(100));
                rig.err("e".repeat(150));
            }
            rig.log.finish();
            ByteArrayOutputStream stdout = new ByteArrayOutputStream();
            ByteArrayOutputStream stderr = new ByteArrayOutputStream();

            rig.log.copyTo(stdout, stderr);

            assertThat(stdout.toString(UTF_8)).isEqualTo("o".repeat(100_000));
            assertThat(stderr.toString(UTF_8)).isEqualTo("e".repeat(150_000));
        }
    }

    @Test
    void capsEachStreamByItself() throws Exception {
        try (LogRig rig = new LogRig(directory, 10)) {
            rig.out("0123456789");
            rig.err("01234");

            assertThatExceptionOfType(OutputLimitExceededException.class)
                    .isThrownBy(() -> rig.err("56789x"))
                    .satisfies(e -> {
                        assertThat(e.stream()).isEqualTo(LogChunk.Stream.STDERR);
                        assertThat(e.limitBytes()).isEqualTo(10);
                    });
            assertThat(rig.persistentWrites).hasValue(0);
            assertThatExceptionOfType(OutputLimitExceededException.class).isThrownBy(() -> rig.out(""));
            assertThat(rig.persistentWrites).hasValue(1);
            assertThatExceptionOfType(OutputLimitExceededException.class).isThrownBy(rig.log::checkWhole);
            assertThat(rig.log.summary(LogChunk.Stream.STDERR))
                    .isEqualTo(new StreamCapture.Summary("0123456789", false));
        }
    }

    @Test
    void letsAnEngineCloseItsStreamInATryBlockAfterTheCap() throws Exception {
        try (LogRig rig = new LogRig(directory, 3)) {
            assertThatThrownBy(() -> {
                        try (OutputStream buffered =
                                new BufferedOutputStream(rig.log.stream(LogChunk.Stream.STDOUT), 2)) {
                            buffered.write("0123".getBytes(UTF_8));
                            buffered.write('x');
                        }
                    })
                    .isInstanceOf(OutputLimitExceededException.class);
        }
    }

    @Test
    void takesNothingAfterTheEnd() throws Exception {
        try (LogRig rig = new LogRig(directory)) {
            rig.out("x");
            rig.log.finish();

            assertThatThrownBy(() -> rig.out("late")).isInstanceOf(IOException.class);
            rig.log.checkWhole();
            assertThat(LogRig.readAll(rig.log.open(false, true))).isEqualTo("x");
        }
    }
}
