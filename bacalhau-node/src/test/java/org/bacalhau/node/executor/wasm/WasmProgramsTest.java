package org.bacalhau.node.executor.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs of several languages see what they should and end as they should. */
class WasmProgramsTest {
    @TempDir
    private Path directory;

    private final WasmExecutor executor = WasmExecutor.create(WasmConfig.DEFAULT);

    @AfterEach
    void closeExecutor() {
        executor.close();
    }

    @Test
    void returnsZeroWhenTheEntryPointReturns() throws Exception {
        WasmRun run = WasmRun.of(directory, Fixtures.c("hello"));

        assertThat(run.on(executor)).isZero();
        assertThat(run.stdout()).isEqualTo("hello\n");
    }

    @Test
    void returnsWhatTheProgramExitsWith() throws Exception {
        assertThat(WasmRun.of(directory, Fixtures.c("exit_code"))
                        .arguments("201")
                        .on(executor))
                .isEqualTo(201);
    }

    @Test
    void keepsLargeExitCodes() throws Exception {
        WasmRun run = WasmRun.ofText(directory, """
                (module
                  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
                  (memory (export "memory") 1)
                  (func (export "_start") (call $exit (i32.const 123456))))
                """);

        assertThat(run.on(executor)).isEqualTo(123_456);
    }

    @Test
    void showsArgumentsEnvironmentAndAnEmptyInput() throws Exception {
        WasmRun run = WasmRun.of(directory, Fixtures.c("show"))
                .arguments("one", "", "ünï ✓")
                .variable("FROM_TASK", "1")
                .variable("BOTH", "task")
                .param("EnvironmentVariables", Map.of("BOTH", "engine", "A", "x=y"));

        assertThat(run.on(executor)).isZero();
        assertThat(run.stdout()).isEqualTo("""
                        argument 0: []
                        argument 1: [one]
                        argument 2: []
                        argument 3: [ünï ✓]
                        variable: [A=x=y]
                        variable: [BOTH=engine]
                        variable: [FROM_TASK=1]
                        input: -1
                        """);
    }

    @Test
    void callsTheEntryPointOfTheTask() throws Exception {
        String text = """
                (module
                  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
                  (memory (export "memory") 1)
                  (func (export "_start") (call $exit (i32.const 1)))
                  (func (export "other") (call $exit (i32.const 2))))
                """;

        assertThat(WasmRun.ofText(directory, text).on(executor)).isEqualTo(1);
        assertThat(WasmRun.ofText(directory, text).param("EntryPoint", "other").on(executor))
                .isEqualTo(2);
        assertThat(WasmRun.ofText(directory, text).param("Entrypoint", "other").on(executor))
                .isEqualTo(2);
    }

    @Test
    void countsWordsOfInputs() throws Exception {
        Path texts = Files.createDirectories(directory.resolve("texts/deep"));
        Files.writeString(texts.resolve("a.txt"), "one two\nthree\n");
        Path single = Files.writeString(directory.resolve("single"), "four five");
        WasmRun run = WasmRun.of(directory, Fixtures.c("word_count"))
                .input("", texts.getParent(), "/inputs/texts", true)
                .input("", single, "/inputs/single.txt", true)
                .arguments("/inputs/texts/deep/a.txt", "inputs/single.txt");

        assertThat(run.on(executor)).isZero();
        assertThat(run.stdout()).isEqualTo("3 /inputs/texts/deep/a.txt\n2 inputs/single.txt\n5 total\n");
    }

    @Test
    void tellsTheProgramOfMissingFiles() throws Exception {
        WasmRun run = WasmRun.of(directory, Fixtures.c("word_count")).arguments("/nowhere");

        assertThat(run.on(executor)).isEqualTo(1);
        assertThat(run.stderr()).isEqualTo("/nowhere: No such file or directory\n");
    }

    @Test
    void runsGo() throws Exception {
        WasmRun run =
                WasmRun.of(directory, Fixtures.go("hello")).arguments("a", "b").variable("GREETING", "from the task");

        assertThat(run.on(executor)).as(run.stderr()).isZero();
        assertThat(run.stdout()).isEqualTo("hello A B from the task\n");
        assertThat(WasmRun.of(directory, Fixtures.go("hello")).on(executor)).isEqualTo(4);
    }

    @Test
    void letsGoReadAndWriteTrees() throws Exception {
        Path tree = Files.createDirectories(directory.resolve("tree/x/y"))
                .getParent()
                .getParent();
        Files.writeString(tree.resolve("x/y/deep.txt"), "deep");
        Files.writeString(tree.resolve("top.txt"), "top");
        WasmRun run = WasmRun.of(directory, Fixtures.go("files"))
                .input("", tree, "/inputs", true)
                .output("results", "/outputs")
                .arguments("/inputs", "/outputs/made");

        assertThat(run.on(executor)).as(run.stderr()).isZero();
        assertThat(run.stdout()).isEqualTo("top.txt 3\nx/y/deep.txt 4\n");
        assertThat(run.result("results").resolve("made/x/y/deep.txt")).hasContent("DEEP");
    }

    @Test
    void runsRust() throws Exception {
        Path inputs = Files.createDirectories(directory.resolve("inputs"));
        Files.writeString(inputs.resolve("b"), "bb");
        Files.writeString(inputs.resolve("a"), "a");
        WasmRun run = WasmRun.of(directory, Fixtures.rust("hello"))
                .input("", inputs, "/inputs", true)
                .output("results", "/outputs")
                .arguments("/inputs", "/results");

        assertThat(run.on(executor)).as(run.stderr()).isZero();
        assertThat(run.stdout()).isEqualTo("hello /inputs /results\na 1\nb 2\n");
        assertThat(run.result("results").resolve("b")).hasContent("bb");
    }

    @Test
    void computesTheSameAsElsewhere() throws Exception {
        WasmRun hash = WasmRun.of(directory, Fixtures.c("sha256")).arguments("1");
        WasmRun product = WasmRun.of(directory, Fixtures.c("matmul")).arguments("64");

        hash.on(executor);
        product.on(executor);
        assertThat(hash.stdout()).isEqualTo(Patterns.sha256OfMegabyte() + "\n");
        assertThat(product.stdout()).isEqualTo(Patterns.sumOfProduct(64) + "\n");
    }
}
