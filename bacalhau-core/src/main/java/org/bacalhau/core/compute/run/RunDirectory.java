package org.bacalhau.core.compute.run;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.ExecutionId;

/**
 * The directory of one execution. Nothing in it exists before it is asked for, so an execution that needs no files leaves
 * the disk alone. Safe for any thread, but {@link #clear} and {@link #remove} come first and last.
 */
final class RunDirectory {
    /** Where leftovers are put to be removed; no execution can have this name. */
    static final String SWEPT = ".swept";

    // Ids come from other nodes: one that begins with a dot or holds a separator would lead elsewhere.
    private static final Pattern SAFE_ID = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,199}");

    private final Path path;
    private final Consumer<Throwable> faults;

    /**
     * Names the directory of an execution.
     *
     * @throws BacalhauException if the id cannot be the name of a directory
     */
    RunDirectory(Path root, ExecutionId id, Consumer<Throwable> faults) {
        if (!SAFE_ID.matcher(id.value()).matches()) {
            throw BacalhauException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "execution id " + Causes.shorten(id.value()) + " cannot be the name of a directory",
                    "use letters, digits, '-', '_' and '.', at most 200 of them");
        }
        this.path = root.resolve(id.value());
        this.faults = faults;
    }

    /** Creates a new directory for the input of this number. */
    Path createInput(String number) throws IOException {
        Path inputs = Files.createDirectories(path.resolve("inputs"));
        for (int i = 1; ; i++) {
            try {
                return Files.createDirectory(inputs.resolve(i == 1 ? number : number + "-" + i));
            } catch (FileAlreadyExistsException e) {
                // Left by an earlier run that the engine continues, and perhaps in use: take the next.
                continue;
            }
        }
    }

    /** Names the engine's directory, which the engine creates if it wants it. */
    Path engine() {
        return path.resolve("engine");
    }

    /** Names the directory of the result, which may not exist. */
    Path results() {
        return path.resolve("results");
    }

    /** Creates the directory that collects one result path. */
    Path createOutput(String name) throws IOException {
        return Files.createDirectories(results().resolve(name));
    }

    /** Names the file that takes output which does not fit in memory; its directory exists. */
    Path outputFile() throws IOException {
        return Files.createDirectories(path).resolve("output.log");
    }

    /** Removes what an earlier run of the same execution left. */
    void clear() {
        remove();
    }

    /** Removes everything; what cannot be removed is told to whom it may concern. */
    void remove() {
        // Many executions have no files, and this is the cheapest way to know.
        if (path.toFile().exists()) {
            TreeRemoval.remove(path, faults);
        }
    }
}
