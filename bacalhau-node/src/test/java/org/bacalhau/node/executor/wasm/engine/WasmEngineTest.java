package org.bacalhau.node.executor.wasm.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.node.executor.wasm.Fixtures;
import org.bacalhau.node.executor.wasm.WasmConfig;
import org.bacalhau.node.executor.wasm.WasmExecutor;
import org.bacalhau.node.executor.wasm.WasmRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the runtime does for programs, and what we do where it falls short. */
class WasmEngineTest {
    private static final String EXIT =
            "(import \"wasi_snapshot_preview1\" \"proc_exit\" (func $exit (param i32))) (memory (export \"memory\") 1 60)";

    @TempDir
    private Path directory;

    private final WasmExecutor executor = WasmExecutor.create(WasmConfig.DEFAULT);

    @AfterEach
    void closeExecutor() {
        executor.close();
    }

    private int exitCodeOf(String body) throws Exception {
        return WasmRun.ofText(directory, "(module " + EXIT + body + ")").on(executor);
    }

    @Test
    void interpretsFunctionsThatTheCompilerRefuses() throws Exception {
        // Far more than the 64 KiB a method of the JVM may have; a small function calls it and is called by it.
        String steps = "(local.set $x (call $inc (local.get $x)))".repeat(20_000);

        assertThat(exitCodeOf("""
                        (func $inc (param i32) (result i32) (i32.add (local.get 0) (i32.const 1)))
                        (func $huge (param $x i32) (result i32) %s (local.get $x))
                        (func (export "_start") (call $exit (call $huge (i32.const 7))))
                        """.formatted(steps))).isEqualTo(20_007);
    }

    @Test
    void countsTheRoundsOfLongAndNestedLoops() throws Exception {
        // More rounds than run between two looks for an interrupt; variables of all widths live across the loops.
        assertThat(exitCodeOf("""
                        (func (export "_start")
                          (local $i i32) (local $j i32) (local $sum i64) (local $half f64)
                          (loop $outer
                            (local.set $j (i32.const 10001))
                            (loop $inner
                              (local.set $sum (i64.add (local.get $sum) (i64.const 1)))
                              (local.set $half (f64.add (local.get $half) (f64.const 0.5)))
                              (local.set $j (i32.sub (local.get $j) (i32.const 1)))
                              (br_if $inner (i32.and (local.get $j) (i32.const 1)))
                              (br_if $inner (local.get $j)))
                            (local.set $i (i32.add (local.get $i) (i32.const 1)))
                            (br_if $outer (i32.lt_u (local.get $i) (i32.const 7))))
                          (call $exit (i32.add
                            (i64.eq (local.get $sum) (i64.const 70007))
                            (f64.eq (local.get $half) (f64.const 35003.5)))))
                        """)).isEqualTo(2);
    }

    @Test
    void startsEachRunWithTablesAsDeclared() throws Exception {
        String body = """
                (table 2 100 funcref)
                (func (export "_start")
                  (drop (table.grow (ref.null func) (i32.const 30)))
                  (call $exit (table.size)))
                """;

        assertThat(exitCodeOf(body)).isEqualTo(32);
        assertThat(exitCodeOf(body)).isEqualTo(32);
    }

    @Test
    void startsEachRunWithMemoryAndGlobalsAsDeclared() throws Exception {
        String body = """
                (global $g (mut i32) (i32.const 1))
                (data (i32.const 8) "\\02")
                (func (export "_start")
                  (global.set $g (i32.add (global.get $g) (i32.load (i32.const 8))))
                  (i32.store (i32.const 8) (i32.const 50))
                  (drop (memory.grow (i32.const 1)))
                  (call $exit (i32.add (global.get $g) (memory.size))))
                """;

        assertThat(exitCodeOf(body)).isEqualTo(5);
        assertThat(exitCodeOf(body)).isEqualTo(5);
    }

    @Test
    void growsMemoryInManySmallStepsWithZeros() throws Exception {
        assertThat(exitCodeOf("""
                        (func (export "_start") (local $i i32)
                          (i32.store (i32.const 65532) (i32.const 1))
                          (loop $l
                            (drop (memory.grow (i32.const 1)))
                            (local.set $i (i32.add (local.get $i) (i32.const 1)))
                            (br_if $l (i32.lt_u (local.get $i) (i32.const 70))))
                          (call $exit (i32.add (memory.size)
                            (i32.add (i32.load (i32.const 65532)) (i32.load (i32.const 65536))))))
                        """))
                .as("the declared maximum of 60 pages, and one byte")
                .isEqualTo(61);
    }

    @Test
    void copiesOverlappingMemoryBothWays() throws Exception {
        assertThat(exitCodeOf("""
                        (data (i32.const 100) "\\01\\02\\03\\04\\05")
                        (func (export "_start")
                          (memory.copy (i32.const 102) (i32.const 100) (i32.const 5))
                          (memory.copy (i32.const 101) (i32.const 102) (i32.const 5))
                          (call $exit (i32.add
                            (i32.mul (i32.load8_u (i32.const 101)) (i32.const 10))
                            (i32.load8_u (i32.const 105)))))
                        """)).isEqualTo(15);
    }

    @Test
    void computesWithAllNumberTypesInMemory() throws Exception {
        assertThat(exitCodeOf("""
                        (func (export "_start")
                          (f64.store (i32.const 16) (f64.const 2.5))
                          (f32.store (i32.const 24) (f32.const 1.5))
                          (i64.store (i32.const 32) (i64.const 0x0102030405060708))
                          (i32.store16 (i32.const 40) (i32.const 0xfffe))
                          (call $exit (i32.add
                            (i32.trunc_f64_s (f64.add (f64.load (i32.const 16))
                              (f64.promote_f32 (f32.load (i32.const 24)))))
                            (i32.add (i32.load8_u (i32.const 33)) (i32.load16_s (i32.const 40))))))
                        """)).isEqualTo(9);
    }

    @Test
    void refusesThreads() {
        // (module (memory 1 1 shared) (func (export "_start")))
        byte[] module = {
            0, 'a', 's', 'm', 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 5, 4, 1, 3, 1, 1, 7, 10, 1, 6, '_', 's', 't',
            'a', 'r', 't', 0, 0, 10, 4, 1, 2, 0, 0x0b
        };

        assertBad(module, "shared");
    }

    @Test
    void refusesTablesWithoutMeasure() {
        assertBad(Fixtures.wat("(module (table 5000000 funcref) (func (export \"_start\")))"), "5000000 entries");
    }

    private void assertBad(byte[] module, String part) {
        assertThatThrownBy(() -> WasmRun.of(directory, module).on(executor))
                .isInstanceOfSatisfying(BacalhauException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.BAD_PROGRAM);
                    assertThat(e.failure().message()).contains(part);
                });
    }

    @Test
    void refusesObjectsInTheNodesHeap() {
        // (module (type (array (mut i32))) (type (func)) (func (export "_start") (type 1)
        //   (drop (array.new_default 0 (i32.const 100)))))
        byte[] module = {
            0,
            'a',
            's',
            'm',
            1,
            0,
            0,
            0,
            1,
            7,
            2,
            0x5e,
            0x7f,
            1,
            0x60,
            0,
            0,
            3,
            2,
            1,
            1,
            7,
            10,
            1,
            6,
            '_',
            's',
            't',
            'a',
            'r',
            't',
            0,
            0,
            10,
            11,
            1,
            9,
            0,
            0x41,
            (byte) 0xe4,
            0,
            (byte) 0xfb,
            7,
            0,
            0x1a,
            0x0b
        };

        assertBad(module, "garbage-collection");
    }
}
