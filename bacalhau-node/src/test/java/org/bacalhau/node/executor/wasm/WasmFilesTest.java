package org.bacalhau.node.executor.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs can do with files, and that they get no further. */
class WasmFilesTest {
    @TempDir
    private Path temporary;

    private Path directory;
    private final WasmExecutor executor = WasmExecutor.create(WasmConfig.DEFAULT);

    @BeforeEach
    void createDirectory() throws IOException {
        directory = Files.createDirectory(temporary.resolve("run"));
    }

    @AfterEach
    void closeExecutor() {
        executor.close();
    }

    @Test
    void behavesLikePosixInOutputs() throws Exception {
        WasmRun run = WasmRun.of(directory, Fixtures.c("files"))
                .output("results", "/outputs")
                .arguments("/outputs");

        run.on(executor);
        assertThat(run.stdout()).isEqualTo("all as it should be\n");
        assertThat(run.result("results")).isEmptyDirectory();
    }

    @Test
    void behavesLikePosixInWritableInputs() throws Exception {
        Path shared = Files.createDirectory(temporary.resolve("shared"));
        WasmRun run = WasmRun.of(directory, Fixtures.c("files"))
                .input("", shared, "/deep/in/the/tree", false)
                .arguments("/deep/in/the/tree");

        run.on(executor);
        assertThat(run.stdout()).isEqualTo("all as it should be\n");
    }

    @Test
    void neverLeavesItsMounts() throws Exception {
        Path outside = Files.createDirectory(temporary.resolve("outside"));
        Path secret = Files.writeString(outside.resolve("secret"), "secret");
        Path readOnly = withLinksOut("in", outside);
        Path writable = withLinksOut("rw", outside);
        Files.writeString(temporary.resolve("secret"), "secret");
        WasmRun run = WasmRun.of(directory, Fixtures.c("escape"))
                .input("", readOnly, "/in", true)
                .input("", writable, "/rw", false)
                .output("out", "/out")
                .arguments(secret.toString(), outside.toString());

        run.on(executor);
        assertThat(run.stdout()).isEqualTo("contained\n");
        assertThat(secret).hasContent("secret");
        assertThat(readOnly.resolve("file")).hasContent("input");
        try (Stream<Path> made = Files.walk(temporary)) {
            assertThat(made.filter(path -> path.endsWith("mine")))
                    .containsExactly(run.result("out").resolve("mine"));
        }
    }

    private Path withLinksOut(String name, Path outside) throws IOException {
        Path root = Files.createDirectory(temporary.resolve(name));
        Files.writeString(root.resolve("file"), "input");
        Files.createSymbolicLink(root.resolve("up"), Path.of(".."));
        Files.createSymbolicLink(root.resolve("away"), outside);
        Path deep = Files.createDirectory(root.resolve("deep"));
        Files.createSymbolicLink(deep.resolve("up"), Path.of("../../outside"));
        return root;
    }

    @Test
    void followsLinksInsideAnInput() throws Exception {
        Path input = Files.createDirectories(temporary.resolve("input/real"));
        Files.writeString(input.resolve("words"), "a b c");
        Files.createSymbolicLink(input.getParent().resolve("by-name"), Path.of("real/words"));
        Files.createSymbolicLink(input.resolve("back"), Path.of("../by-name"));
        WasmRun run = WasmRun.of(directory, Fixtures.c("word_count"))
                .input("", input.getParent(), "/inputs", true)
                .arguments("/inputs/by-name", "/inputs/real/back");

        assertThat(run.on(executor)).as(run.stderr()).isZero();
        assertThat(run.stdout()).endsWith("6 total\n");
    }

