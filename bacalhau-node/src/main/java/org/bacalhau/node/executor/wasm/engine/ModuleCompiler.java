package org.bacalhau.node.executor.wasm.engine;

import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.internal.Compiler;
import com.dylibso.chicory.compiler.internal.CompilerResult;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.AnnotatedInstruction;
import com.dylibso.chicory.wasm.types.CodeSection;
import com.dylibso.chicory.wasm.types.FunctionBody;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;

/** Makes modules of bytes. Without state. */
final class ModuleCompiler {
    private static final FunctionBody NO_BODY = new FunctionBody(List.of(), List.of());
    private static final int FIRST_GC_OPCODE = 0xFB00;
    private static final int LAST_GC_OPCODE = 0xFBFF;
    private static final int COMPONENT_LAYER = 1; // in the binary format's version field

    private ModuleCompiler() {}

    /**
     * Compiles a module. Takes seconds for megabytes and cannot be interrupted.
     *
     * @throws BacalhauException if it is no module that can be run here
     */
    static ReadyModule compile(byte[] bytes) {
        try {
            WasmModule module = parse(bytes);
            refuseUnmetered(module);
            return compile(module);
        } catch (StackOverflowError e) {
            throw bad("its blocks are nested too deeply to be compiled", "build it without such nesting");
        } catch (OutOfMemoryError e) {
            throw BacalhauException.of(
                    ErrorCode.RESOURCE_EXHAUSTED,
                    "the node ran out of heap compiling it",
                    "use a smaller module, or give the node's JVM more heap (-Xmx)");
        }
    }

    private static WasmModule parse(byte[] bytes) {
        try {
            return Parser.builder().withCustomParsers(Map.of()).build().parse(() -> new ByteArrayInputStream(bytes));
        } catch (RuntimeException e) {
            throw bad("is not a valid WebAssembly module: " + e.getMessage(), remedyFor(bytes));
        }
    }

    private static String remedyFor(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(bytes.length, 64), StandardCharsets.ISO_8859_1).strip();
        if (start.startsWith("(") || start.startsWith(";;")) {
            return "this is the text format; assemble it first, say with wat2wasm";
        }
        if (start.startsWith("\0asm") && bytes.length >= 8 && bytes[6] == COMPONENT_LAYER) {
            return "this is a component; build a core module for wasm32-wasi (preview 1) instead";
        }
        if (start.startsWith("\0asm")) {
            return "the file is damaged or uses features this engine lacks; build it for wasm32-wasi (preview 1)";
        }
        return "give the module itself, a file that begins with the bytes 00 61 73 6d";
    }

    /** Objects of the garbage-collection proposal lie in the node's heap, where no limit of a job can count them. */
    private static void refuseUnmetered(WasmModule module) {
        boolean hasObjects = Arrays.stream(module.typeSection().types()).anyMatch(Objects::isNull)
                || Arrays.stream(module.codeSection().functionBodies())
                        .flatMap(body -> body.instructions().stream())
                        .anyMatch(ModuleCompiler::makesObject);
        if (hasObjects) {
            throw bad(
                    "uses objects of the WebAssembly garbage-collection proposal, whose memory cannot be limited",
                    "build it for linear memory (wasm32-wasi)");
        }
    }

    private static boolean makesObject(AnnotatedInstruction instruction) {
        int code = instruction.opcode().opcode();
        return code >= FIRST_GC_OPCODE && code <= LAST_GC_OPCODE;
    }

    private static ReadyModule compile(WasmModule module) {
        try {
            CompilerResult result = Compiler.builder(module)
                    .withInterpreterFallback(InterpreterFallback.SILENT)
                    .withClassCollectorFactory(CompiledClasses::new)
                    .build()
                    .compile();
            // Functions that do not fit into a method of the JVM are interpreted, which needs their bodies.
            WasmModule kept = result.interpretedFunctions().isEmpty() ? withoutBodies(module) : module;
            return new ReadyModule(kept, ((CompiledClasses) result.collector()).machineFactory());
        } catch (RuntimeException e) {
            throw bad("cannot be compiled: " + e.getMessage(), "build it for wasm32-wasi (preview 1)");
        }
    }

    private static WasmModule withoutBodies(WasmModule module) {
        CodeSection.Builder code =
                CodeSection.builder().setRequiresDataCount(module.codeSection().isRequiresDataCount());
        for (int i = 0; i < module.codeSection().functionBodyCount(); i++) {
            code.addFunctionBody(NO_BODY);
        }
        WasmModule.Builder copy = WasmModule.builder()
                .withValidation(false)
                .setTypeSection(module.typeSection())
                .setImportSection(module.importSection())
                .setFunctionSection(module.functionSection())
                .setTableSection(module.tableSection())
                .setGlobalSection(module.globalSection())
                .setExportSection(module.exportSection())
                .setElementSection(module.elementSection())
                .setCodeSection(code.build())
                .setDataSection(module.dataSection());
        module.memorySection().ifPresent(copy::setMemorySection);
        module.startSection().ifPresent(copy::setStartSection);
        module.dataCountSection().ifPresent(copy::setDataCountSection);
        module.tagSection().ifPresent(copy::setTagSection);
        return copy.build();
    }

    private static BacalhauException bad(String problem, String remedy) {
        return BacalhauException.of(ErrorCode.BAD_PROGRAM, problem, remedy);
    }
}
