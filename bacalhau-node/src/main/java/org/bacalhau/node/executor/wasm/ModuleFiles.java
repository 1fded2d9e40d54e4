package org.bacalhau.node.executor.wasm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bacalhau.core.executor.RunRequest;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.storage.PreparedInput;
import org.bacalhau.node.executor.wasm.engine.ModuleBinary;
import org.bacalhau.node.executor.wasm.engine.ModuleLookup;
import org.bacalhau.node.executor.wasm.engine.Program;

/** The modules of one run, read when they are needed. For the run's thread. */
final class ModuleFiles implements ModuleLookup {
    private final RunRequest request;
    private final long mostBytes;

    ModuleFiles(RunRequest request, long mostBytes) {
        this.request = request;
        this.mostBytes = mostBytes;
    }

    /** Reads the modules that the task names; the entry module was prepared last. */
    Program.Modules modules() throws IOException {
        List<PreparedInput> prepared = request.engineInputs();
        if (prepared.isEmpty()) {
            throw new IllegalArgumentException("the entry module of " + request.executionId() + " was not prepared");
        }
        int last = prepared.size() - 1;
        List<ModuleBinary> imports = new ArrayList<>(); // as many as the task names
        for (PreparedInput input : prepared.subList(0, last)) {
            imports.add(read("import module", input));
        }
        return new Program.Modules(read("entry module", prepared.get(last)), imports, this);
    }

    /** Finds a module among those the task names and its inputs. An input is read as one only if it is asked for. */
    @Override
    public Optional<ModuleBinary> find(String name) throws IOException {
        for (PreparedInput input : request.engineInputs()) {
            if (isCalled(input, name)) {
                return Optional.of(read("import module", input));
            }
        }
        for (PreparedInput input : request.inputs()) {
            if (isCalled(input, name)) {
                return Optional.of(read("input", input));
            }
        }
        return Optional.empty();
    }

    private static boolean isCalled(PreparedInput input, String name) {
        return !name.isEmpty() && input.input().alias().equals(name);
    }

    private ModuleBinary read(String role, PreparedInput input) throws IOException {
        String alias = input.input().alias();
        String type = input.input().source().type();
        String label = alias.isEmpty() ? role + " (" + type + ")" : role + " \"" + alias + "\" (" + type + ")";
        Path file = fileOf(label, input.source());
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes((int) Math.min(mostBytes + 1, Integer.MAX_VALUE));
            if (bytes.length > mostBytes) {
                throw bad(
                        label + " has more than " + mostBytes + " bytes",
                        "strip it of debugging information, or raise the node's limit (WasmConfig.maxModuleBytes)");
            }
            return new ModuleBinary(label, alias, bytes);
        }
    }

    /** Returns the module's file: what was prepared, or the only file in it if that is a directory. */
    private static Path fileOf(String label, Path source) throws IOException {
        if (!Files.exists(source)) {
            throw bad(label + " is not there any more", "make sure its source still has it");
        }
        if (!Files.isDirectory(source)) {
            return source;
        }
        List<Path> found = new ArrayList<>(); // at most two
        try (DirectoryStream<Path> children = Files.newDirectoryStream(source)) {
            for (Path child : children) {
                found.add(child);
                if (found.size() > 1) {
                    break;
                }
            }
        }
        // A link could lead out of what was prepared.
        if (found.size() != 1 || !Files.isRegularFile(found.get(0), LinkOption.NOFOLLOW_LINKS)) {
            throw bad(
                    label + " is a directory, which must hold exactly one file: the module",
                    "name the module's file itself, or a directory with nothing else in it");
        }
        return found.get(0);
    }

    private static BacalhauException bad(String problem, String remedy) {
        return BacalhauException.of(ErrorCode.BAD_PROGRAM, problem, remedy);
    }
}