    @Test
    void readsAbsoluteLinksAsPathsOfTheProgram() throws Exception {
        Path input = Files.createDirectory(temporary.resolve("input"));
        Files.writeString(input.resolve("words"), "a b c");
        Files.createSymbolicLink(input.resolve("absolute"), Path.of("/inputs/words"));
        WasmRun run = WasmRun.of(directory, Fixtures.c("word_count"))
                .input("", input, "/inputs", true)
                .arguments("/inputs/absolute");

        assertThat(run.on(executor)).as(run.stderr()).isZero();
    }

    @Test
    void leavesOnlyLinksInTheResultThatLeadDown() throws Exception {
        WasmRun run = WasmRun.ofText(directory, """
                        (module
                          (import "wasi_snapshot_preview1" "path_symlink"
                            (func $symlink (param i32 i32 i32 i32 i32) (result i32)))
                          (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
                          (memory (export "memory") 1)
                          (data (i32.const 0) "sub/fileout/goodsub/../../xout/bad")
                          (func (export "_start")
                            (if (call $symlink (i32.const 0) (i32.const 8) (i32.const 3) (i32.const 8) (i32.const 8))
                              (then (call $exit (i32.const 1))))
                            (call $exit
                              (call $symlink (i32.const 16) (i32.const 11) (i32.const 3) (i32.const 27) (i32.const 7)))))
                        """).output("out", "/out");

        assertThat(run.on(executor)).as("ENOTCAPABLE").isEqualTo(76);
        Path link = run.result("out").resolve("good");
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(Files.readSymbolicLink(link)).isEqualTo(Path.of("sub/file"));
        assertThat(Files.exists(run.result("out").resolve("bad"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
    }

    @Test
    void showsOutputsUnderBothTheirNames() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "content");
        WasmRun byPath = WasmRun.of(directory, Fixtures.c("copy"))
                .input("", file, "/file", true)
                .output("name", "/some/path")
                .arguments("/file", "/some/path/a");
        WasmRun byName = WasmRun.of(directory, Fixtures.c("copy"))
                .input("", file, "/file", true)
                .output("name", "/some/path")
                .arguments("/file", "/name/b");

        assertThat(byPath.on(executor)).as(byPath.stderr()).isZero();
        assertThat(byName.on(executor)).as(byName.stderr()).isZero();
        assertThat(byPath.result("name").resolve("a")).hasContent("content");
        assertThat(byName.result("name").resolve("b")).hasContent("content");
    }

    @Test
    void keepsAnInputThatIsCalledLikeAnOutput() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "content");
        WasmRun run = WasmRun.of(directory, Fixtures.c("copy"))
                .input("", file, "/data", true)
                .output("data", "/outputs")
                .arguments("/data", "/outputs/copy");

        assertThat(run.on(executor)).as(run.stderr()).isZero();
        assertThat(run.result("data").resolve("copy")).hasContent("content");
    }

    @Test
    void refusesMountsInEachOthersWay() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "content");
        WasmRun run = WasmRun.of(directory, Fixtures.c("hello"))
                .input("", file, "/a", true)
                .input("", file, "/a/b", true);

        assertThatThrownBy(() -> run.on(executor)).isInstanceOfSatisfying(BacalhauException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
            assertThat(e.failure().message()).contains("/a/b");
            assertThat(e.failure().hint()).isNotBlank();
        });
    }

    @Test
    void refusesMountsAtTheRoot() throws Exception {
        WasmRun run = WasmRun.of(directory, Fixtures.c("hello")).input("", temporary, "/", true);

        assertThatThrownBy(() -> run.on(executor))
                .isInstanceOfSatisfying(
                        BacalhauException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    }

    @Test
    void saysThatAnInputVanished() throws Exception {
        WasmRun run = WasmRun.of(directory, Fixtures.c("hello")).input("", temporary.resolve("gone"), "/in", true);

        assertThatThrownBy(() -> run.on(executor)).isInstanceOfSatisfying(BacalhauException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.INPUT_UNAVAILABLE);
            assertThat(e.failure().message()).contains("/in").doesNotContain(temporary.toString());
        });
    }
}
