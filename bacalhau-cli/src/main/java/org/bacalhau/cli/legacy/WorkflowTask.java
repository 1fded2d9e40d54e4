package org.bacalhau.cli.legacy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.jspecify.annotations.Nullable;

/** Reads the task of a workflow: {@code with} an image or a module {@code do} something. Stateless. */
final class WorkflowTask {
    private static final String TASK_NAME = "main";
    private static final String IPFS = "ipfs://";

    private WorkflowTask() {}

    static Task read(Part file) {
        Part inputs = file.part("inputs");
        String action = file.text("do");
        SpecConfig engine = switch (action.toLowerCase(Locale.ROOT)) {
            case "docker/run" -> docker(file.text("with"), inputs);
            case "wasm32-wasi/run", "wasm/run" -> wasm(file.text("with"), inputs);
            default -> {
                file.fault("do", action, "is nothing that nodes do", "use docker/run or wasm32-wasi/run");
                yield SpecConfig.of("noop");
            }
        };
        Task.Builder task = Task.builder(TASK_NAME, engine);
        inputs.textMap("mounts").forEach((path, source) -> task.input(mount(inputs, path, source)));
        if (OldPublisher.read(file.part("meta").part("bacalhau/config")).isNone()) {
            return task.build();
        }
        inputs.textMap("outputs").forEach(task::output);
        return task.build();
    }

    private static SpecConfig docker(String image, Part inputs) {
        Map<String, @Nullable Object> params = new TreeMap<>();
        List<String> variables = inputs.textMap("env").entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList();
        params.put("Image", image);
        params.put("Entrypoint", inputs.has("entrypoint") ? inputs.texts("entrypoint") : null);
        params.put("Parameters", inputs.has("parameters") ? inputs.texts("parameters") : null);
        params.put("EnvironmentVariables", variables.isEmpty() ? null : variables);
        params.put("WorkingDirectory", inputs.text("workdir"));
        return new SpecConfig("docker", params);
    }

    private static SpecConfig wasm(String module, Part inputs) {
        String cid = module.startsWith(IPFS) ? module.substring(IPFS.length()) : module;
        Map<String, @Nullable Object> params = new TreeMap<>();
        params.put(
                "EntryModule",
                Map.of(
                        "Source",
                        Map.of("Type", "ipfs", "Params", Map.of("CID", cid)),
                        "Alias",
                        IPFS + cid,
                        "Target",
                        ""));
        params.put("Entrypoint", inputs.has("entrypoint") ? inputs.text("entrypoint") : "_start");
        params.put("Parameters", inputs.texts("parameters"));
        params.put("EnvironmentVariables", inputs.textMap("env"));
        return new SpecConfig("wasm", params);
    }

    private static InputSource mount(Part inputs, String path, String source) {
        String lower = source.toLowerCase(Locale.ROOT);
        if (lower.startsWith("http://") || lower.startsWith("https://")) {
            return new InputSource(new SpecConfig("urlDownload", Map.of("URL", source)), source, path);
        }
        if (lower.contains("://") && !lower.startsWith(IPFS)) {
            inputs.fault("mounts." + path, source, "is no source of a task", "use ipfs://CID or an address of the web");
        }
        String cid = lower.startsWith(IPFS) ? source.substring(IPFS.length()) : source;
        return new InputSource(new SpecConfig("ipfs", Map.of("CID", cid)), IPFS + cid, path);
    }
}
