package org.bacalhau.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.bacalhau.cli.Installed.Outcome;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.node.executor.noop.NoopExecutor;
import org.bacalhau.node.http.HttpSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The packaged command line on a terminal of 80 columns and 24 rows. */
@DisabledOnOs(OS.WINDOWS)
class TerminalIT {
    private static final int COLUMNS = 80;
    private static final String JOB = "Type: batch\nCount: 1\nTasks: [{Name: main, Engine: {Type: noop}}]\n";

    @TempDir
    private Path directory;

    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final Map<String, String> environment = new HashMap<>();
    private TestServer server;
    private Cli cli;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        server = new TestServer(
                new NoopExecutor(request -> {
                    mayEnd.await();
                    return RunResult.SUCCESS;
                }),
                HttpSettings.DEFAULT);
        cli = new Cli(directory).to(server.uri());
        Files.writeString(directory.resolve("job.yaml"), JOB);
        Files.copy(TerminalIT.class.getResourceAsStream("terminal.py"), directory.resolve("terminal.py"));
        environment.putAll(Map.of(
                "PATH", System.getenv("PATH"),
                "JAVA_HOME", System.getProperty("java.home"),
                "HOME", directory.toString(),
                "TERM", "xterm",
                "BACALHAU_CLASS_DATA", "off",
                "BACALHAU_API_HOST", server.uri().getHost(),
                "BACALHAU_API_PORT", Integer.toString(server.uri().getPort())));
    }

    @AfterEach
    void stop() {
        mayEnd.countDown();
        server.close();
    }

    /** Runs a command, and presses Ctrl-C when it has printed {@code awaited}, unless that is empty. */
    private Outcome onTerminal(String awaited, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("python3", "terminal.py", "80", "24", awaited));
        command.add(Installed.HOME.resolve("bin/bacalhau").toString());
        command.addAll(List.of(arguments));
        try {
            return Installed.run(directory, environment, command);
        } catch (IOException noPython) {
            assumeTrue(System.getenv("CI") != null, "there is no python3");
            throw noPython;
        }
    }

    @Test
    void ctrlCLeavesTheJobRunningAndSaysWhatNext() throws IOException, InterruptedException {
        Outcome outcome = onTerminal("running", "job", "run", "job.yaml");

        String id =
                cli.run("job", "list", "--wide", "--hide-header").out().replaceFirst("(?s).*(j-[0-9a-f-]{36}).*", "$1");
        assertThat(outcome.out())
                .contains("The job goes on.", "bacalhau job logs --follow " + id, "bacalhau job stop " + id);
        assertThat(outcome.code()).as(outcome.out()).isEqualTo(130);
        assertThat(cli.run("job", "describe", id).out()).contains("State         = Running");
    }

    @Test
    void tablesFitTheTerminal() throws IOException, InterruptedException {
        String id = cli.run("job", "run", "--wait=false", "job.yaml").out().strip();

        Outcome outcome = onTerminal("", "job", "history", id);

        assertThat(outcome.code()).as(outcome.out()).isZero();
        assertThat(outcome.out()).contains("\u001b[1mTIME");
        assertThat(outcome.out().replaceAll("\u001b\\[\\d*[mK]", "").lines())
                .hasSizeGreaterThan(2)
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(COLUMNS));
    }

    @Test
    void noColorMeansNoColour() throws IOException, InterruptedException {
        environment.put("NO_COLOR", "1");

        assertThat(onTerminal("", "node", "list").out()).contains("ID").doesNotContain("\u001b[");
        assertThat(onTerminal("", "job", "lst").out()).contains("Error: ").doesNotContain("\u001b[");
    }

    @Test
    void errorsAreRedOnATerminal() throws IOException, InterruptedException {
        assertThat(onTerminal("", "job", "lst").out()).contains("\u001b[31mError:\u001b[0m");
    }
}
