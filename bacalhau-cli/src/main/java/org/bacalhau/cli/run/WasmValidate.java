package org.bacalhau.cli.run;

import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.ExternalType;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.bacalhau.cli.launch.ExitCode;
import org.bacalhau.cli.launch.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks that a module can be run: it is one, and its entry point is a function without parameters and results. */
@Command(
        sortOptions = false,
        footer = {"", "  bacalhau wasm validate main.wasm --entry-point run"})
public final class WasmValidate implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "MODULE", description = "File with the module.")
    private String module = "";

    @Option(
            names = "--entry-point",
            paramLabel = "FUNCTION",
            description = "Exported function to call; _start unless said.")
    private String entryPoint = "_start";

    /** Creates the command. */
    public WasmValidate(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Path file = session.surroundings().path(module);
        if (!Files.isRegularFile(file)) {
            throw FlagFault.of("module", module, "is no file", "check the path");
        }
        String problem = problemOf(file);
        if (problem.isEmpty()) {
            session.out().println("OK");
            return ExitCode.OK.number();
        }
        session.err().println("Error: " + module + ": " + problem);
        return ExitCode.OTHER.number();
    }

    private String problemOf(Path file) {
        WasmModule parsed;
        try {
            parsed = Parser.parse(file);
        } catch (ChicoryException e) {
            return "it is no WebAssembly module: " + e.getMessage();
        }
        for (int i = 0; i < parsed.exportSection().exportCount(); i++) {
            var export = parsed.exportSection().getExport(i);
            if (export.name().equals(entryPoint) && export.exportType() == ExternalType.FUNCTION) {
                return typeProblem(typeOf(parsed, export.index()));
            }
        }
        return "it exports no function \"" + entryPoint + "\"; name one that it has with --entry-point";
    }

    private String typeProblem(FunctionType type) {
        return type.params().isEmpty() && type.returns().isEmpty()
                ? ""
                : "function \"" + entryPoint + "\" is " + type + "; an entry point takes and returns nothing";
    }

    private static FunctionType typeOf(WasmModule module, int function) {
        int imported = module.importSection().count(ExternalType.FUNCTION);
        if (function >= imported) {
            return module.functionSection().getFunctionType(function - imported, module.typeSection());
        }
        return module.importSection().stream()
                .filter(FunctionImport.class::isInstance)
                .map(FunctionImport.class::cast)
                .skip(function)
                .map(each -> module.typeSection().getType(each.typeIndex()))
                .findFirst()
                .orElseThrow();
    }
}
