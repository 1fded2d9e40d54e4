package org.bacalhau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bacalhau.cli.Cli.Outcome;
import org.bacalhau.client.api.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands about jobs, against a real node. */
class JobCommandsTest {
    @TempDir
    private Path directory;

    private TestServer server;
    private Cli cli;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
        cli = new Cli(directory).to(server.uri());
        try (InputStream module = JobCommandsTest.class.getResourceAsStream("hello.wasm")) {
            Files.write(
                    directory.resolve("hello.wasm"),
                    Objects.requireNonNull(module).readAllBytes());
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String submit() {
        Outcome submitted = cli.run("wasm", "run", "--id-only", "hello.wasm");
        assertThat(submitted.code()).as(submitted.err()).isZero();
        return submitted.out().strip();
    }

    @Test
    void printsTheOutputOfAJobItWaitedFor() {
        Outcome outcome = cli.run("wasm", "run", "hello.wasm");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).isEqualTo("hello from wasm\n");
        assertThat(outcome.err()).contains("has completed", "bacalhau job describe j-");
    }

    @Test
    void endsWithTheExitCodeOfTheProgram() {
        Outcome outcome = cli.run("wasm", "run", "--entry-point", "fail", "hello.wasm");

        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.err()).contains("with exit code 3");
    }

    @Test
    void endsWithACodeOfItsOwnWhenTheJobFails() {
        Outcome outcome = cli.run("wasm", "run", "--entry-point", "nosuch", "hello.wasm");

        assertThat(outcome.code()).isEqualTo(6);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("has failed", "nosuch", "_start, fail");
    }

    @Test
    void printsTheIdAloneWhenAsked() {
        Outcome outcome = cli.run("wasm", "run", "--id-only", "--wait=false", "hello.wasm");

        assertThat(outcome.out()).matches("j-[0-9a-f-]{36}\n");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void followsTheOutput() {
        Outcome outcome = cli.run("wasm", "run", "--follow", "hello.wasm");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).isEqualTo("hello from wasm\n");
    }

    @Test
    void whatADryRunPrintsCanBeRun() {
        Outcome dry = cli.run("wasm", "run", "--dry-run", "-l", "a=b,c", "-e", "X=1", "hello.wasm", "--", "-v", "");

        Outcome run = cli.reading(dry.out()).run("job", "run");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("hello from wasm\n");
        assertThat(dry.out()).contains("a: b", "c: \"\"", "X: \"1\"", "- -v", "- \"\"");
    }

    @Test
    void listsJobsAsATable() {
        String id = submit();

        Outcome outcome = cli.run("job", "list");

        assertThat(outcome.out().lines()).hasSize(2).first().asString().matches("CREATED +ID +JOB +TYPE +STATE");
        assertThat(outcome.out())
                .containsPattern("\\d\\d:\\d\\d:\\d\\d  " + id.substring(0, 10) + "  wasm  batch  Completed\n");
    }

    @Test
    void listsJobsForMachines() {
        String id = submit();

        Map<?, ?> json =
                (Map<?, ?>) Json.read(cli.run("job", "list", "--output", "json").out(), List.class)
                        .get(0);

        assertThat(json.get("ID")).isEqualTo(id);
        assertThat(cli.run("job", "list", "--output", "csv", "--hide-header").out())
                .contains("," + id + ",wasm,batch,Completed\n");
        assertThat(cli.run("job", "list", "--output", "yaml").out()).contains("ID: " + id);
    }

    @Test
    void tellsHowToGetTheNextPage() {
        submit();
        String second = submit();

        Outcome first = cli.run("job", "list", "--limit", "1");
        String token = first.err().replaceFirst("(?s).*--next-token ", "").strip();
        Outcome next = cli.run("job", "list", "--limit", "1", "--next-token", token);

        assertThat(first.out().lines()).hasSize(2);
        assertThat(next.out()).contains(second.substring(0, 10));
    }

    @Test
    void describesAJobByTheBeginningOfItsId() {
        String id = submit();

        Outcome outcome = cli.run("job", "describe", id.substring(0, 10));

        assertThat(outcome.out())
                .contains("ID            = " + id, "State         = Completed", "Summary\nCompleted = 1")
                .contains("\nJob History\n", "\nExecutions\n", "\nStandard Output\nhello from wasm\n");
    }

    @Test
    void listsExecutionsAndHistory() {
        String id = submit();

        assertThat(cli.run("job", "executions", id).out()).contains("n-481dff19", "Completed", "Stopped");
        assertThat(cli.run("job", "executions", id, "--wide").out()).contains(TestServer.NODE_ID);
        assertThat(cli.run("job", "history", id, "--event-type", "job").out())
                .contains("JobLevel")
                .doesNotContain("ExecutionLevel");
    }

    @Test
    void printsTheLogOfAJob() {
        assertThat(cli.run("job", "logs", submit()).out()).isEqualTo("hello from wasm\n");
    }

    @Test
    void refusesToStopAJobThatHasEnded() {
        Outcome outcome = cli.run("job", "stop", submit());

        assertThat(outcome.code()).isEqualTo(5);
        assertThat(outcome.err()).contains("has ended already: it is Completed");
    }

    @Test
    void tellsThatAJobHasNoResults() {
        Outcome outcome = cli.run("job", "get", submit());

        assertThat(outcome.code()).isEqualTo(4);
        assertThat(outcome.err()).contains("has published no results", "--publisher local");
    }

    @Test
    void runsAJobWithoutAServer() {
        Outcome outcome = new Cli(directory).run("--embedded", "wasm", "run", "hello.wasm");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).isEqualTo("hello from wasm\n");
        assertThat(directory.resolve("home")).doesNotExist();
    }

    @Test
    void showsNodesAndTheAgent() {
        assertThat(cli.run("node", "list", "--show", "features").out()).contains("n-481dff19", "wasm", "CONNECTED");
        assertThat(cli.run("agent", "alive").out()).isEqualTo("Status: OK\n");
        assertThat(cli.run("agent", "node", "--output", "json").out()).contains(TestServer.NODE_ID);
        assertThat(cli.run("version", "--output", "json").out()).contains("clientVersion", "serverVersion");
    }
}
