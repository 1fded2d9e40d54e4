package org.bacalhau.core.compute.run;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bacalhau.core.compute.ComputeConfig;
import org.bacalhau.core.executor.RunRequest;
import org.bacalhau.core.logs.LogChunk;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.ResultPath;

/**
 * Collects a result: one directory for each result path, which the program fills, and the files {@code stdout}, {@code
 * stderr} and {@code exitCode} (engines-storage-publishers.md §2.5). Confined to the worker.
 */
final class ResultDirectory {
    private static final String STDOUT = "stdout";
    private static final String STDERR = "stderr";
    private static final String EXIT_CODE = "exitCode";
    private static final Set<String> FILES = Set.of(STDOUT, STDERR, EXIT_CODE);
    private static final int LONGEST_NAME = 255;

    private final RunDirectory directory;
    private final List<ResultPath> paths;
    private final ComputeConfig config;
    private final StopSignal stop;

    ResultDirectory(RunDirectory directory, List<ResultPath> paths, ComputeConfig config, StopSignal stop) {
        this.directory = directory;
        this.paths = paths;
        this.config = config;
        this.stop = stop;
    }

    /** Refuses names that would lead out of the result or collide in it. Jobs come from other nodes, checked or not. */
    void checkNames() {
        Set<String> taken = new HashSet<>(FILES);
        for (ResultPath path : paths) {
            String name = path.name();
            boolean oneSegment = !name.isEmpty()
                    && name.length() <= LONGEST_NAME
                    && !name.equals(".")
                    && !name.equals("..")
                    && name.chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
            if (!oneSegment) {
                throw refusal(name, "is not the name of one directory", "use a name without '/'");
            }
            if (!taken.add(name)) {
                throw refusal(name, "is taken", "use a name of its own, and none of stdout, stderr and exitCode");
            }
        }
    }

    private static BacalhauException refusal(String name, String problem, String hint) {
        String shown = Causes.shorten(name).replaceAll("\\p{Cntrl}", "?");
        return BacalhauException.of(ErrorCode.INVALID_ARGUMENT, "result path '" + shown + "' " + problem, hint);
    }

    /** Creates a directory for each result path. */
    List<RunRequest.Output> createOutputs() throws IOException {
        List<RunRequest.Output> outputs = new ArrayList<>(paths.size());
        for (ResultPath path : paths) {
            outputs.add(new RunRequest.Output(path, directory.createOutput(path.name())));
        }
        return outputs;
    }

    /** Refuses a result that is too large, then adds the three files. Returns where it lies. */
    Path complete(OutputLog log, int exitCode) throws IOException, InterruptedException {
        Path results = directory.results();
        byte[] exitCodeText = Integer.toString(exitCode).getBytes(StandardCharsets.US_ASCII);
        ResultSize size = new ResultSize(results, stop);
        for (ResultPath path : paths) {
            size.addTree(results.resolve(path.name()));
        }
        size.add(STDOUT, log.bytes(LogChunk.Stream.STDOUT));
        size.add(STDERR, log.bytes(LogChunk.Stream.STDERR));
        size.add(EXIT_CODE, exitCodeText.length);
        size.check(config);

        Files.createDirectories(results);
        try (OutputStream stdout = create(results.resolve(STDOUT));
                OutputStream stderr = create(results.resolve(STDERR));
                OutputStream exit = create(results.resolve(EXIT_CODE))) {
            log.copyTo(stdout, stderr);
            exit.write(exitCodeText);
        }
        return results;
    }

    private static OutputStream create(Path file) throws IOException {
        // A run that goes on after a restart of the node may have left one.
        Files.deleteIfExists(file);
        return new BufferedOutputStream(
                Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }
}
