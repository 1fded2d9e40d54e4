package org.bacalhau.node.executor.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.ValidationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How runs fail: with what code, and what is said about it. */
class WasmFailuresTest {
    private static final String UNREACHABLE = "(module (memory 1) (func (export \"_start\") unreachable))";

    @TempDir
    private Path directory;

    private final WasmExecutor executor = WasmExecutor.create(WasmConfig.DEFAULT);

    @AfterEach
    void closeExecutor() {
        executor.close();
    }

    private Failure failureOf(WasmRun run) {
        Throwable thrown = catchThrowable(() -> run.on(executor));
        assertThat(thrown).isInstanceOf(BacalhauException.class);
        Failure failure = ((BacalhauException) thrown).failure();
        assertThat(failure.message()).isNotBlank();
        assertThat(failure.hint()).isNotBlank();
        return failure;
    }

    private Failure checkTrap(String body, String text) {
        Failure failure = failureOf(WasmRun.ofText(
                directory,
                "(module (memory 1) (table 2 funcref) (type $t (func)) (func (export \"_start\") " + body + "))"));

        assertThat(failure.code()).isEqualTo(ErrorCode.PROGRAM_FAILED);
        assertThat(failure.retryable()).as("it would trap again").isFalse();
        assertThat(failure.message()).containsIgnoringCase(text);
        return failure;
    }

    @Test
    void tellsTraps() {
        checkTrap("unreachable", "unreachable");
        checkTrap("(drop (i32.div_u (i32.const 1) (i32.const 0)))", "divide by zero");
        checkTrap("(drop (i32.trunc_f32_s (f32.const nan)))", "conversion");
        checkTrap("(call_indirect (type $t) (i32.const 1))", "element");
        checkTrap("(call_indirect (type $t) (i32.const 7))", "element");
    }

    @Test
    void tellsAccessOutsideTheMemory() {
        for (String access : new String[] {
            "(drop (i32.load8_u (i32.const 65536)))",
            "(drop (i32.load (i32.const 65533)))",
            "(drop (i64.load (i32.const 65529)))",
            "(drop (i32.load (i32.const -1)))",
            "(i64.store (i32.const 65529) (i64.const 1))",
            "(f32.store (i32.const 65533) (f32.const 1))",
            "(i32.store16 (i32.const 65535) (i32.const 1))",
            "(drop (i32.load offset=4294967295 (i32.const 65533)))",
            "(memory.fill (i32.const 65535) (i32.const 0) (i32.const 2))",
            "(memory.copy (i32.const 0) (i32.const 65535) (i32.const 2))"
        }) {
            checkTrap(access, "out of bounds");
        }
    }

    @Test
    void tellsAccessOutsideAMemoryWhoseArrayIsLarger() {
        // A large step, which the array fits, then a small one, for which it grows ahead.
        String grown = "(drop (memory.grow (i32.const 7))) (drop (memory.grow (i32.const 1)))"
                + " (if (i32.ne (memory.size) (i32.const 9)) (then unreachable))";

        checkTrap(grown + "(drop (i32.load8_u (i32.const 589824)))", "out of bounds");
        checkTrap(grown + "(i64.store (i32.const 589817) (i64.const 1))", "out of bounds");
    }

    @Test
    void tellsEndlessRecursion() {
        Failure failure = checkTrap("call 0", "call stack exhausted");

        assertThat(failure.hint()).contains("deeply");
    }

    @Test
    void tellsTrapsOfStartSections() {
        Failure failure = failureOf(
                WasmRun.ofText(directory, "(module (func $s unreachable) (start $s) (func (export \"_start\")))"));

        assertThat(failure.code()).isEqualTo(ErrorCode.PROGRAM_FAILED);
    }

