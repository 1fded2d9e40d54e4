package org.bacalhau.node.executor.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.node.executor.docker.engine.EngineAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine goes away, or hangs, while the node wants something of it. */
@RequiresDocker
class DockerOutageTest {
    private static final Duration ANSWER = Duration.ofSeconds(5);

    @TempDir
    private Path directory;

    private EngineGate gate;

    @BeforeEach
    void open() throws IOException {
        gate = EngineGate.open();
        TestImages.busybox();
    }

    @AfterEach
    void close() {
        gate.close();
    }

    private DockerExecutor executor(Duration patience) throws IOException {
        DockerConfig usual = DockerConfig.DEFAULT;
        return DockerExecutor.create(new DockerConfig(
                new EngineAddress(gate.address(), ANSWER, ANSWER),
                usual.containers(),
                usual.images(),
                usual.stopGrace(),
                patience,
                usual.logBytes()));
    }

    private DockerRun waiting() throws IOException {
        return DockerRun.script(
                        directory, "echo begun; while [ ! -e /out/go ]; do sleep 0.1; done; echo went on; exit 4")
                .output("out", "/out");
    }

    private static void letGoOn(DockerRun run) throws IOException {
        assertThat(run.result("out").resolve("go").toFile().createNewFile()).isTrue();
    }

    @Test
    void isNotOfferedWhileTheEngineIsAway() throws IOException {
        try (DockerExecutor executor = executor(Duration.ofMinutes(1))) {
            gate.cut();
            assertThat(executor.isAvailable()).isFalse();
            gate.fallSilent();
            assertThat(executor.isAvailable()).isFalse();
            gate.heal();
            assertThat(executor.isAvailable()).isTrue();
        }
    }

    @Test
    void saysThatTheEngineCannotBeReached() throws IOException {
        try (DockerExecutor executor = executor(Duration.ofMinutes(1))) {
            gate.cut();
            assertThatThrownBy(() -> waiting().on(executor))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the Docker engine at tcp://127.0.0.1:");
        }
    }

    @Test
    void goesOnWhereItWasWhenTheEngineIsBack() throws IOException {
        try (DockerExecutor executor = executor(Duration.ofMinutes(1))) {
            DockerRun run = waiting();
            BackgroundRun background = BackgroundRun.start(run, executor).untilPrinted("begun");
            gate.cut();
            letGoOn(run);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> DockerCli.run(
                                    "ps",
                                    "--all",
                                    "--filter",
                                    "name=" + run.id().value())
                            .contains("Exited"));
            gate.heal();

            assertThat(background.exitCode()).isEqualTo(4);
            assertThat(run.stdout()).isEqualTo("begun\nwent on\n");
            assertThat(DockerCli.containers(run.id().value())).isEmpty();
        }
    }

    @Test
    void goesOnWhenTheEngineNoLongerHangs() throws IOException {
        try (DockerExecutor executor = executor(Duration.ofMinutes(1))) {
            DockerRun run = waiting();
            BackgroundRun background = BackgroundRun.start(run, executor).untilPrinted("begun");
            gate.fallSilent();
            assertThat(executor.isAvailable()).isFalse();
            gate.heal();
            letGoOn(run);

            assertThat(background.exitCode()).isEqualTo(4);
            assertThat(run.stdout()).isEqualTo("begun\nwent on\n");
        }
    }

    @Test
    void givesUpWithACauseAndRemovesTheContainerLater() throws IOException {
        try (DockerExecutor executor = executor(Duration.ofSeconds(1))) {
            DockerRun run = waiting();
            BackgroundRun background = BackgroundRun.start(run, executor).untilPrinted("begun");
            gate.cut();

            assertThat(background.failure()).isInstanceOfSatisfying(BacalhauException.class, e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.UPSTREAM_FAILED);
                assertThat(e.failure().retryable()).isTrue();
                assertThat(e.failure().message())
                        .contains("lost the Docker engine", run.id().value());
            });
            assertThat(DockerCli.containers(run.id().value())).hasSize(1);
            gate.heal();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> DockerCli.containers(run.id().value()).isEmpty());
        }
    }
}
