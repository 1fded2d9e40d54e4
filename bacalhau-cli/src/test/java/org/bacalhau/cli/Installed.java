package org.bacalhau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command line as it was packaged, in processes of its own. */
final class Installed {
    /** Where the build leaves it. */
    static final Path HOME = Path.of("target", "bacalhau").toAbsolutePath();

    private static final long LONGEST_SECONDS = 120; // for one command on a machine that does much else

    private Installed() {}

    /** What a process did; standard error is part of the output if there was a terminal. */
    record Outcome(int code, String out, String err) {}

    /** Runs a program in a directory, with only these environment variables, to its end. */
    static Outcome run(Path directory, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path err = directory.resolve("stderr");
        Path out = directory.resolve("stdout");
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command))
                .directory(directory.toFile())
                .redirectError(err.toFile())
                .redirectOutput(out.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS))
                    .as("%s has ended", command)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Outcome(process.exitValue(), read(out), read(err));
    }

    private static String read(Path file) throws IOException {
        return java.nio.file.Files.readString(file, StandardCharsets.UTF_8);
    }
}
