package org.bacalhau.node.executor.docker;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Docker's own client, which tells independently of our code what the engine has. Without state. */
final class DockerCli {
    private DockerCli() {}

    /** Runs {@code docker} with these words and returns what it prints. */
    static String run(String... words) {
        return run(new byte[0], words);
    }

    /** Likewise, with this standard input. */
    static String run(byte[] input, String... words) {
        Result result = attempt(input, words);
        if (result.exitCode != 0) {
            throw new AssertionError("docker " + String.join(" ", words) + " failed: " + result.output);
        }
        return result.output;
    }

    /** Tells whether {@code docker} with these words succeeds. */
    static boolean succeeds(String... words) {
        return attempt(new byte[0], words).exitCode == 0;
    }

    /** Returns the names of containers that have this text in their name, in whatever state. */
    static List<String> containers(String namePart) {
        return run("ps", "--all", "--no-trunc", "--filter", "name=" + namePart, "--format", "{{.Names}}")
                .lines()
                .toList();
    }

    private record Result(int exitCode, String output) {}

    private static Result attempt(byte[] input, String... words) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(words));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(input);
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output.strip());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
