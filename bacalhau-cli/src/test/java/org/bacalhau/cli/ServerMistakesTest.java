package org.bacalhau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bacalhau.cli.Cli.Outcome;
import org.bacalhau.node.executor.noop.NoopExecutor;
import org.bacalhau.node.http.HttpSettings;
import org.bacalhau.node.http.auth.AskMethod;
import org.bacalhau.node.http.auth.AuthSettings;
import org.bacalhau.node.http.auth.TokenPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a node refuses is told in one short message with the value and the way out. */
class ServerMistakesTest {
    @TempDir
    private Path directory;

    private TestServer server;
    private Cli cli;

    @BeforeEach
    void start() {
        server = new TestServer();
        cli = new Cli(directory).to(server.uri());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static void assertShort(Outcome outcome) {
        assertThat(outcome.err()).doesNotContain("\tat ", "Exception").contains("Error: ");
        assertThat(outcome.err().lines().count()).isLessThanOrEqualTo(6);
        assertThat(outcome.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            job describe j-none                    | 4 | j-none
            describe j-none                        | 4 | j-none
            job executions j-none                  | 4 | j-none
            job history j-none                     | 4 | j-none
            job logs j-none                        | 4 | j-none
            logs j-none                            | 4 | j-none
            job stop j-none                        | 4 | j-none
            cancel j-none                          | 4 | j-none
            job get j-none                         | 4 | j-none
            get j-none/outputs                     | 4 | j-none
            node describe n-none                   | 4 | n-none
            node approve n-none                    | 4 | n-none
            node reject n-none                     | 4 | n-none
            node delete n-none                     | 4 | n-none
            job list --next-token !!!              | 2 | !!!
            """)
    void namesWhatItDoesNotHave(String line, int code, String value) {
        Outcome outcome = cli.run(line.split(" "));

        assertThat(outcome.code()).as(outcome.err()).isEqualTo(code);
        assertThat(outcome.err()).contains(value);
        assertShort(outcome);
    }

    @Test
    void tellsThatAShortIdFitsSeveral() {
        for (int i = 0; i < 2; i++) {
            assertThat(cli.reading("Type: batch\nTasks: [{Name: main, Engine: {Type: noop}}]")
                            .run("job", "run", "--id-only")
                            .code())
                    .isZero();
        }

        Outcome outcome = cli.run("job", "describe", "j-");

        assertThat(outcome.code()).as(outcome.err()).isEqualTo(4);
        assertThat(outcome.err()).contains("j-");
        assertShort(outcome);
    }

    @Test
    void goesOnWithoutATokenFileThatCannotBeRead() throws IOException {
        Path repository = Files.createDirectories(directory.resolve("repo"));
        Files.writeString(repository.resolve("tokens.json"), "{broken");

        Outcome outcome = cli.run("--repo", "repo", "job", "list");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).startsWith("CREATED");
    }

    @Test
    void tellsOfAKeyThatIsNone() throws IOException {
        Path repository = Files.createDirectories(directory.resolve("repo"));
        Files.writeString(repository.resolve("user_id.pem"), "not a key");

        Outcome outcome = cli.run("--repo", "repo", "id");

        assertThat(outcome.code()).isNotZero();
        assertThat(outcome.err()).contains("user_id.pem");
        assertShort(outcome);
    }

    @Test
    void tellsThatALoginIsRefused() {
        AuthSettings auth =
                new AuthSettings(Map.of("password", AskMethod.ofUser("ann", "letmein")), new TokenPolicy(), null);
        try (TestServer guarded = new TestServer(new NoopExecutor(), HttpSettings.DEFAULT.withAuth(auth))) {
            Outcome wrong =
                    new Cli(directory).to(guarded.uri()).reading("wrong\nann\n").run("job", "list");
            Outcome silent = new Cli(directory).to(guarded.uri()).run("job", "list");

            assertThat(wrong.code()).as(wrong.err()).isEqualTo(5);
            assertShort(wrong);
            assertThat(silent.code()).as(silent.err()).isEqualTo(5);
            assertThat(silent.err()).contains("standard input has no answer", "auth info");
        }
    }

    @Test
    void tellsThatNobodyAnswersAnyMore() {
        server.close();

        Outcome outcome = cli.run("job", "list");

        assertThat(outcome.code()).isEqualTo(10);
        assertThat(outcome.err()).contains("bacalhau serve", "--embedded");
        assertShort(outcome);
    }

    @Test
    void tellsThatWhoAnswersDoesNotSpeakTls() {
        Outcome outcome = cli.run("--tls", "job", "list");

        assertThat(outcome.code()).isEqualTo(10);
        assertShort(outcome);
    }

    @Test
    void refusesATokenThatIsNotOfThisList() {
        String id = cli.reading("Type: batch\nTasks: [{Name: main, Engine: {Type: noop}}]")
                .run("job", "run", "--id-only")
                .out()
                .strip();

        Outcome outcome = cli.run("job", "history", "--next-token", "abc", id);

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("\"abc\" is no token of this list");
        assertThat(cli.run("job", "history", "--limit", "-1", id).err()).contains("\"-1\" is negative");
        assertShort(outcome);
    }

    @Test
    void pagesOfAListMeetWithoutGapsAndOverlaps() {
        String id = cli.reading("Type: batch\nTasks: [{Name: main, Engine: {Type: noop}}]")
                .run("job", "run", "--id-only")
                .out()
                .strip();
        String whole = cli.run("job", "history", "--hide-header", id).out();

        Outcome first = cli.run("job", "history", "--hide-header", "--limit", "2", id);
        String token = first.err().replaceFirst("(?s).*--next-token (\\d+).*", "$1");
        Outcome rest = cli.run("job", "history", "--hide-header", "--next-token", token, id);

        assertThat(first.out().lines()).hasSize(2);
        assertThat(rest.err()).isEmpty();
        assertThat((first.out() + rest.out()).replaceAll(" +", " ")).isEqualTo(whole.replaceAll(" +", " "));
    }
}
