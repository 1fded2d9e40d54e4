package org.bacalhau.node.executor.noop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bacalhau.core.executor.RunRequest;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoopExecutorTest {
    @TempDir
    Path work;

    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

    @Test
    void endsWellWithoutOutput() throws Exception {
        assertThat(new NoopExecutor().run(request())).isEqualTo(RunResult.SUCCESS);
        assertThat(stdout.size() + stderr.size()).isZero();
    }

    @Test
    void letsTheHandlerStandInForTheProgram() throws Exception {
        NoopExecutor executor = new NoopExecutor(request -> {
            request.stdout().write("apples".getBytes(StandardCharsets.UTF_8));
            request.stderr().write("oranges".getBytes(StandardCharsets.UTF_8));
            return new RunResult(19);
        });

        assertThat(executor.run(request()).exitCode()).isEqualTo(19);
        assertThat(stdout).hasToString("apples");
        assertThat(stderr).hasToString("oranges");
    }

    @Test
    void passesOnWhatTheHandlerThrows() {
        IOException failure = new IOException("broken");
        NoopExecutor executor = new NoopExecutor(request -> {
            throw failure;
        });

        assertThatThrownBy(() -> executor.run(request())).isSameAs(failure);
    }

    private RunRequest request() {
        return new RunRequest(
                new ExecutionId("e-1"),
                new JobId("j-1"),
                Task.builder("main", SpecConfig.of("noop")).build(),
                Resources.ZERO,
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                work,
                stdout,
                stderr);
    }
}
