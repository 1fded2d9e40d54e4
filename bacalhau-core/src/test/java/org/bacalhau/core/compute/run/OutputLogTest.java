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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.bacalhau.core.logs.LogChunk;
import org.bacalhau.core.logs.LogReader;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void keepsReadersWaitingThroughWritesThatAddNothing() throws Exception {
        try (LogRig rig = new LogRig(directory, 1)) {
            LogReader reader = rig.log.open(false, true);
            CompletableFuture<Optional<LogChunk>> first = reader.next().toCompletableFuture();
            rig.out("");
            drain(rig);
            assertThat(first).isNotDone();
            rig.out("a");
            assertThat(first.get(30, TimeUnit.SECONDS)).isPresent();

            CompletableFuture<Optional<LogChunk>> second = reader.next().toCompletableFuture();
            assertThatThrownBy(() -> rig.out("b")).isInstanceOf(OutputLimitExceededException.class);
            drain(rig);
            assertThat(second).isNotDone();
            rig.log.finish();
            assertThat(second.get(30, TimeUnit.SECONDS)).isEmpty();
        }
    }

    @Test
    void skipsWhatIsOldForAReaderOfNewOutput() throws Exception {
        try (LogRig rig = new LogRig(directory)) {
            rig.out("old");
            LogReader fresh = rig.log.open(true, true);
            LogReader nothing = rig.log.open(true, false);
            rig.out("new");

            assertThat(LogRig.next(fresh)).isEqualTo("STDOUT:new");
            assertThat(LogRig.next(nothing)).isEmpty();
        }
    }

    @Test
    void stopsAtTheEndOfTheMomentForAReaderThatDoesNotFollow() throws Exception {
        try (LogRig rig = new LogRig(directory)) {
            rig.out("old");
            LogReader reader = rig.log.open(false, false);
            rig.out("new");

            assertThat(LogRig.next(reader)).isEqualTo("STDOUT:old");
            assertThat(LogRig.next(reader)).isEmpty();
        }
    }

    @Test
    void answersAWaitingReaderWhenItIsClosed() throws Exception {
        try (LogRig rig = new LogRig(directory)) {
            LogReader reader = rig.log.open(false, true);
            CompletableFuture<Optional<LogChunk>> waiting = reader.next().toCompletableFuture();
            assertThatThrownBy(reader::next).isInstanceOf(IllegalStateException.class);

            reader.close();
            reader.close();

            assertThat(waiting).isCompletedWithValue(Optional.empty());
            assertThat(reader.next()).isCompletedWithValue(Optional.empty());
            assertThat(rig.log.hasReaders()).isFalse();
            rig.out("nobody waits");
        }
    }

    @Test
    void readsOnAfterTheFileWasRemovedAndThenLetsItGo() throws Exception {
        String text = "z".repeat(5 * MEMORY);
        try (LogRig rig = new LogRig(directory)) {
            LogReader reader = rig.log.open(false, true);
            rig.out(text);
            rig.log.release();
            Files.delete(rig.path);

            assertThat(LogRig.readAll(reader)).isEqualTo(text);
            assertThat(rig.log.hasReaders()).isFalse();
            assertThatExceptionOfType(BacalhauException.class)
                    .isThrownBy(() -> rig.log.open(false, true))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
        }
    }

    @Test
    void readsShortOutputAfterTheEnd() throws Exception {
        try (LogRig rig = new LogRig(directory)) {
            rig.out("short");
            rig.log.release();

            assertThat(LogRig.readAll(rig.log.open(false, true))).isEqualTo("short");
        }
    }

    @Test
    void failsReadersOfALogThatIsDropped() throws Exception {
        try (LogRig rig = new LogRig(directory)) {
            LogReader reader = rig.log.open(false, true);
            rig.out("z".repeat(5 * MEMORY));

            rig.log.discard();

            assertThatThrownBy(() -> LogRig.readAll(reader))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(BacalhauException.class);
            assertThat(LogRig.next(reader)).isEmpty();
            assertThat(rig.log.hasReaders()).isFalse();
        }
    }

    @Test
    void dropsTheOldestOfTooManyLogsThatAreStillRead() throws Exception {
        List<LogRig> rigs = new ArrayList<>();
        List<LogReader> readers = new ArrayList<>();
        LingeringLogs lingering = new LingeringLogs();
        for (int i = 0; i <= LingeringLogs.MOST; i++) {
            LogRig rig = new LogRig(Files.createDirectory(directory.resolve("log-" + i)));
            rigs.add(rig);
            readers.add(rig.log.open(false, true));
            rig.out("z".repeat(2 * MEMORY));
            rig.log.release();
            lingering.add(rig.log);
        }

        assertThatThrownBy(() -> LogRig.readAll(readers.get(0))).hasCauseInstanceOf(BacalhauException.class);
        for (int i = 1; i <= LingeringLogs.MOST; i++) {
            assertThat(LogRig.readAll(readers.get(i))).hasSize(2 * MEMORY);
        }
        lingering.discardAll();
        for (LogRig rig : rigs) {
            rig.close();
        }
    }

    @Test
    void refusesMoreReadersThanItsBound() throws Exception {
        try (LogRig rig = new LogRig(directory)) {
            List<LogReader> readers = new ArrayList<>();
            for (int i = 0; i < OutputLog.MOST_READERS; i++) {
                readers.add(rig.log.open(false, true));
            }
            assertThatExceptionOfType(BacalhauException.class)
                    .isThrownBy(() -> rig.log.open(false, true))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED));

            readers.get(5).close();

            assertThat(rig.log.open(false, true)).isNotNull();
        }
    }

    @Test
    void servesAHundredReadersWhileOneNeverReadsAndOneNeverReturns() throws Exception {
        int lines = 5_000;
        CountDownLatch hold = new CountDownLatch(1);
        ExecutorService threads = Executors.newCachedThreadPool();
        try (LogRig rig = new LogRig(directory)) {
            rig.log.open(false, true);
            LogReader stuck = rig.log.open(false, true);
            CompletableFuture<Void> stuckAnswer =
                    stuck.next().thenAccept(chunk -> RunnerRig.await(hold)).toCompletableFuture();
            List<Future<String>> reads = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                LogReader reader = rig.log.open(false, true);
                reads.add(threads.submit(() -> LogRig.readAll(reader)));
            }
            StringBuilder written = new StringBuilder();
            for (int i = 0; i < lines; i++) {
                String line = "a line of the program, number " + i + "\n";
                rig.out(line);
                written.append(line);
            }
            rig.log.finish();

            for (Future<String> read : reads) {
                assertThat(read.get(60, TimeUnit.SECONDS)).isEqualTo(written.toString());
            }
            assertThat(stuckAnswer).isNotDone();
            hold.countDown();
            stuckAnswer.get(30, TimeUnit.SECONDS);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void keepsItsFileOpenForAllWhenAThreadThatUsesItIsInterrupted() throws Exception {
        try (LogRig rig = new LogRig(directory)) {
            LogReader reader = rig.log.open(false, true);
            rig.out("x".repeat(2 * MEMORY));
            Thread.currentThread().interrupt();
            try {
                rig.out("x".repeat(2 * MEMORY));
                rig.log.chunkAt(0);
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
            rig.log.finish();

            assertThat(LogRig.readAll(reader)).hasSize(4 * MEMORY);
        }
    }

    @Test
    void failsAReaderWhenNoAnswersAreGivenAnyMore() throws Exception {
        LogRig rig = new LogRig(directory);
        rig.out("x");
        LogReader reader = rig.log.open(false, true);
        LogReader waiting = rig.log.open(true, true);
        CompletableFuture<Optional<LogChunk>> answer = waiting.next().toCompletableFuture();
        rig.notifier.shutdown();

        assertThat(reader.next()).isCompletedExceptionally();
        rig.out("y");
        assertThat(answer).isCompletedExceptionally();
        assertThat(rig.log.hasReaders()).isFalse();
        rig.close();
    }

    @Test
    void answersEachQuestionOnceWhileReadersCloseAtRandom() throws Exception {
        try (LogRig rig = new LogRig(directory)) {
            for (int i = 0; i < 2_000; i++) {
                LogReader reader = rig.log.open(true, true);
                CompletableFuture<Optional<LogChunk>> answer = reader.next().toCompletableFuture();
                Future<?> write = rig.notifier.submit(() -> {
                    rig.out("x");
                    return true;
                });
                reader.close();
                answer.get(30, TimeUnit.SECONDS);
                write.get(30, TimeUnit.SECONDS);
            }
            assertThat(rig.log.hasReaders()).isFalse();
        }
    }

    /** Returns once the answers that were under way have been given, and those they led to. */
    private static void drain(LogRig rig) throws Exception {
        for (int i = 0; i < 20; i++) {
            rig.notifier.submit(() -> {}).get(30, TimeUnit.SECONDS);
        }
    }
}
