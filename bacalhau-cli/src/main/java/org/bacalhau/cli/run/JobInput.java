package org.bacalhau.cli.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.client.api.ApiJob;
import org.bacalhau.client.api.JobFiles;
import org.bacalhau.client.api.JobSubmissions;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Timeouts;

/**
 * The text of a job file. Immutable.
 *
 * @param name what errors call it
 * @param text what is in it
 */
record JobInput(String name, String text) {
    /** The name of standard input on the command line. */
    static final String STANDARD_INPUT = "-";

    /** Reads a file, or standard input. */
    static JobInput read(Session session, String file) throws IOException {
        boolean standard = file.equals(STANDARD_INPUT);
        if (standard && session.terminal().input()) {
            session.err().println("Reading the job from the terminal; Ctrl-D ends it.");
        }
        String name = standard ? "standard input" : file;
        byte[] bytes = standard
                ? session.surroundings().in().readNBytes(JobFiles.LONGEST + 1)
                : readFile(session.surroundings().path(file), file);
        if (bytes.length > JobFiles.LONGEST) {
            throw BacalhauException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    name + " is larger than " + JobFiles.LONGEST + " bytes",
                    "bring large data in by an input source");
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.isBlank()) {
            throw BacalhauException.of(
                    ErrorCode.INVALID_ARGUMENT, name + " is empty", "write a job into it, or name a file that has one");
        }
        return new JobInput(name, text);
    }

    private static byte[] readFile(Path path, String name) throws IOException {
        try {
            if (Files.isDirectory(path)) {
                throw BacalhauException.of(
                        ErrorCode.INVALID_ARGUMENT, name + " is a directory", "name a job file in YAML or JSON");
            }
            return Files.size(path) > JobFiles.LONGEST ? new byte[JobFiles.LONGEST + 1] : Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            throw BacalhauException.of(ErrorCode.INVALID_ARGUMENT, "there is no file " + name, "check the path");
        }
    }

    /**
     * Returns the job that a text holds.
     *
     * @param filled the text, with templates filled in
     */
    ApiJob job(String filled) {
        return JobFiles.check(filled);
    }

    /** Returns what the network will ignore of a job. */
    static List<String> warningsOf(ApiJob job) {
        return JobSubmissions.read(job, Timeouts.NONE).warnings();
    }
}
