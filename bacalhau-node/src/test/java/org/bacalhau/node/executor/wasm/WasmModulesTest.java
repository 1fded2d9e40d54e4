package org.bacalhau.node.executor.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How modules are found, linked and refused (engines-storage-publishers.md §4.3). */
class WasmModulesTest {
    private static final String EXITS_WITH_VALUE = """
            (module
              (import "lib" "value" (func $value (result i32)))
              (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
              (memory (export "memory") 1)
              (func (export "_start") (call $exit (call $value))))
            """;

    @TempDir
    private Path directory;

    private final WasmExecutor executor = WasmExecutor.create(WasmConfig.DEFAULT);

    @AfterEach
    void closeExecutor() {
        executor.close();
    }

    private static byte[] library(int value) {
        return Fixtures.wat("(module (func (export \"value\") (result i32) (i32.const " + value + ")))");
    }

    private Failure refusalOf(WasmRun run) {
        Throwable thrown = catchThrowable(() -> run.on(executor));
        assertThat(thrown).isInstanceOf(BacalhauException.class);
        Failure failure = ((BacalhauException) thrown).failure();
        assertThat(failure.code()).isEqualTo(ErrorCode.BAD_PROGRAM);
        assertThat(failure.retryable()).isFalse();
        assertThat(failure.hint()).isNotBlank();
        return failure;
    }

    @Test
    void linksImportModulesByAlias() throws Exception {
        assertThat(WasmRun.ofText(directory, EXITS_WITH_VALUE)
                        .importModule("other", library(1))
                        .importModule("lib", library(5))
                        .on(executor))
                .isEqualTo(5);
    }

    @Test
    void linksInputsByAlias() throws Exception {
        Path data = Files.writeString(directory.resolve("data"), "no module");

        assertThat(WasmRun.ofText(directory, EXITS_WITH_VALUE)
                        .input("data", data, "/data", true)
                        .input("lib", WasmRun.write(directory, library(6)), "/lib.wasm", true)
                        .on(executor))
                .isEqualTo(6);
    }

    @Test
    void linksModulesThatImportInTheirTurn() throws Exception {
        byte[] middle = Fixtures.wat("""
                (module
                  (import "base" "value" (func $base (result i32)))
                  (import "base" "memory" (memory 1))
                  (import "base" "table" (table 1 funcref))
                  (import "base" "global" (global $g i32))
                  (func (export "value") (result i32)
                    (i32.add (call $base) (i32.add (global.get $g) (i32.load (i32.const 0))))))
                """);
        byte[] base = Fixtures.wat("""
                (module
                  (memory (export "memory") 1)
                  (table (export "table") 1 funcref)
                  (global (export "global") i32 (i32.const 10))
                  (data (i32.const 0) "\\64")
                  (func (export "value") (result i32) (i32.const 1)))
                """);

        assertThat(WasmRun.ofText(directory, EXITS_WITH_VALUE)
                        .importModule("lib", middle)
                        .importModule("base", base)
                        .on(executor))
                .isEqualTo(111);
    }

    @Test
    void namesTheModuleThatIsMissing() {
        Failure failure = refusalOf(WasmRun.ofText(directory, EXITS_WITH_VALUE).importModule("lib2", library(1)));

        assertThat(failure.message()).contains("\"value\"").contains("\"lib\"");
        assertThat(failure.hint()).contains("Alias").contains("ImportModules").contains("wasi_snapshot_preview1");
    }

    @Test
    void namesTheFunctionThatIsMissing() {
        byte[] other = Fixtures.wat("(module (func (export \"other\")))");

        assertThat(refusalOf(WasmRun.ofText(directory, EXITS_WITH_VALUE).importModule("lib", other))
                        .message())
                .contains("\"value\" from \"lib\"")
                .contains("does not export");
        assertThat(refusalOf(
                                WasmRun.ofText(
                                        directory,
                                        "(module (import \"wasi_snapshot_preview1\" \"fd_fly\" (func)) (func (export \"_start\")))"))
                        .message())
                .contains("fd_fly");
    }

