package org.bacalhau.node.executor.wasm;

import com.dylibso.chicory.wabt.Wat2Wasm;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Programs for tests, compiled from the sources in {@code src/test/fixtures/wasm} when a test first wants them and kept in
 * {@code target} until their source changes. Without the compiler a test is aborted, which counts as a failure in CI.
 */
public final class Fixtures {
    private static final Path SOURCES = Path.of("src/test/fixtures/wasm");
    private static final Path COMPILED = Path.of("target/wasm-fixtures");
    private static final Path C_LIBRARY = Path.of("/usr/lib/wasm32-wasi/libc.a");
    private static final Path RUST_LIBRARY = Path.of("/usr/lib/rustlib/wasm32-wasi");
    private static final long MINUTES_TO_COMPILE = 5;

    private static final Map<String, byte[]> TEXTS = new ConcurrentHashMap<>(); // as many as tests have

    private Fixtures() {}

    /** Returns the module made of a C source. */
    public static Path c(String name) {
        Assumptions.assumeTrue(
                Files.exists(C_LIBRARY), "no wasi-libc: install clang, lld, wasi-libc and libclang-rt-dev-wasm32");
        return compiled(
                SOURCES.resolve("c/" + name + ".c"), "clang", "--target=wasm32-wasi", "--sysroot=/usr", "-O2", "-o");
    }

    /** Returns the module made of a Go source. */
    public static Path go(String name) {
        return compiled(
                SOURCES.resolve("go/" + name + ".go"),
                "env",
                "GOOS=wasip1",
                "GOARCH=wasm",
                "go",
                "build",
                "-ldflags=-s -w",
                "-o");
    }

    /** Returns the module made of a Rust source, by Debian's compiler, since others come without the target. */
    public static Path rust(String name) {
        Assumptions.assumeTrue(
                Files.exists(RUST_LIBRARY), "no Rust library for wasm32: install rustc and libstd-rust-dev-wasm32");
        return compiled(
                SOURCES.resolve("rust/" + name + ".rs"),
                "/usr/bin/rustc",
                "--target",
                "wasm32-wasi",
                "-O",
                "-C",
                "strip=symbols",
                "-o");
    }

    /** Returns the module made of a WebAssembly text. */
    public static byte[] wat(String text) {
        return TEXTS.computeIfAbsent(text, Wat2Wasm::parse).clone();
    }

    private static synchronized Path compiled(Path source, String... command) {
        try {
            String key = Hashing.sha256()
                    .newHasher()
                    .putString(String.join(" ", command), StandardCharsets.UTF_8)
                    .putBytes(Files.readAllBytes(source))
                    .hash()
                    .toString()
                    .substring(0, 16);
            Path module =
                    COMPILED.resolve(source.getFileName() + "-" + key + ".wasm").toAbsolutePath();
            if (!Files.exists(module)) {
                Files.createDirectories(COMPILED);
                Path unfinished =
                        Files.createTempFile(COMPILED, "compiling", ".wasm").toAbsolutePath();
                run(source, unfinished, command);
                Files.move(unfinished, module, StandardCopyOption.ATOMIC_MOVE);
            }
            return module;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(Path source, Path module, String... command) throws IOException {
        List<String> words = new ArrayList<>(List.of(command));
        words.add(module.toString());
        words.add(source.toString());
        Path log = module.resolveSibling(module.getFileName() + ".log");
        int exitCode;
        try {
            Process process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(MINUTES_TO_COMPILE, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("compiling " + source + " takes too long");
            }
            exitCode = process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while compiling " + source, e);
        } catch (IOException e) {
            Assumptions.abort(
                    "cannot start " + words.get(0) + ": install it to run this test (" + e.getMessage() + ")");
            return;
        }
        String output = Files.readString(log);
        Files.delete(log);
        Assumptions.assumeTrue(exitCode != 127, "cannot start the compiler of " + source + ": install it; " + output);
        if (exitCode != 0) {
            throw new AssertionError("compiling " + source + " failed: " + output);
        }
    }
}
