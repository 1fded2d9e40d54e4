package org.bacalhau.node.executor.wasm.engine;

import com.dylibso.chicory.runtime.ImportFunction;
import com.dylibso.chicory.runtime.ImportGlobal;
import com.dylibso.chicory.runtime.ImportMemory;
import com.dylibso.chicory.runtime.ImportTable;
import com.dylibso.chicory.runtime.ImportTag;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.TableInstance;
import com.dylibso.chicory.wasm.UnlinkableException;
import com.dylibso.chicory.wasm.types.Export;
import com.dylibso.chicory.wasm.types.ExternalType;
import com.dylibso.chicory.wasm.types.Import;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.Table;
import com.dylibso.chicory.wasm.types.TableLimits;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;

/**
 * Instantiates the modules of one run, each once, and connects them. For the run's thread.
 *
 * <p>A namespace that a module imports from is, in this order: a module instantiated already under that alias, WASI, or a
 * module that the lookup finds (engines-storage-publishers.md §4.3).
 */
final class Linker {
    private final ModuleCache cache;
    private final ModuleLookup lookup;
    private final HostFunctions wasi;
    private final MemoryBudget budget;
    private final Map<String, Instance> instances = new HashMap<>(); // by alias; bounded by the task's inputs
    private final Set<String> begun = new HashSet<>(); // likewise

    Linker(ModuleCache cache, ModuleLookup lookup, HostFunctions wasi, MemoryBudget budget) {
        this.cache = cache;
        this.lookup = lookup;
        this.wasi = wasi;
        this.budget = budget;
    }

    /** Instantiates a module unless one of its alias is. */
    void require(ModuleBinary binary) throws IOException, InterruptedException {
        if (binary.alias().isEmpty() || !instances.containsKey(binary.alias())) {
            instantiate(binary);
        }
    }

    /**
     * Instantiates a module, after those it imports from; runs its start section.
     *
     * @throws BacalhauException if it cannot be compiled or linked
     */
    Instance instantiate(ModuleBinary binary) throws IOException, InterruptedException {
        ReadyModule ready = cache.get(binary);
        if (!binary.alias().isEmpty() && !begun.add(binary.alias())) {
            throw bad(
                    binary.label() + " imports from itself, through the modules it imports from",
                    "modules cannot import from each other in a circle; link them into one");
        }
        ImportValues imports = importsOf(binary, ready);
        try {
            Instance instance = Instance.builder(ready.module())
                    .withImportValues(imports)
                    .withMachineFactory(ready.machines())
                    .withMemoryFactory(this::memory)
                    .withTableFactory(this::table)
                    .withStart(false)
                    .build();
            if (!binary.alias().isEmpty()) {
                instances.put(binary.alias(), instance);
            }
            return instance;
        } catch (UnlinkableException e) {
            throw bad(
                    binary.label() + " cannot be linked: " + e.getMessage(),
                    "build it against the modules it is given, and for WASI preview 1");
        }
    }

    private ImportValues importsOf(ModuleBinary binary, ReadyModule ready) throws IOException, InterruptedException {
        ImportValues.Builder values = ImportValues.builder();
        var section = ready.module().importSection();
        for (int i = 0; i < section.importCount(); i++) {
            Import wanted = section.getImport(i);
            if (wanted.module().equals(HostFunctions.MODULE) && !instances.containsKey(wanted.module())) {
                values.addFunction(wasiFunction(binary, wanted));
            } else {
                addExport(values, binary, wanted, provider(binary, wanted));
            }
        }
        return values.build();
    }

    private ImportFunction wasiFunction(ModuleBinary binary, Import wanted) {
        Optional<ImportFunction> found =
                wanted.importType() == ExternalType.FUNCTION ? wasi.find(wanted.name()) : Optional.empty();
        return found.orElseThrow(() -> bad(
                binary.label() + " imports " + describe(wanted) + ", which WASI preview 1 does not have",
                "build it for wasm32-wasi (preview 1)"));
    }

    private Instance provider(ModuleBinary binary, Import wanted) throws IOException, InterruptedException {
        Instance known = instances.get(wanted.module());
        if (known != null) {
            return known;
        }
        Optional<ModuleBinary> found = lookup.find(wanted.module());
        if (found.isPresent()) {
            return instantiate(found.get());
        }
        throw bad(
                binary.label() + " imports " + describe(wanted) + ", but there is no module of that name",
                "add a module with the Alias \"" + wanted.module()
                        + "\" to ImportModules or the task's InputSources; only " + HostFunctions.MODULE
                        + " is built in");
    }

    private static void addExport(ImportValues.Builder values, ModuleBinary binary, Import wanted, Instance from) {
        Export export = exportOf(from, wanted)
                .orElseThrow(() -> bad(
                        binary.label() + " imports " + describe(wanted) + ", which that module does not export",
                        "give a module that does, or build against the one given"));
        String module = wanted.module();
        String name = wanted.name();
        switch (export.exportType()) {
            case FUNCTION -> values.addFunction(ImportFunction.exportAsImport(module, name, from, name));
            case TABLE -> values.addTable(new ImportTable(module, name, from.table(export.index())));
            case MEMORY -> values.addMemory(new ImportMemory(module, name, from.memory(export.index())));
            case GLOBAL -> values.addGlobal(new ImportGlobal(module, name, from.global(export.index())));
            case TAG -> values.addTag(new ImportTag(module, name, from.tag(export.index())));
        }
    }

    private static Optional<Export> exportOf(Instance instance, Import wanted) {
        var section = instance.module().exportSection();
        for (int i = 0; i < section.exportCount(); i++) {
            Export export = section.getExport(i);
            if (export.name().equals(wanted.name()) && export.exportType() == wanted.importType()) {
                return Optional.of(export);
            }
        }
        return Optional.empty();
    }

    private Memory memory(MemoryLimits limits) {
        if (limits.shared()) {
            throw bad("the module wants memory shared between threads", "build it without threads");
        }
        return new LinearMemory(budget, limits);
    }

    /** Makes a table with limits of its own: the runtime changes those of the module when a table grows. */
    private TableInstance table(Table declared, int initialValue) {
        long least = declared.limits().min();
        long most = Math.min(declared.limits().max(), least + budget.takeEntries(least));
        return new TableInstance(new Table(declared.elementType(), new TableLimits(least, most)), initialValue);
    }

    private static String describe(Import wanted) {
        return "\"" + wanted.name() + "\" from \"" + wanted.module() + "\"";
    }

    private static BacalhauException bad(String problem, String remedy) {
        return BacalhauException.of(ErrorCode.BAD_PROGRAM, problem, remedy);
    }
}
