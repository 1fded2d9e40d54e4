package org.bacalhau.node.executor.docker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bacalhau.core.model.SpecConfig;
import org.jspecify.annotations.Nullable;

/**
 * Says what a task of the engine {@code docker} runs. For one thread. Keys are those of the original
 * (engines-storage-publishers.md §3.1), so that either side reads what the other wrote.
 */
public final class DockerSpec {
    private final String image;
    private final List<String> entrypoint = new ArrayList<>();
    private final List<String> parameters = new ArrayList<>();
    private final List<String> environment = new ArrayList<>();
    private String workingDirectory = "";

    private DockerSpec(String image) {
        this.image = image;
    }

    /** Starts a spec with an image, such as {@code ubuntu:24.04}. */
    public static DockerSpec of(String image) {
        return new DockerSpec(image);
    }

    /** Replaces the image's entry point. */
    public DockerSpec entrypoint(String... words) {
        entrypoint.addAll(List.of(words));
        return this;
    }

    /** Replaces the image's command: arguments for the entry point, or the program if there is none. */
    public DockerSpec parameters(String... words) {
        parameters.addAll(List.of(words));
        return this;
    }

    /** Adds an environment variable. */
    public DockerSpec environment(String name, String value) {
        environment.add(name + "=" + value);
        return this;
    }

    /** Sets the directory that the program starts in: an absolute path. */
    public DockerSpec workingDirectory(String path) {
        workingDirectory = path;
        return this;
    }

    /** Returns the engine of the task. */
    public SpecConfig build() {
        Map<String, @Nullable Object> params = new LinkedHashMap<>();
        params.put("Image", image);
        params.put("Entrypoint", entrypoint);
        params.put("Parameters", parameters);
        params.put("EnvironmentVariables", environment);
        params.put("WorkingDirectory", workingDirectory);
        return new SpecConfig(DockerExecutor.TYPE, params);
    }
}
