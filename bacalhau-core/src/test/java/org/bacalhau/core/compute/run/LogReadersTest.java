package org.bacalhau.core.compute.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

/** Those who read a log: what each gets, when, how many may, and what they cost others. */
class LogReadersTest {
    private static final int MEMORY = FrameBuffer.MEMORY_BYTES;

    @TempDir
    Path directory;

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
