package org.bacalhau.node.executor.noop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bacalhau.core.executor.RunRequest;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.testing.Jobs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoopExecutorTest {
    @TempDir
    private Path work;

    @Test
    void endsWellWithoutOutputUnlessToldOtherwise() throws Exception {
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        RunRequest request = new RunRequest(
                Jobs.executionId(1),
                Jobs.jobId(1),
                Jobs.task(),
                Resources.ZERO,
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                work,
                stdout,
                stderr);

        assertThat(new NoopExecutor().run(request)).isEqualTo(RunResult.SUCCESS);
        assertThat(stdout.size() + stderr.size()).isZero();
    }
}
