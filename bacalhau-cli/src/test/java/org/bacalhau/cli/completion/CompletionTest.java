package org.bacalhau.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bacalhau.cli.Cli;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {
    @TempDir
    private Path directory;

    private String script(String... arguments) {
        Cli.Outcome outcome = new Cli(directory).run(arguments);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return outcome.out();
    }

    /** Has bash complete the last of these words. */
    private List<String> completedByBash(String... words) throws IOException, InterruptedException {
        Path script = Files.writeString(directory.resolve("completion"), script("completion", "bash"));
        String line = String.join(" ", words);
        String program = "source '" + script + "'; COMP_LINE='" + line + "'; COMP_POINT=" + line.length()
                + "; COMP_WORDS=(" + String.join(" ", words) + (line.endsWith(" ") ? "''" : "") + "); COMP_CWORD="
                + (words.length - 1) + "; _complete_bacalhau; printf '%s\\n' \"${COMPREPLY[@]}\"";
        Process bash = new ProcessBuilder("bash", "-c", program)
                .redirectError(ProcessBuilder.Redirect.DISCARD) // compopt works only inside a shell that completes
                .start();
        String printed = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(printed).isZero();
        return printed.lines().map(String::strip).toList();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void bashCompletesCommandsAndFlags() throws IOException, InterruptedException {
        assertThat(completedByBash("bacalhau", "comp")).containsExactly("completion");
        assertThat(completedByBash("bacalhau", "job", "desc")).containsExactly("describe");
        assertThat(completedByBash("bacalhau", "job", "list", "--nex")).containsExactly("--next-token");
        assertThat(completedByBash("bacalhau", "list", "--num")).containsExactly("--number");
        assertThat(completedByBash("bacalhau", "docker", "run", "--wait-t")).containsExactly("--wait-timeout-secs");
    }

    @Test
    void zshTakesTheScriptOfBash() {
        assertThat(script("completion", "zsh"))
                .isEqualTo(script("completion", "bash"))
                .contains("bashcompinit");
    }

    @Test
    void fishLearnsEveryCommandWithItsFlags() {
        assertThat(script("completion", "fish"))
                .contains("complete -c bacalhau -n '__bacalhau_at' -f -a 'docker' -d 'Run jobs in containers.'\n")
                .contains("complete -c bacalhau -n '__bacalhau_at job' -f -a 'list' -d 'List jobs.'\n")
                .contains("-n '__bacalhau_in job logs' -s f -l follow -d")
                .contains("-n '__bacalhau_in job list' -l output -x -a 'TABLE CSV JSON YAML'")
                .contains("complete -c bacalhau -l api-host -r")
                .doesNotContain("concurrency");
    }

    @Test
    void fishLeavesDescriptionsOutWhenAsked() {
        assertThat(script("completion", "fish", "--no-descriptions")).doesNotContain(" -d '");
    }
}
