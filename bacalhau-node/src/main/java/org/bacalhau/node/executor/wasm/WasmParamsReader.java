package org.bacalhau.node.executor.wasm;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.SpecConfig;
import org.jspecify.annotations.Nullable;

/** Reads parameters, which come from anywhere and may be of any type, and collects what is wrong. For one use. */
final class WasmParamsReader {
    private static final int MOST_IMPORTS = 100;
    private static final int MOST_PARAMETERS = 10_000;
    private static final String SOURCE_REMEDY = "give {\"Source\": {\"Type\": …, \"Params\": {…}}}, as for an input";

    private final SpecConfig engine;
    private final List<Fault> faults = new ArrayList<>(); // bounded by MOST_IMPORTS and MOST_PARAMETERS
    private final Set<String> aliases = new HashSet<>(); // likewise

    WasmParamsReader(SpecConfig engine) {
        this.engine = engine;
    }

    WasmParams read() {
        List<InputSource> imports = importModules();
        Optional<InputSource> entry = entryModule();
        return new WasmParams(entry, imports, entryPoint(), parameters(), environment(), faults);
    }

    private void fault(String path, @Nullable Object value, String problem, String remedy) {
        faults.add(new Fault("Params." + path, value == null ? "" : String.valueOf(value), problem, remedy));
    }

    private Optional<InputSource> entryModule() {
        Object value = engine.param("EntryModule");
        if (value == null) {
            fault("EntryModule", null, "invalid wasm engine entry module. cannot be nil", SOURCE_REMEDY);
            return Optional.empty();
        }
        return inputSource("EntryModule", value);
    }

    private List<InputSource> importModules() {
        List<InputSource> modules = new ArrayList<>();
        List<?> values = list("ImportModules", engine.param("ImportModules"), MOST_IMPORTS);
        for (int i = 0; i < values.size(); i++) {
            inputSource("ImportModules[" + i + "]", values.get(i)).ifPresent(modules::add);
        }
        return modules;
    }

    private Optional<InputSource> inputSource(String path, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            fault(path, value, "is no input source", SOURCE_REMEDY);
            return Optional.empty();
        }
        String alias = text(path + ".Alias", field(map, "Alias"));
        String target = text(path + ".Target", field(map, "Target"));
        if (!alias.isBlank() && !aliases.add(alias.trim())) {
            fault(path + ".Alias", alias, "another module has this alias", "give each module an alias of its own");
        }
        if (!(field(map, "Source") instanceof Map<?, ?> source)) {
            fault(path + ".Source", field(map, "Source"), "the module has no source", SOURCE_REMEDY);
            return Optional.empty();
        }
        String type = text(path + ".Source.Type", field(source, "Type"));
        if (type.isBlank()) {
            fault(path + ".Source.Type", null, "the source has no type", "set it, say to inline, urlDownload or s3");
            return Optional.empty();
        }
        SpecConfig spec = new SpecConfig(type, params(path + ".Source.Params", field(source, "Params")));
        return Optional.of(new InputSource(spec, alias, target));
    }

    private Map<String, @Nullable Object> params(String path, @Nullable Object value) {
        Map<String, @Nullable Object> params = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, entry) -> params.put(Objects.toString(key), entry));
        } else if (value != null) {
            fault(path, value, "is no map of parameters", "write {\"Name\": value, …}");
        }
        return params;
    }

    private String entryPoint() {
        Object value = engine.param("EntryPoint"); // also matches Entrypoint
        String entryPoint = text("EntryPoint", value);
        return entryPoint.isBlank() ? WasmParams.DEFAULT_ENTRY_POINT : entryPoint;
    }

    private List<String> parameters() {
        List<String> parameters = new ArrayList<>();
        List<?> values = list("Parameters", engine.param("Parameters"), MOST_PARAMETERS);
        for (int i = 0; i < values.size(); i++) {
            String path = "Parameters[" + i + "]";
            String value = text(path, values.get(i));
            refuseNul(path, value);
            parameters.add(value);
        }
        return parameters;
    }

    private Map<String, String> environment() {
        Object value = engine.param("EnvironmentVariables");
        Map<String, String> environment = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, entry) -> addVariable(environment, Objects.toString(key), entry));
        } else if (value != null) {
            fault("EnvironmentVariables", value, "is no map of variables", "write {\"NAME\": \"value\", …}");
        }
        return environment;
    }

    private void addVariable(Map<String, String> environment, String name, @Nullable Object entry) {
        String path = "EnvironmentVariables." + name;
        String value = text(path, entry);
        if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
            fault(path, name, "is no name of a variable", "use a name without \"=\" and NUL");
        }
        refuseNul(path, value);
        environment.put(name, value);
    }

    private void refuseNul(String path, String value) {
        if (value.indexOf('\0') >= 0) {
            fault(path, value.replace('\0', '␀'), "has a character NUL, which ends a C string", "remove it");
        }
    }

    /** Returns a text; empty if it is missing. Numbers and truth values are taken as written, as YAML makes them. */
    private String text(String path, @Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        fault(path, value, "is no text", "write one text in quotes");
        return "";
    }

    private List<?> list(String path, @Nullable Object value, int most) {
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            fault(path, value, "is no list", "write […]");
            return List.of();
        }
        if (list.size() > most) {
            fault(path, list.size(), "has too many entries", "use at most " + most);
            return List.of();
        }
        return list;
    }

    /** Returns a field whatever the case of its name (engines-storage-publishers.md §1.3). */
    private static @Nullable Object field(Map<?, ?> map, String name) {
        Object exact = map.get(name);
        if (exact != null) {
            return exact;
        }
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (Objects.toString(entry.getKey()).toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                return entry.getValue();
            }
        }
        return null;
    }
}