    @Test
    void refusesImportsOfAnotherType() {
        byte[] other = Fixtures.wat("(module (func (export \"value\") (param i64)))");
        String wasi = "(module (import \"wasi_snapshot_preview1\" \"fd_close\" (func)) (func (export \"_start\")))";

        assertThat(refusalOf(WasmRun.ofText(directory, EXITS_WITH_VALUE).importModule("lib", other))
                        .message())
                .contains("value");
        assertThat(refusalOf(WasmRun.ofText(directory, wasi)).message()).contains("fd_close");
    }

    @Test
    void refusesModulesThatImportInACircle() {
        byte[] a = Fixtures.wat("(module (import \"b\" \"f\" (func)) (func (export \"f\")))");
        byte[] b = Fixtures.wat("(module (import \"a\" \"f\" (func)) (func (export \"f\")))");

        assertThat(refusalOf(WasmRun.ofText(directory, EXITS_WITH_VALUE)
                                .importModule("a", a)
                                .importModule("b", b))
                        .message())
                .contains("imports from itself");
    }

    @Test
    void namesTheEntryPointsThatThereAre() {
        Failure failure =
                refusalOf(WasmRun.ofText(directory, "(module (func (export \"main\")) (func (export \"other\")))"));

        assertThat(failure.message()).contains("\"_start\"");
        assertThat(failure.hint()).contains("main, other");
    }

    @Test
    void refusesEntryPointsWithParametersOrResults() {
        String text = "(module (func (export \"a\") (param i32)) (func (export \"b\") (result i32) (i32.const 1)))";

        assertThat(refusalOf(WasmRun.ofText(directory, text).param("EntryPoint", "a"))
                        .message())
                .contains("\"a\"");
        assertThat(refusalOf(WasmRun.ofText(directory, text).param("EntryPoint", "b"))
                        .message())
                .contains("\"b\"");
    }

    @Test
    void refusesWhatIsNoModule() {
        byte[] sound = library(1);
        byte[] truncated = Arrays.copyOf(sound, sound.length - 3);
        byte[] component = {0, 'a', 's', 'm', 0x0d, 0, 1, 0};

        assertThat(refusalOf(WasmRun.of(directory, new byte[0])).message()).contains("entry module (test)");
        assertThat(refusalOf(WasmRun.of(directory, truncated)).hint()).contains("damaged");
        assertThat(refusalOf(WasmRun.of(directory, component)).hint()).contains("component");
        assertThat(refusalOf(WasmRun.of(directory, "(module)".getBytes(StandardCharsets.UTF_8)))
                        .hint())
                .contains("text format");
        assertThat(refusalOf(WasmRun.of(directory, "#!/bin/sh".getBytes(StandardCharsets.UTF_8)))
                        .hint())
                .contains("00 61 73 6d");
    }

    @Test
    void takesTheOnlyFileOfADirectory() throws Exception {
        Path module = Files.createDirectory(directory.resolve("module"));
        Files.write(module.resolve("any.name"), Fixtures.wat("(module (func (export \"_start\")))"));

        assertThat(WasmRun.of(directory, module).on(executor)).isZero();
    }

    @Test
    void refusesDirectoriesOfOtherThanOneFile() throws Exception {
        Path empty = Files.createDirectory(directory.resolve("empty"));
        Path two = Files.createDirectory(directory.resolve("two"));
        Files.write(two.resolve("a"), library(1));
        Files.write(two.resolve("b"), library(1));
        Path link = Files.createDirectory(directory.resolve("link"));
        Files.createSymbolicLink(link.resolve("a"), two.resolve("a"));

        for (Path module : new Path[] {empty, two, link}) {
            assertThat(refusalOf(WasmRun.of(directory, module)).message()).contains("exactly one file");
        }
    }

    @Test
    void refusesModulesThatAreTooLarge() {
        WasmConfig config = new WasmConfig(30, 1, 1000, 1 << 20, 1);

        try (WasmExecutor small = WasmExecutor.create(config)) {
            Throwable thrown =
                    catchThrowable(() -> WasmRun.of(directory, library(1)).on(small));
            assertThat(thrown).hasMessageContaining("30 bytes").hasMessageContaining("maxModuleBytes");
        }
    }

    @Test
    void saysThatAModuleIsGone() {
        assertThat(refusalOf(WasmRun.of(directory, directory.resolve("gone"))).message())
                .contains("not there");
    }
}
