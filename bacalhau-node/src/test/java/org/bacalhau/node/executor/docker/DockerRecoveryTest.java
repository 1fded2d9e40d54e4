package org.bacalhau.node.executor.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.NodeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that starts again finds its containers. The earlier life is played by Docker's own client. */
@RequiresDocker
class DockerRecoveryTest {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final NodeId node = new NodeId("n-" + UUID.randomUUID());
    private DockerExecutor executor;

    @BeforeEach
    void open() {
        executor = DockerExecutor.create(DockerConfig.DEFAULT);
    }

    @AfterEach
    void close() {
        executor.close();
        for (String left : DockerCli.containers(node.value())) {
            DockerCli.run("rm", "--force", left);
        }
    }

    private void left(ExecutionId execution, NodeId owner, String verb, String script) {
        String name = "bacalhau-" + node.value() + "-j-test-" + execution.value();
        DockerCli.run(
                verb,
                verb.equals("run") ? "--detach" : "--interactive",
                "--name=" + name,
                "--label=org.bacalhau.node=" + owner.value(),
                "--label=org.bacalhau.execution=" + execution.value(),
                "--network=none",
                TestImages.busybox(),
                "sh",
                "-c",
                script);
    }

    @Test
    void goesOnWithAProgramThatStillRuns() {
        DockerRun run = DockerRun.script(directory, "echo a new container; exit 1");
        left(run.id(), node, "run", "echo before; while [ ! -e /go ]; do sleep 0.1; done; echo after; exit 5");
        executor.recover(node, Set.of(run.id()));

        BackgroundRun background = BackgroundRun.start(run, executor).untilPrinted("before");
        DockerCli.run("exec", DockerCli.containers(run.id().value()).get(0), "touch", "/go");

        assertThat(background.exitCode()).isEqualTo(5);
        assertThat(run.stdout()).isEqualTo("before\nafter\n");
        assertThat(DockerCli.containers(run.id().value())).isEmpty();
    }

    @Test
    void takesTheResultOfAProgramThatHasEnded() throws Exception {
        DockerRun run = DockerRun.script(directory, "echo a new container; exit 1");
        left(run.id(), node, "run", "echo all of it; echo and this >&2; exit 6");
        await().atMost(DEADLINE)
                .until(() -> DockerCli.run(
                                "ps", "--all", "--filter", "name=" + run.id().value())
                        .contains("Exited"));
        executor.recover(node, Set.of(run.id()));

        assertThat(run.on(executor)).isEqualTo(6);
        assertThat(run.stdout()).isEqualTo("all of it\n");
        assertThat(run.stderr()).isEqualTo("and this\n");
        assertThat(DockerCli.containers(run.id().value())).isEmpty();
    }

    @Test
    void beginsAnewWhereTheProgramWasNotStartedYet() throws Exception {
        DockerRun run = DockerRun.script(directory, "echo a new container");
        left(run.id(), node, "create", "echo an old one");
        executor.recover(node, Set.of(run.id()));

        assertThat(run.on(executor)).isZero();
        assertThat(run.stdout()).isEqualTo("a new container\n");
    }

    @Test
    void removesOnlyItsOwnContainersThatNobodyWantsAnyMore() {
        ExecutionId wanted = new ExecutionId("e-wanted");
        NodeId other = new NodeId(node.value() + "-other");
        left(wanted, node, "run", "sleep 1000");
        left(new ExecutionId("e-orphan"), node, "run", "sleep 1000");
        left(new ExecutionId("e-ended"), node, "run", "true");
        left(new ExecutionId("e-foreign"), other, "run", "sleep 1000");
        DockerRun begun = DockerRun.script(directory, "echo begun; sleep 1000");
        executor.recover(node, Set.of(wanted));
        BackgroundRun background = BackgroundRun.start(begun, executor).untilPrinted("begun");

        await().atMost(DEADLINE)
                .untilAsserted(() -> assertThat(DockerCli.containers(node.value()))
                        .hasSize(3)
                        .anyMatch(name -> name.endsWith("e-wanted"))
                        .anyMatch(name -> name.endsWith("e-foreign"))
                        .anyMatch(name -> name.endsWith(begun.id().value())));
        assertThat(background.isRunning()).isTrue();
        background.interrupt().failure();
    }

    @Test
    void saysThatSomebodyElseRemovedTheContainer() {
        DockerRun run = DockerRun.script(directory, "echo begun; sleep 1000");
        BackgroundRun background = BackgroundRun.start(run, executor).untilPrinted("begun");

        DockerCli.run("rm", "--force", DockerCli.containers(run.id().value()).get(0));
        assertThat(background.failure()).hasMessageContaining("was removed from the Docker engine while it ran");
    }
}
