package org.bacalhau.cli.legacy;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.bacalhau.core.model.SpecConfig;
import org.jspecify.annotations.Nullable;

/** Reads the engine of old jobs, which stands in a part of its own for each kind, or in {@code EngineSpec}. Stateless. */
final class OldEngine {
    private OldEngine() {}

    static SpecConfig read(Part spec) {
        Part newer = spec.part("EngineSpec");
        if (newer.has("Type")) {
            return new SpecConfig(
                    newer.text("Type").toLowerCase(Locale.ROOT),
                    newer.part("Params").asIs());
        }
        String kind = spec.text("Engine");
        String guessed = kind.isEmpty() && spec.has("Docker") ? "docker" : kind;
        return switch (guessed.toLowerCase(Locale.ROOT)) {
            case "docker" -> docker(spec.part("Docker"));
            case "wasm" -> wasm(spec.part("Wasm"));
            case "noop" -> SpecConfig.of("noop");
            default -> {
                spec.fault(
                        "Engine",
                        kind,
                        kind.isEmpty() ? "is missing" : "is no engine that old jobs know",
                        "use Docker or Wasm, or name any other in EngineSpec");
                yield SpecConfig.of("noop");
            }
        };
    }

    private static SpecConfig docker(Part docker) {
        Map<String, @Nullable Object> params = new TreeMap<>();
        params.put("Image", docker.text("Image"));
        params.put("Entrypoint", orNull(docker, "Entrypoint"));
        params.put("Parameters", orNull(docker, "Parameters"));
        params.put("EnvironmentVariables", orNull(docker, "EnvironmentVariables"));
        params.put("WorkingDirectory", docker.text("WorkingDirectory"));
        return new SpecConfig("docker", params);
    }

    private static @Nullable Object orNull(Part part, String key) {
        return part.has(key) ? part.texts(key) : null;
    }

    private static SpecConfig wasm(Part wasm) {
        Map<String, @Nullable Object> params = new TreeMap<>();
        String entryPoint = wasm.text("EntryPoint");
        params.put("EntryModule", OldStorage.module(wasm.part("EntryModule")));
        params.put("Entrypoint", entryPoint.isEmpty() ? "_start" : entryPoint);
        params.put("Parameters", wasm.texts("Parameters"));
        params.put("EnvironmentVariables", wasm.textMap("EnvironmentVariables"));
        params.put(
                "ImportModules",
                wasm.parts("ImportModules").stream().map(OldStorage::module).toList());
        return new SpecConfig("wasm", params);
    }
}
