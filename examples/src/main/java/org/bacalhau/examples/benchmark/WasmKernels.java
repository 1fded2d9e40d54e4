package org.bacalhau.examples.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bacalhau.core.LocalNetwork;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.requester.Requester;

/**
 * Computing in WebAssembly against the same C source compiled natively. Needs clang with wasi-libc, and gcc; run it from the
 * root of the checkout, where the sources are.
 */
final class WasmKernels implements Section {
    private static final Path SOURCES = Path.of("bacalhau-node/src/test/fixtures/wasm/c");
    private static final int ROUNDS = 7;
    private static final int MINUTES_TO_COMPILE = 2;

    @Override
    public String name() {
        return "wasm-kernels";
    }

    @Override
    public void run(Table table) throws Exception {
        Path work = Files.createTempDirectory("bacalhau-kernels-");
        try (LocalNetwork network = WasmNetwork.start()) {
            compare(table, network.requester(), work, "sha256", "256", "SHA-256 over 256 MB");
            compare(table, network.requester(), work, "matmul", "512", "product of 512 x 512 matrices");
        } catch (IOException missing) {
            table.note("not measured: " + missing.getMessage());
        } finally {
            try (var files = Files.list(work)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(work);
        }
    }

    private static void compare(Table table, Requester requester, Path work, String kernel, String size, String what)
            throws Exception {
        Path source = SOURCES.resolve(kernel + ".c");
        Path program = work.resolve(kernel);
        Path module = work.resolve(kernel + ".wasm");
        command(List.of("gcc", "-O2", "-o", program.toString(), source.toString()));
        command(List.of(
                "clang", "--target=wasm32-wasi", "--sysroot=/usr", "-O2", "-o", module.toString(), source.toString()));
        JobSpec job = Jobs.wasm(Files.readAllBytes(module), size);
        double first = Load.oneInFlight(requester, job, 1)[0];
        Load.oneInFlight(requester, job, ROUNDS);
        double[] wasm = new double[ROUNDS];
        double[] natively = new double[ROUNDS];
        double[] ratio = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            wasm[round] = Load.oneInFlight(requester, job, 1)[0];
            long start = System.nanoTime();
            command(List.of(program.toString(), size));
            natively[round] = (System.nanoTime() - start) / 1e6;
            ratio[round] = wasm[round] / natively[round];
        }
        table.add(what + ", WebAssembly, first run", "%.0f ms", "", first);
        table.add(what + ", WebAssembly", "%.0f ms", "", wasm);
        table.add(what + ", native with -O2", "%.0f ms", "", natively);
        table.add(what + ", ratio", "%.2f", "<= 3.5", ratio);
    }

    private static void command(List<String> words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(MINUTES_TO_COMPILE, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", words) + " failed");
        }
    }
}
