package org.bacalhau.node.executor.wasm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bacalhau.core.model.SpecConfig;
import org.jspecify.annotations.Nullable;

/**
 * Says what a task of the engine {@code wasm} runs. For one thread. Keys are those of the original
 * (engines-storage-publishers.md §4.1), so that either side reads what the other wrote.
 */
public final class WasmSpec {
    private final SpecConfig entryModule;
    private final List<String> parameters = new ArrayList<>();
    private final Map<String, String> environment = new TreeMap<>();
    private final List<Map<String, @Nullable Object>> importModules = new ArrayList<>();
    private String entryPoint = WasmParams.DEFAULT_ENTRY_POINT;

    private WasmSpec(SpecConfig entryModule) {
        this.entryModule = entryModule;
    }

    /** Starts a spec whose program comes from this source, of any type the node has. */
    public static WasmSpec of(SpecConfig entryModule) {
        return new WasmSpec(entryModule);
    }

    /** Sets the function to call; {@code _start} unless said. */
    public WasmSpec entryPoint(String function) {
        entryPoint = function;
        return this;
    }

    /** Adds arguments for the program. */
    public WasmSpec parameters(String... values) {
        parameters.addAll(List.of(values));
        return this;
    }

    /** Adds an environment variable. */
    public WasmSpec environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Adds a module that others import under the name {@code alias}. */
    public WasmSpec importModule(String alias, SpecConfig source) {
        importModules.add(input(source, alias));
        return this;
    }

    /** Returns the engine of the task. */
    public SpecConfig build() {
        Map<String, @Nullable Object> params = new LinkedHashMap<>();
        params.put("EntryModule", input(entryModule, ""));
        params.put("EntryPoint", entryPoint);
        params.put("Parameters", parameters);
        params.put("EnvironmentVariables", environment);
        params.put("ImportModules", importModules);
        return new SpecConfig(WasmExecutor.TYPE, params);
    }

    private static Map<String, @Nullable Object> input(SpecConfig source, String alias) {
        return Map.of("Source", Map.of("Type", source.type(), "Params", source.params()), "Alias", alias, "Target", "");
    }
}