    @Test
    void namesTheLimitWhenMemoryRanOut() {
        Failure failure = failureOf(
                WasmRun.of(directory, Fixtures.c("hog")).arguments("trap").memory(10_000_000));

        assertThat(failure.code()).isEqualTo(ErrorCode.PROGRAM_FAILED);
        assertThat(failure.retryable()).isFalse();
        assertThat(failure.hint()).contains("10000000").contains("Resources.Memory");
    }

    @Test
    void limitsMemoryToWhatTheTaskHas() throws Exception {
        WasmRun run = WasmRun.of(directory, Fixtures.c("hog")).memory(20 << 20);

        assertThat(run.on(executor)).isZero();
        assertThat(Integer.parseInt(run.stdout().strip())).isBetween(10, 20);
    }

    @Test
    void limitsMemoryOfTasksThatDoNotSay() throws Exception {
        WasmConfig config = new WasmConfig(1 << 20, 4, 1 << 20, 8 << 20, 1);
        WasmRun run = WasmRun.of(directory, Fixtures.c("hog"));

        try (WasmExecutor small = WasmExecutor.create(config)) {
            assertThat(run.on(small)).isZero();
        }
        assertThat(Integer.parseInt(run.stdout().strip())).isBetween(2, 8);
    }

    @Test
    void refusesModulesThatDeclareMoreMemoryThanTheyMayHave() {
        Failure failure = failureOf(WasmRun.ofText(directory, "(module (memory 32) (func (export \"_start\")))")
                .memory(1_000_000));

        assertThat(failure.code()).isEqualTo(ErrorCode.INSUFFICIENT_RESOURCES);
        assertThat(failure.retryable()).isFalse();
        assertThat(failure.message()).contains("2097152").contains("1000000");
        assertThat(failure.hint()).contains("Resources.Memory");
    }

    @Test
    void countsTheMemoryOfAllModulesTogether() throws Exception {
        byte[] library = Fixtures.wat("(module (memory 10) (func (export \"f\")))");
        String program = "(module (import \"lib\" \"f\" (func)) (memory 10) (func (export \"_start\")))";

        assertThat(failureOf(WasmRun.ofText(directory, program)
                                .importModule("lib", library)
                                .memory(19 * 65_536))
                        .code())
                .isEqualTo(ErrorCode.INSUFFICIENT_RESOURCES);
        assertThat(WasmRun.ofText(directory, program)
                        .importModule("lib", library)
                        .memory(20 * 65_536)
                        .on(executor))
                .isZero();
    }

    @Test
    void refusesMoreMemoryThanAddressesReach() {
        Failure failure = failureOf(WasmRun.ofText(directory, UNREACHABLE).memory(5_000_000_000L));

        assertThat(failure.code()).isEqualTo(ErrorCode.INSUFFICIENT_RESOURCES);
        assertThat(failure.message())
                .contains("requested memory exceeds the wasm limit")
                .contains("5000000000");
    }

    @Test
    void letsTheStreamsFailureEndTheRun() {
        IOException full = new IOException("the cap is reached");
        WasmRun run = WasmRun.of(directory, Fixtures.c("flood")).stdoutTo(new OutputStream() {
            private int taken;

            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                taken += length;
                if (taken > 1_000_000) {
                    throw full;
                }
            }
        });

        assertThatThrownBy(() -> run.on(executor)).isSameAs(full);
    }

    @Test
    void reportsAllFaultsOfItsParameters() {
        WasmRun run =
                WasmRun.ofText(directory, UNREACHABLE).param("EntryModule", 7).param("Parameters", "x");

        assertThatThrownBy(() -> run.on(executor))
                .isInstanceOfSatisfying(
                        ValidationException.class, e -> assertThat(e.faults()).hasSize(2));
    }

    @Test
    void lendsAPanicOfRustItsWords() {
        WasmRun run = WasmRun.of(directory, Fixtures.rust("hello")).arguments("panic");

        assertThat(failureOf(run).code()).isEqualTo(ErrorCode.PROGRAM_FAILED);
        assertThat(run.stderr()).contains("as told");
    }
}
