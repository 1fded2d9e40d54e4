package org.bacalhau.node.badinput;

import java.time.Duration;
import java.util.Base64;
import org.bacalhau.core.model.ResourcesConfig;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.model.Timeouts;
import org.bacalhau.node.executor.wasm.Fixtures;
import org.bacalhau.node.executor.wasm.WasmSpec;
import org.bacalhau.node.storage.inline.InlineData;

/** Programs that go wrong in one way each. */
final class Programs {
    /** Ends at once and well. */
    static final String SOUND = "(module (memory 1) (func (export \"_start\")))";

    /** Never ends. */
    static final String LOOP = "(module (memory 1) (func (export \"_start\") (loop $l (br $l))))";

    /** Writes 64 KiB after 64 KiB to standard output for ever. */
    static final String FLOOD = """
            (module
              (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
              (memory (export "memory") 2)
              (data (i32.const 0) "\\00\\00\\01\\00\\00\\00\\01\\00")
              (func (export "_start") (loop $l
                (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 16)))
                (br $l))))
            """;

    /** Writes files without end into {@code /out}, each with a name of six letters. */
    static final String FILES = """
            (module
              (import "wasi_snapshot_preview1" "path_open"
                (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "fd_close" (func $close (param i32) (result i32)))
              (memory (export "memory") 1)
              (data (i32.const 0) "out/aaaaaa")
              (func $letter (param $at i32) (param $n i32)
                (i32.store8 (local.get $at) (i32.add (i32.const 97) (i32.rem_u (local.get $n) (i32.const 26)))))
              (func (export "_start") (local $n i32)
                (loop $l
                  (call $letter (i32.const 9) (local.get $n))
                  (call $letter (i32.const 8) (i32.div_u (local.get $n) (i32.const 26)))
                  (call $letter (i32.const 7) (i32.div_u (local.get $n) (i32.const 676)))
                  (call $letter (i32.const 6) (i32.div_u (local.get $n) (i32.const 17576)))
                  (if (call $open (i32.const 3) (i32.const 0) (i32.const 0) (i32.const 10) (i32.const 1)
                        (i64.const -1) (i64.const -1) (i32.const 0) (i32.const 32))
                    (then unreachable))
                  (drop (call $close (i32.load (i32.const 32))))
                  (local.set $n (i32.add (local.get $n) (i32.const 1)))
                  (br_if $l (i32.lt_u (local.get $n) (i32.const COUNT))))))
            """;

    private Programs() {}

    /** Returns a program that leaves so many empty files in {@code /out}. */
    static String files(int count) {
        return FILES.replace("COUNT", Integer.toString(count));
    }

    /** Starts a task that runs this module, in the text format. */
    static Task.Builder task(String text) {
        return task(Fixtures.wat(text));
    }

    /** Starts a task that runs these bytes, whatever they are. */
    static Task.Builder task(byte[] module) {
        return task(WasmSpec.of(source(module)));
    }

    static Task.Builder task(WasmSpec spec) {
        return Task.builder("main", spec.build());
    }

    static SpecConfig source(byte[] module) {
        return InlineData.source(InlineData.encode(module));
    }

    /** Returns the source of an input that is a directory, packed into these bytes. */
    static SpecConfig archive(byte[] tarGz) {
        return InlineData.source(
                "data:application/gzip;base64," + Base64.getEncoder().encodeToString(tarGz));
    }

    /** Returns a limit for one execution. */
    static Timeouts limit(Duration execution) {
        return new Timeouts(execution, Duration.ZERO, Duration.ZERO);
    }

    static ResourcesConfig memory(String amount) {
        return new ResourcesConfig("", amount, "", "");
    }
}
