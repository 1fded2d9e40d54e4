package org.bacalhau.core.executor;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.model.ResultPath;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.storage.PreparedInput;

/**
 * What an engine is asked to run. Immutable but for its streams.
 *
 * @param executionId names the run; unique for ever
 * @param jobId the job it belongs to
 * @param task the task
 * @param resources what the run may use: the node's defaults are filled in
 * @param inputs the task's inputs, in its order
 * @param engineInputs the engine's own inputs, in the order of {@link Executor#engineInputs}
 * @param outputs for each result path of the task, the existing empty directory that collects it
 * @param environment variables for the program: the task's, and those the node sets
 * @param workDirectory a directory for the engine's own files, removed after the run; it does not exist until the engine
 *     asks for {@link #createWorkDirectory}, so that a run without files leaves the disk alone
 * @param stdout takes the program's standard output; writing never blocks for long, and throws once the node's cap on
 *     output is passed
 * @param stderr takes the program's standard error, likewise
 */
public record RunRequest(
        ExecutionId executionId,
        JobId jobId,
        Task task,
        Resources resources,
        List<PreparedInput> inputs,
        List<PreparedInput> engineInputs,
        List<Output> outputs,
        Map<String, String> environment,
        Path workDirectory,
        OutputStream stdout,
        OutputStream stderr) {

    /**
     * A directory that collects part of the result.
     *
     * @param resultPath what the task calls it
     * @param directory where it is on the node
     */
    public record Output(ResultPath resultPath, Path directory) {}

    public RunRequest {
        inputs = List.copyOf(inputs);
        engineInputs = List.copyOf(engineInputs);
        outputs = List.copyOf(outputs);
        environment = Map.copyOf(environment);
    }

    /** Returns {@link #workDirectory}, which exists now. May be called any number of times. */
    public Path createWorkDirectory() throws IOException {
        return Files.createDirectories(workDirectory);
    }
}
