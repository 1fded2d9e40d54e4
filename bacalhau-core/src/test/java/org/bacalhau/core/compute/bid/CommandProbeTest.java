package org.bacalhau.core.compute.bid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.bacalhau.core.compute.BidDecision;
import org.bacalhau.core.compute.BidDecision.Verdict;
import org.bacalhau.core.compute.BidRequest;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.testing.Jobs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CommandProbeTest {
    static final BidRequest REQUEST =
            new BidRequest(new NodeId("n"), new NodeId("r"), Jobs.executionId(1), Jobs.job(1), Resources.ZERO);

    private static final Duration LONG = Duration.ofSeconds(30);

    private static BidDecision ask(String command, String json) throws IOException, InterruptedException {
        return new CommandProbe(command, request -> json, LONG).decide(REQUEST);
    }

    @Test
    void bidsIfTheCommandSucceeds() throws IOException, InterruptedException {
        assertThat(ask("exit 0", "{}"))
                .isEqualTo(BidDecision.bid("accept jobs where external command \"exit 0\" returns exit code 0"));
    }

    @Test
    void rejectsIfTheCommandFails() throws IOException, InterruptedException {
        assertThat(ask("exit 3", "{}"))
                .isEqualTo(BidDecision.reject("accept jobs where external command \"exit 3\" returns exit code 3"));
    }

    @Test
    void takesTheReasonFromStandardErrorAsItIs() throws IOException, InterruptedException {
        assertThat(ask("echo '100% %s %n unwanted' >&2; exit 1", "{}"))
                .isEqualTo(BidDecision.reject("accept this job: 100% %s %n unwanted"));
    }

    @Test
    void givesTheRequestOnStandardInputAndInAVariable() throws IOException, InterruptedException {
        String command = "[ \"$(cat)\" = '{\"a\":1}' ] && [ \"$" + CommandProbe.DATA_VARIABLE + "\" = '{\"a\":1}' ]";

        assertThat(ask(command, "{\"a\":1}").verdict()).isEqualTo(Verdict.BID);
    }

    @Test
    void passesOnNothingElseOfTheEnvironment() throws IOException, InterruptedException {
        // What bash itself adds does not count.
        BidDecision decision = ask("env | cut -d= -f1 | grep -Ev '^(_|PWD|SHLVL)$' | sort | xargs >&2", "{}");

        assertThat(decision.reason()).isEqualTo("accept this job: " + CommandProbe.DATA_VARIABLE + " PATH");
    }

    @Test
    void takesRequestsThatAreTooLongForAVariable() throws IOException, InterruptedException {
        String json = "x".repeat(3_000_000);

        assertThat(ask("[ \"$(wc -c)\" -eq 3000000 ]", json).verdict()).isEqualTo(Verdict.BID);
    }

    @Test
    void doesNotMindACommandThatReadsNothing() throws IOException, InterruptedException {
        assertThat(ask("exit 0", "x".repeat(3_000_000)).verdict()).isEqualTo(Verdict.BID);
    }

    @Test
    void keepsOnlyTheBeginningOfALongReason() throws IOException, InterruptedException {
        BidDecision decision = ask("head -c 5000000 /dev/zero | tr '\\0' 'e' >&2; exit 1", "{}");

        assertThat(decision.verdict()).isEqualTo(Verdict.REJECT);
        assertThat(decision.reason()).hasSizeBetween(4_000, 5_000);
    }

    @Test
    void doesNotWaitForChildrenThatKeepTheOutputOpen() throws IOException, InterruptedException {
        assertThat(ask("sleep 1000 & exit 1", "{}").verdict()).isEqualTo(Verdict.REJECT);
    }

    @Test
    void killsACommandThatTakesTooLong(@TempDir Path directory) throws IOException {
        Path pidFile = directory.resolve("pid");
        CommandProbe probe = new CommandProbe(
                "sleep 1000 & echo $! > " + pidFile + "; wait", request -> "{}", Duration.ofMillis(500));

        assertThatThrownBy(() -> probe.decide(REQUEST))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("did not end within 500ms and was killed");

        Optional<ProcessHandle> child =
                ProcessHandle.of(Long.parseLong(Files.readString(pidFile).trim()));
        assertThat(child.map(process -> process.onExit()
                        .orTimeout(20, java.util.concurrent.TimeUnit.SECONDS)
                        .thenApply(ended -> true)
                        .join()))
                .isIn(Optional.empty(), Optional.of(true));
    }

    @Test
    void leavesAnInterruptToTheCaller() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> ask("sleep 1000", "{}")).isInstanceOf(InterruptedException.class);
    }
}
