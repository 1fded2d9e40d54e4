package org.bacalhau.node.executor.docker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.executor.RunRequest;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.NetworkConfig;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.model.ResultPath;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.storage.PreparedInput;

/** A run in a container as a test wants it. For one thread, but for its output. */
final class DockerRun {
    private static final SpecConfig SOURCE = SpecConfig.of("test");

    private final Path directory;
    private final SpecConfig engine;
    private final ExecutionId id = new ExecutionId("e-" + UUID.randomUUID());
    private final List<PreparedInput> inputs = new ArrayList<>();
    private final List<RunRequest.Output> outputs = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    private OutputStream stdoutTarget = stdout;
    private OutputStream stderrTarget = stderr;
    private Resources resources = Resources.of(1_000, 256L << 20, 1L << 30, 0);
    private NetworkConfig network = NetworkConfig.NONE;

    private DockerRun(Path directory, SpecConfig engine) {
        this.directory = directory;
        this.engine = engine;
    }

    /** Starts a run of this spec. */
    static DockerRun of(Path directory, DockerSpec spec) {
        return new DockerRun(directory, spec.build());
    }

    /** Starts a run of a shell script in busybox. */
    static DockerRun script(Path directory, String text) {
        return of(directory, DockerSpec.of(TestImages.busybox()).entrypoint("sh", "-c", text));
    }

    ExecutionId id() {
        return id;
    }

    DockerRun input(Path source, String target) {
        inputs.add(PreparedInput.readOnly(new InputSource(SOURCE, "", target), source));
        return this;
    }

    DockerRun output(String name, String path) throws IOException {
        outputs.add(new RunRequest.Output(new ResultPath(name, path), Files.createDirectories(result(name))));
        return this;
    }

    DockerRun variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    DockerRun resources(Resources wanted) {
        resources = wanted;
        return this;
    }

    DockerRun network(NetworkConfig wanted) {
        network = wanted;
        return this;
    }

    /** Sends both output streams elsewhere. */
    DockerRun outputTo(OutputStream out, OutputStream err) {
        stdoutTarget = out;
        stderrTarget = err;
        return this;
    }

    /** Runs it and returns the exit code. */
    int on(Executor executor) throws IOException, InterruptedException {
        return executor.run(request()).exitCode();
    }

    private RunRequest request() {
        Task task = Task.builder("main", engine).network(network).build();
        return new RunRequest(
                id,
                new JobId("j-test"),
                task,
                resources,
                inputs,
                List.of(),
                outputs,
                environment,
                directory.resolve("work"),
                stdoutTarget,
                stderrTarget);
    }

    String stdout() {
        return stdout.toString(StandardCharsets.UTF_8);
    }

    String stderr() {
        return stderr.toString(StandardCharsets.UTF_8);
    }

    /** Returns what it wrote to an output. */
    Path result(String name) {
        return directory.resolve("result-" + id.value()).resolve(name);
    }
}
