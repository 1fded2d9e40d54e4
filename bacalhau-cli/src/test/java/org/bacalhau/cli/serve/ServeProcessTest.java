package org.bacalhau.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process, which a signal ends. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no SIGTERM")
class ServeProcessTest {
    @TempDir
    private Path directory;

    @Test
    @Timeout(120)
    void sigtermEndsItCleanlyWithZero() throws Exception {
        Process process = start("serve", "--data-dir", "data", "--port", "0");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String ready = out.readLine();
            assertThat(ready).as(() -> errors()).contains(" is ready: http://127.0.0.1:");
            URI node = URI.create(ready.replaceAll(".* ", ""));
            assertThat(RunningCommand.runJob(node, "noop")).isEqualTo("Completed");

            process.toHandle().destroy(); // unlike the process itself, leaves its output open

            assertThat(process.waitFor(RunningCommand.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(process.exitValue()).as(() -> errors()).isZero();
            assertThat(out.readLine()).isNull();
        } finally {
            process.destroyForcibly();
        }
        assertThat(errors()).endsWith("Stopping.\n");
        try (Stream<Path> left = Files.list(directory.resolve("data"))) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "repo.version",
                            "node.lock",
                            "node.json",
                            "user_id.pem",
                            "results.key",
                            "orchestrator_store",
                            "compute_store",
                            "executor_storages");
        }
    }

    private Process start(String... arguments) throws java.io.IOException {
        List<String> line = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.bacalhau.cli.Main"));
        line.addAll(List.of(arguments));
        return new ProcessBuilder(line)
                .directory(directory.toFile())
                .redirectError(directory.resolve("errors").toFile())
                .start();
    }

    private String errors() {
        try {
            return Files.readString(directory.resolve("errors"));
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }
}
