package org.bacalhau.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.bacalhau.cli.Cli;
import org.bacalhau.cli.Cli.Outcome;
import org.bacalhau.cli.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    @TempDir
    private Path directory;

    private Cli cli(int serverPort) {
        return new Cli(directory)
                .with("BACALHAU_DIR", directory.resolve("repo").toString())
                .with("BACALHAU_SERVER_PORT", Integer.toString(serverPort));
    }

    @Test
    void findsNothingBrokenWhereANodeAnswers() {
        try (TestServer server = new TestServer()) {
            Outcome outcome = cli(server.uri().getPort()).to(server.uri()).run("doctor");
            assertThat(outcome.code()).as(outcome.out()).isZero();
            assertThat(outcome.out())
                    .contains("is a node's", "alive at " + server.uri(), "let in by " + TestServer.NODE_ID)
                    .doesNotContain("BROKEN");
        }
    }

    @Test
    void tellsThatNoServerAnswers() {
        Outcome outcome = cli(0).with("BACALHAU_API_PORT", "1").run("doctor");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out())
                .contains("BROKEN  server", "nobody listens", "bacalhau serve")
                .doesNotContain("authentication");
    }

    @Test
    void tellsThatAnotherProgramHasThePort() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            taken.setSoTimeout(1);
            Outcome outcome = cli(taken.getLocalPort()).run("doctor");
            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.out())
                    .contains("BROKEN  port", "127.0.0.1:" + taken.getLocalPort(), "remedy: end the program");
        }
    }

    @Test
    void tellsTheFirstFaultOfTheSettings() throws IOException {
        Files.createDirectories(directory.resolve("repo"));
        Files.writeString(directory.resolve("repo/config.yaml"), "Node: {Nmae: x}\n");
        Outcome outcome = cli(0).run("doctor");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).contains("BROKEN  settings", "Node.Nmae", "remedy: did you mean Node.Name?");
    }

    @Test
    void tellsThatTheDataDirectoryIsNone() throws IOException {
        Files.writeString(directory.resolve("repo"), "");
        Outcome outcome = cli(0).run("doctor");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).contains("BROKEN  data directory", "is no directory", "remedy: name another");
    }

    @Test
    void doubtsAClockFarFromOurTime() {
        Finding finding = HostSteps.clock(() -> Instant.EPOCH);
        assertThat(finding.verdict()).isEqualTo(Finding.Verdict.BROKEN);
        assertThat(finding.text()).contains("1970");
    }
}
