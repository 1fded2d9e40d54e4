package org.bacalhau.node.executor.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program sees of the host: its inputs and outputs. */
@RequiresDocker
class DockerFilesTest {
    private static DockerExecutor executor;

    @TempDir
    private Path directory;

    @BeforeAll
    static void open() {
        executor = DockerExecutor.create(DockerConfig.DEFAULT);
    }

    @AfterAll
    static void close() {
        executor.close();
    }

    private Path inputs() throws IOException {
        Path inputs = Files.createDirectory(directory.resolve("inputs"));
        Files.writeString(inputs.resolve("file"), "content\n");
        return inputs;
    }

    @Test
    void mountsDirectoriesAndSingleFiles() throws Exception {
        Path inputs = inputs();
        DockerRun run = DockerRun.script(directory, "cat /deep/er/inputs/file /one.txt")
                .input(inputs, "/deep/er/inputs")
                .input(inputs.resolve("file"), "/one.txt");

        assertThat(run.on(executor)).isZero();
        assertThat(run.stdout()).isEqualTo("content\ncontent\n");
    }

    @Test
    void keepsInputsAsTheyAre() throws Exception {
        Path inputs = inputs();
        String attacks = String.join(
                "; ",
                "echo x >> /in/file",
                "rm -f /in/file",
                "touch /in/new",
                "chmod 777 /in",
                "echo x > /one",
                "mount -o remount,rw /in",
                "umount /in");
        DockerRun run =
                DockerRun.script(directory, attacks).input(inputs, "/in").input(inputs.resolve("file"), "/one");

        run.on(executor);
        assertThat(inputs).isDirectoryNotContaining("glob:**new");
        assertThat(inputs.resolve("file")).hasContent("content\n");
        assertThat(run.stderr()).contains("Read-only file system", "permission denied");
    }

    @Test
    void collectsEachOutputUnderItsName() throws Exception {
        DockerRun run = DockerRun.script(directory, "echo 1 > /a/x; mkdir -p /deep/b/sub; echo 2 > /deep/b/sub/y")
                .output("first", "/a")
                .output("second", "/deep/b");

        assertThat(run.on(executor)).isZero();
        assertThat(run.result("first").resolve("x")).hasContent("1\n");
        assertThat(run.result("second").resolve("sub/y")).hasContent("2\n");
    }

    @Test
    void letsTheImagesOwnUserReadInputsAndWriteOutputs() throws Exception {
        String image = TestImages.changed("worker", "USER worker");
        DockerRun run = DockerRun.of(
                        directory,
                        DockerSpec.of(image).entrypoint("sh", "-c", "id -u; cp /in/file /out/; mkdir /out/d"))
                .input(inputs(), "/in")
                .output("out", "/out");

        assertThat(run.on(executor)).as(run.stderr()).isZero();
        assertThat(run.stdout()).isEqualTo("1234\n");
        assertThat(run.result("out").resolve("file")).hasContent("content\n");
    }

    @Test
    void doesNotFollowLinksOfAProgramOnTheHost() throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "of the host");
        DockerRun run = DockerRun.script(
                        directory, "ln -s " + secret + " /out/link; ln -s / /out/root; cat /out/link; ls /out/root")
                .output("out", "/out");

        run.on(executor);
        assertThat(run.stdout()).doesNotContain("of the host").doesNotContain("work");
        assertThat(run.result("out").resolve("link")).isSymbolicLink();
    }

    @Test
    void refusesTargetsThatHideTheImage() throws Exception {
        DockerRun run = DockerRun.script(directory, "true").input(inputs(), "/");

        assertThatThrownBy(() -> run.on(executor))
                .isInstanceOfSatisfying(
                        BacalhauException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    }

    @Test
    void saysWhenAnInputHasVanished() throws Exception {
        DockerRun run = DockerRun.script(directory, "true").input(directory.resolve("gone"), "/in");

        assertThatThrownBy(() -> run.on(executor)).hasMessageContaining("gone");
        assertThat(directory.resolve("gone")).doesNotExist();
        assertThat(DockerCli.containers(run.id().value())).isEmpty();
    }
}
