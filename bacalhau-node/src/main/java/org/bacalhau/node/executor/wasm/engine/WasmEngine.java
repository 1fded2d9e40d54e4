package org.bacalhau.node.executor.wasm.engine;

import com.dylibso.chicory.runtime.ChicoryInterruptedException;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasi.WasiExitException;
import com.dylibso.chicory.wasm.types.Export;
import com.dylibso.chicory.wasm.types.ExportSection;
import com.dylibso.chicory.wasm.types.ExternalType;
import com.dylibso.chicory.wasm.types.FunctionType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.node.executor.wasm.wasi.OutputFailedException;

/** Runs WebAssembly programs. Safe for any thread. */
public final class WasmEngine implements AutoCloseable {
    private static final int MOST_NAMES_TOLD = 20;

    private final ModuleCache cache;

    /** Creates an engine with an empty cache. */
    public WasmEngine(EngineLimits limits) {
        this.cache = new ModuleCache(limits);
    }

    /**
     * Runs a program on the calling thread, to its end.
     *
     * @return its exit code; 0 if its entry point returned
     * @throws BacalhauException if it cannot be run, or trapped
     * @throws IOException if a module cannot be read, or what the program's output stream threw
     * @throws InterruptedException if the thread was interrupted
     */
    public int run(Program program) throws IOException, InterruptedException {
        MemoryBudget budget = new MemoryBudget(program.memoryBytes());
        try {
            Linker linker = new Linker(cache, program.modules().lookup(), new HostFunctions(program), budget);
            requireEntryPoint(program);
            for (ModuleBinary module : program.modules().imports()) {
                linker.require(module);
            }
            Instance entry = linker.instantiate(program.modules().entry());
            entry.export(program.entryPoint()).apply();
            return 0;
        } catch (WasiExitException e) {
            return e.exitCode();
        } catch (OutputFailedException e) {
            throw e.failure();
        } catch (ChicoryInterruptedException e) {
            Thread.interrupted(); // the exception takes the flag's place
            throw new InterruptedException();
        } catch (BacalhauException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw Traps.failure(e, budget);
        }
    }

    /** Fails if the entry module lacks the entry point, before anything of it is run. */
    private void requireEntryPoint(Program program) throws InterruptedException {
        ModuleBinary binary = program.modules().entry();
        ReadyModule module = cache.get(binary);
        String wanted = program.entryPoint();
        List<String> others = new ArrayList<>();
        ExportSection exports = module.module().exportSection();
        for (int i = 0; i < exports.exportCount(); i++) {
            Export export = exports.getExport(i);
            if (export.exportType() == ExternalType.FUNCTION) {
                if (export.name().equals(wanted)) {
                    requireNoParameters(binary, wanted, module.functionType(export.index()));
                    return;
                }
                others.add(export.name());
            }
        }
        throw bad(
                binary.label() + " exports no function \"" + wanted + "\" to begin with",
                others.isEmpty()
                        ? "it exports no function at all; build a program (with a main function), not a library"
                        : "set EntryPoint to one of its functions: " + firstOf(others));
    }

    private static void requireNoParameters(ModuleBinary binary, String name, FunctionType type) {
        if (!type.params().isEmpty() || !type.returns().isEmpty()) {
            throw bad(
                    "the function \"" + name + "\" of " + binary.label() + " has the type " + type
                            + " and cannot be an entry point",
                    "an entry point takes no parameter and returns no result; arguments come through WASI");
        }
    }

    private static String firstOf(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(MOST_NAMES_TOLD, names.size())));
        return names.size() > MOST_NAMES_TOLD ? first + ", …" : first;
    }

    private static BacalhauException bad(String problem, String remedy) {
        return BacalhauException.of(ErrorCode.BAD_PROGRAM, problem, remedy);
    }

    /** Drops the compiled modules. */
    @Override
    public void close() {
        cache.close();
    }
}
