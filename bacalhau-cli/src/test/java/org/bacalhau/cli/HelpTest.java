package org.bacalhau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bacalhau.cli.Cli.Outcome;
import org.bacalhau.cli.launch.CommandEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HelpTest {
    @TempDir
    private Path directory;

    static Stream<String> commands() {
        return Commands.ALL.stream().flatMap(entry -> names("", entry));
    }

    private static Stream<String> names(String before, CommandEntry entry) {
        List<CommandEntry> below = entry.entries();
        return below.isEmpty()
                ? Stream.of(before + entry.name())
                : below.stream().flatMap(sub -> names(before + entry.name() + " ", sub));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasAnExampleOfItself(String command) {
        Outcome outcome = new Cli(directory).run((command + " --help").split(" "));

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).startsWith("Usage: bacalhau " + command);
        assertThat(outcome.out().lines().filter(line -> line.startsWith("  ") && line.contains("bacalhau " + command)))
                .as(outcome.out())
                .isNotEmpty();
        assertThat(outcome.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(110));
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void helpOfACommandIsWhatTheCommandSays() {
        Outcome help = new Cli(directory).run("help", "job", "stop");

        assertThat(help.out())
                .isEqualTo(new Cli(directory).run("job", "stop", "--help").out());
    }

    @Test
    void aGroupAloneTellsItsCommands() {
        assertThat(new Cli(directory).run("node").out()).contains("approve", "delete", "describe", "list", "reject");
    }

    @Test
    void exitCodesAreTold() {
        assertThat(new Cli(directory).run("help", "exit-codes").out()).contains("  10  no server answers");
    }
}
