package org.bacalhau.node.executor.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.bacalhau.core.model.NodeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How runs are stopped, and what is left of them: nothing. */
@RequiresDocker
class DockerStopTest {
    @TempDir
    private Path directory;

    private DockerExecutor executor;

    @BeforeEach
    void open() {
        executor = DockerExecutor.create(DockerConfig.DEFAULT);
        executor.recover(new NodeId("n-stop/test"), Set.of());
    }

    @AfterEach
    void close() {
        executor.close();
    }

    @Test
    void marksTheOneContainerOfAnExecution() {
        DockerRun run = DockerRun.script(directory, "echo begun; sleep 1000");
        BackgroundRun background = BackgroundRun.start(run, executor).untilPrinted("begun");

        String name = "bacalhau-n-stop_test-j-test-" + run.id().value();
        assertThat(DockerCli.containers(run.id().value())).containsExactly(name);
        String labels = DockerCli.run("inspect", "--format", "{{json .Config.Labels}}", name);
        assertThat(labels)
                .contains("\"org.bacalhau.node\":\"n-stop/test\"", "\"org.bacalhau.job\":\"j-test\"")
                .contains("\"org.bacalhau.execution\":\"" + run.id().value() + "\"");
        assertThat(background.interrupt().failure()).isInstanceOf(InterruptedException.class);
        assertThat(DockerCli.containers(run.id().value())).isEmpty();
    }

    @Test
    void givesAProgramTimeForItsLastWords() {
        DockerRun run = DockerRun.script(
                directory, "trap 'echo last words; exit 3' TERM; echo begun; while :; do sleep 0.1; done");

        BackgroundRun background = BackgroundRun.start(run, executor).untilPrinted("begun");
        assertThat(background.interrupt().failure()).isInstanceOf(InterruptedException.class);
        assertThat(run.stdout()).isEqualTo("begun\nlast words\n");
    }

    @Test
    void killsAProgramThatWillNotStop() {
        DockerRun run = DockerRun.script(directory, "trap '' TERM INT HUP; echo begun; while :; do sleep 0.1; done");

        BackgroundRun background = BackgroundRun.start(run, executor).untilPrinted("begun");
        assertThat(background.interrupt().failure()).isInstanceOf(InterruptedException.class);
        assertThat(DockerCli.containers(run.id().value())).isEmpty();
    }

    @Test
    void removesVolumesWithTheContainer() throws Exception {
        List<String> before = DockerCli.run("volume", "ls", "-q").lines().toList();
        String image = TestImages.changed("volume", "VOLUME /data");

        DockerRun run = DockerRun.of(directory, DockerSpec.of(image).entrypoint("sh", "-c", "echo x > /data/x"));

        assertThat(run.on(executor)).isZero();
        assertThat(DockerCli.run("volume", "ls", "-q").lines()).isSubsetOf(before);
    }

    @Test
    void refusesAContainerOfTheSameNameThatIsNotItsOwn() {
        DockerRun run = DockerRun.script(directory, "echo begun");
        String name = "bacalhau-n-stop_test-j-test-" + run.id().value();
        DockerCli.run("create", "--name", name, TestImages.busybox());
        try {
            assertThat(BackgroundRun.start(run, executor).failure()).hasMessageContaining("not this node's");
            assertThat(DockerCli.containers(name)).containsExactly(name);
        } finally {
            DockerCli.run("rm", "--force", name);
        }
    }
}
