package org.bacalhau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bacalhau.cli.Cli.Outcome;
import org.bacalhau.client.api.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands and flags of the original's older versions, against a real node. */
class OldCommandsTest {
    @TempDir
    private Path directory;

    private TestServer server;
    private Cli cli;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
        cli = new Cli(directory).to(server.uri());
        Files.writeString(directory.resolve("old.yaml"), """
                Spec:
                  EngineSpec: {Type: noop}
                  Annotations: [nightly]
                  Deal: {Concurrency: 1}
                """);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String create() {
        Outcome created = cli.run("create", "--id-only", "old.yaml");
        assertThat(created.code()).as(created.err()).isZero();
        return created.out().strip();
    }

    @Test
    void createRunsAnOldJobWithEveryFlagOfTheGuide() {
        Outcome outcome = cli.run(
                "create",
                "--download=false",
                "--download-timeout-secs",
                "10",
                "--dry-run=false",
                "--follow=false",
                "--gettimeout",
                "10",
                "--id-only",
                "--ipfs-connect",
                "/ip4/1.2.3.4/tcp/5001",
                "--ipfs-serve-path",
                "x",
                "--ipfs-swarm-addrs",
                "a,b",
                "--ipfs-swarm-key",
                "k",
                "--node-details",
                "--output-dir",
                "o",
                "--private-internal-ipfs",
                "--raw",
                "--wait",
                "--wait-timeout-secs",
                "60",
                "old.yaml");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).matches("j-[0-9a-f-]{36}\n");
        assertThat(outcome.err()).contains("Note: --gettimeout has no effect", "Note: --ipfs-swarm-key has no effect");
    }

    @Test
    void createReadsAPipe() throws IOException {
        Outcome outcome =
                cli.reading(Files.readString(directory.resolve("old.yaml"))).run("create", "--id-only", "-");

        assertThat(outcome.code()).as(outcome.err()).isZero();
    }

    @Test
    void createRunsWhatDescribePrinted() {
        String described = cli.run("describe", "--json", create()).out();

        Outcome outcome = cli.reading(described).run("create", "--id-only");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("Warning: CreateTime, ID,", "of the described job are ignored");
    }

    @Test
    void createRunsAFileOfThePresentShape() {
        Outcome outcome = cli.reading("Type: batch\nCount: 1\nTasks: [{Name: main, Engine: {Type: noop}}]\n")
                .run("create", "--id-only", "-");

        assertThat(outcome.code()).as(outcome.err()).isZero();
    }

    @Test
    void describeLeavesEventsToWhoAsksForThem() {
        String id = create();

        Map<?, ?> brief = Json.read(cli.run("describe", "--json", "--spec", id).out(), Map.class);
        Map<?, ?> whole =
                Json.read(cli.run("describe", "--json", "--include-events", id).out(), Map.class);

        assertThat(brief.get("History")).isNull();
        assertThat(whole.get("History")).isInstanceOf(Map.class);
        assertThat(cli.run("describe", id).out()).contains("ID            = " + id, "\nJob History\n");
    }

    @Test
    void listShowsTheNewestFirst() {
        List<String> ids = List.of(create(), create(), create());

        List<String> shown = cli.run("list", "-n", "2", "--wide", "--hide-header")
                .out()
                .lines()
                .toList();
        List<String> oldest = cli.run("list", "--number", "1", "--reverse=false", "--wide", "--hide-header")
                .out()
                .lines()
                .toList();

        assertThat(shown).hasSize(2);
        assertThat(shown.get(0)).contains(ids.get(2));
        assertThat(oldest).singleElement().asString().contains(ids.get(0));
    }

    @Test
    void listPicksByIdAndTags() {
        String id = create();
        create();

        assertThat(cli.run("list", "--id-filter", id.substring(0, 13), "--hide-header")
                        .out()
                        .lines())
                .singleElement()
                .asString()
                .contains(id.substring(0, 10));
        assertThat(cli.run("list", "--include-tag", "nightly", "--hide-header", "--all")
                        .out()
                        .lines())
                .hasSize(2);
        assertThat(cli.run("list", "--exclude-tag", "nightly,canary", "--hide-header")
                        .out())
                .isEmpty();
        assertThat(cli.run("list", "--sort-by", "id", "--output", "csv").out().lines())
                .hasSize(3);
    }

    @Test
    void cancelGetAndLogsAreTheNewCommands() {
        String id = create();

        assertThat(cli.run("cancel", "--quiet", id).code()).isEqualTo(5);
        assertThat(cli.run("get", "--raw", "--ipfs-swarm-key", "k", id).err()).contains("has published no results");
        assertThat(cli.run("logs", "-f", id).code()).isZero();
        assertThat(cli.run("cancel", "--help").out()).contains("  bacalhau cancel j-0ca3b4a0");
    }

    @Test
    void validateIsJobValidate() {
        String job = "Type: batch\nTasks: [{Name: main, Engine: {Type: noop}}]\n";

        assertThat(cli.reading(job).run("validate").out()).isEqualTo("OK\n");
        assertThat(cli.reading(job).run("job", "validate").out()).isEqualTo("OK\n");
    }
}
