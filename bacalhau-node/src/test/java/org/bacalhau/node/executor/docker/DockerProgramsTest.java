package org.bacalhau.node.executor.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is run, and how it is called (engines-storage-publishers.md §3.9). */
@RequiresDocker
class DockerProgramsTest {
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

    /** Of the image's entry point, the image's command, the task's entry point and its parameters. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true  | true  |            |       | echo from CMD",
                "true  | false |            |       | ''",
                "true  | true  |            | media | media",
                "true  | true  | /bin/echo  |       | ''",
                "true  | true  | /bin/echo  | media | media",
                "false | true  |            |       | from CMD",
                "false | true  | /bin/echo  |       | ''",
                "false | true  | /bin/echo  | media | media",
            })
    void combinesEntryPointsAndCommandsAsDockerDoes(
            boolean hasEntrypoint, boolean hasCommand, String entrypoint, String parameter, String expected)
            throws Exception {
        String image = TestImages.changed(
                "matrix-" + hasEntrypoint + "-" + hasCommand,
                hasEntrypoint ? "ENTRYPOINT [\"/bin/echo\"]" : "LABEL entrypoint=none",
                hasCommand ? "CMD [\"echo\", \"from CMD\"]" : "CMD []");
        DockerSpec spec = DockerSpec.of(image);
        if (entrypoint != null) {
            spec.entrypoint(entrypoint);
        }
        if (parameter != null) {
            spec.parameters(parameter);
        }
        DockerRun run = DockerRun.of(directory, spec);

        assertThat(run.on(executor)).isZero();
        assertThat(run.stdout()).isEqualTo(expected + "\n");
        assertThat(run.stderr()).isEmpty();
    }

    @Test
    void passesParametersAsTheyAre() throws Exception {
        String[] words = {"two words", "$HOME", "it's", "", "ünï", "a\nb"};
        DockerRun run = DockerRun.of(
                directory,
                DockerSpec.of(TestImages.busybox())
                        .entrypoint("sh", "-c", "for w in \"$@\"; do printf '<%s>' \"$w\"; done", "sh")
                        .parameters(words));

        run.on(executor);
        assertThat(run.stdout()).isEqualTo("<" + String.join("><", Arrays.asList(words)) + ">");
    }

    @Test
    void letsTheEnginesVariablesWinOverTheTasks() throws Exception {
        DockerRun run = DockerRun.of(
                        directory,
                        DockerSpec.of(TestImages.changed("env", "ENV A=image", "ENV B=image", "ENV C=image"))
                                .entrypoint("sh", "-c", "echo $A $B $C $D")
                                .environment("A", "engine")
                                .environment("D", "x=y"))
                .variable("A", "task")
                .variable("B", "task");

        run.on(executor);
        assertThat(run.stdout()).isEqualTo("engine task image x=y\n");
    }

    @Test
    void startsInTheWorkingDirectory() throws Exception {
        DockerRun run = DockerRun.of(
                directory, DockerSpec.of(TestImages.busybox()).entrypoint("pwd").workingDirectory("/made/for/it"));

        run.on(executor);
        assertThat(run.stdout()).isEqualTo("/made/for/it\n");
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "42", "137", "255"})
    void returnsTheProgramsExitCode(int code) throws Exception {
        assertThat(DockerRun.script(directory, "exit " + code).on(executor)).isEqualTo(code);
    }

    @Test
    void takesAnImageByItsId() throws Exception {
        String id = DockerCli.run("image", "inspect", "--format", "{{.Id}}", TestImages.busybox());

        DockerRun run = DockerRun.of(directory, DockerSpec.of(id).entrypoint("echo", "by id"));

        assertThat(run.on(executor)).isZero();
        assertThat(run.stdout()).isEqualTo("by id\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no-such-program | executable file not found",
                "/no/such/program | no such file or directory",
                "/etc/passwd | permission denied",
            })
    void saysWhatIsWrongWithAProgramThatCannotBeStarted(String program, String words) {
        DockerRun run =
                DockerRun.of(directory, DockerSpec.of(TestImages.busybox()).entrypoint(program));

        assertThatThrownBy(() -> run.on(executor)).isInstanceOfSatisfying(BacalhauException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.BAD_PROGRAM);
            assertThat(e.failure().message())
                    .startsWith("failed to start container: ")
                    .contains(words, program);
        });
        assertThat(DockerCli.containers(run.id().value())).isEmpty();
    }

    @Test
    void saysThatThereIsNothingToRun() {
        DockerRun run = DockerRun.of(directory, DockerSpec.of(TestImages.changed("empty", "CMD []")));

        assertThatThrownBy(() -> run.on(executor))
                .isInstanceOfSatisfying(
                        BacalhauException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_PROGRAM))
                .hasMessageContaining("No command specified");
    }
}
