package org.bacalhau.node.executor.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.bacalhau.core.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a program does, an interrupt ends it. */
class WasmStopTest {
    @TempDir
    private Path directory;

    private final WasmExecutor executor = WasmExecutor.create(WasmConfig.DEFAULT);

    @AfterEach
    void closeExecutor() {
        executor.close();
    }

    /** Announces the program's first output. */
    private static final class FirstOutput extends OutputStream {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

        @Override
        public void write(int b) {
            taken.write(b);
            begun.countDown();
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            taken.write(bytes, from, Math.min(length, 100));
            begun.countDown();
        }
    }

    private void checkStops(WasmRun run) throws Exception {
        FirstOutput output = new FirstOutput();
        run.stdoutTo(output);
        AtomicReference<Throwable> end = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        Thread worker = new Thread(() -> {
            end.set(catchThrowable(() -> run.on(executor)));
            flag.set(Thread.currentThread().isInterrupted());
        });
        worker.start();
        assertThat(output.begun.await(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS))
                .as("the program runs")
                .isTrue();
        worker.interrupt();
        worker.join(Await.DEADLINE.toMillis());

        assertThat(worker.isAlive()).as("still running").isFalse();
        assertThat(end.get()).isInstanceOf(InterruptedException.class);
        assertThat(flag.get()).as("the exception takes the flag's place").isFalse();
    }

    private static String saying(String body) {
        return """
                (module
                  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
                  (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
                  (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
                  (memory (export "memory") 256)
                  (data (i32.const 0) "\\08\\00\\00\\00\\01\\00\\00\\00x")
                  (func $say (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 16))))
                  (func (export "_start") (call $say) %s))
                """.formatted(body);
    }

    @Test
    void stopsLoops() throws Exception {
        checkStops(WasmRun.of(directory, Fixtures.c("spin")));
        checkStops(WasmRun.ofText(directory, saying("(loop $l (br $l))")));
        checkStops(WasmRun.ofText(directory, saying("(loop $l (br_if $l (i32.const 1)))")));
        checkStops(WasmRun.ofText(directory, saying("(loop $l (br_table $l $l (i32.const 1)))")));
    }

    @Test
    void stopsNestedLoops() throws Exception {
        String body = "(loop $outer %s (br $outer))";
        String rounds = "(i32.store (i32.const 64) (i32.const 1000)) (loop $l"
                + " (i32.store (i32.const 64) (i32.sub (i32.load (i32.const 64)) (i32.const 1)))"
                + " (br_if $l (i32.load (i32.const 64))))";

        checkStops(WasmRun.ofText(directory, saying(body.formatted(rounds))));
        checkStops(WasmRun.ofText(directory, saying(body.formatted("(loop $l (br_if $l (i32.const 0)))"))));
    }

    @Test
    void stopsInterpretedFunctions() throws Exception {
        String steps = "(i32.store (i32.const 64) (i32.const 1))".repeat(20_000);

        checkStops(WasmRun.ofText(directory, saying("(loop $l " + steps + "(br $l))")));
    }

    @Test
    void stopsBulkMemoryOperations() throws Exception {
        checkStops(WasmRun.ofText(
                directory,
                saying("(loop $l (memory.fill (i32.const 64) (i32.const 1) (i32.const 16000000)) (br $l))")));
        checkStops(WasmRun.ofText(
                directory,
                saying("(loop $l (memory.copy (i32.const 64) (i32.const 65) (i32.const 16000000)) (br $l))")));
    }

    @Test
    void stopsSleep() throws Exception {
        checkStops(WasmRun.of(directory, Fixtures.c("sleep")).arguments("100000000"));
    }

    @Test
    void stopsCallsOfTheHost() throws Exception {
        checkStops(WasmRun.of(directory, Fixtures.c("flood")));
        checkStops(WasmRun.ofText(
                directory, saying("(loop $l (drop (call $random (i32.const 64) (i32.const 16000000))) (br $l))")));
    }

    @Test
    void stopsWorkInFiles() throws Exception {
        checkStops(WasmRun.ofText(directory, """
                        (module
                          (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
                          (import "wasi_snapshot_preview1" "path_open"
                            (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
                          (import "wasi_snapshot_preview1" "fd_pwrite"
                            (func $pwrite (param i32 i32 i32 i64 i32) (result i32)))
                          (memory (export "memory") 256)
                          (data (i32.const 0) "\\40\\00\\00\\00\\00\\00\\80\\00out/f")
                          (func (export "_start")
                            (drop (call $open (i32.const 3) (i32.const 0) (i32.const 8) (i32.const 5) (i32.const 1)
                              (i64.const -1) (i64.const -1) (i32.const 0) (i32.const 32)))
                            (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 16)))
                            (loop $l
                              (drop (call $pwrite (i32.load (i32.const 32)) (i32.const 0) (i32.const 1) (i64.const 0)
                                (i32.const 16)))
                              (br $l))))
                        """).output("out", "/out"));
    }

    @Test
    void stopsBeforeItBegins() throws Exception {
        Thread.currentThread().interrupt();

        assertThat(catchThrowable(
                        () -> WasmRun.of(directory, Fixtures.c("hello")).on(executor)))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void sleepsNoLongerThanToldTo() throws Exception {
        WasmRun run = WasmRun.of(directory, Fixtures.c("sleep")).arguments("1");

        assertThat(run.on(executor)).isZero();
        assertThat(run.stdout()).isEqualTo("begun\nslept\n");
    }
}
