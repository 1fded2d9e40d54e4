package org.bacalhau.cli.doctor;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.bacalhau.cli.launch.ExitCode;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.node.config.NodeConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** Looks for what is broken, and tells the first thing with its remedy. */
@Command(
        sortOptions = false,
        footer = {
            "",
            "Ends with 0 if nothing is broken, and with 1 otherwise. Without Docker nothing is broken, but fewer jobs run.",
            "",
            "  bacalhau doctor",
            "  bacalhau doctor --api-host node.example.org"
        })
public final class Doctor implements Callable<Integer> {
    private static final int NAME_WIDTH = 14;

    private final Session session;

    /** Creates the command. */
    public Doctor(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        boolean isSound =
                step("clock", () -> HostSteps.clock(session.surroundings().clock()))
                        && step("data directory", () -> HostSteps.directory(session.repository()))
                        && step("disk", () -> HostSteps.disk(session.repository()))
                        && step("settings", this::settings)
                        && step("docker", HostSteps::docker)
                        && step("port", () -> HostSteps.port(config()))
                        && step("server", this::server)
                        && step("authentication", this::authentication);
        return isSound ? ExitCode.OK.number() : ExitCode.OTHER.number();
    }

    /** Runs a step, prints what it found, and tells whether to go on. */
    private boolean step(String name, Supplier<Finding> look) {
        Finding finding;
        try {
            finding = look.get();
        } catch (BacalhauException e) {
            finding = Finding.broken(e);
        } catch (CompletionException e) {
            @Nullable Throwable cause = e.getCause();
            if (!(cause instanceof BacalhauException known)) {
                throw e;
            }
            finding = Finding.broken(known);
        }
        String sign = switch (finding.verdict()) {
            case GOOD -> "ok      ";
            case MISSING -> "missing ";
            case BROKEN -> "BROKEN  ";
        };
        String padded = name + " ".repeat(Math.max(0, NAME_WIDTH - name.length()));
        session.out().println(sign + padded + "  " + finding.text());
        if (!finding.remedy().isEmpty()) {
            session.out().println(" ".repeat(sign.length() + NAME_WIDTH) + "  remedy: " + finding.remedy());
        }
        return finding.verdict() != Finding.Verdict.BROKEN;
    }

    private NodeConfig config() {
        return NodeConfig.read(session.settings());
    }

    private Finding settings() {
        NodeConfig config = config();
        return Finding.good(
                config.warnings().isEmpty()
                        ? "all can be used"
                        : "all can be used; without effect: "
                                + config.warnings().size());
    }

    private Finding server() {
        String remedy = "start a node with \"bacalhau serve\", or name another with --api-host and --api-port";
        try {
            return session.client().agent().alive()
                    ? Finding.good("alive at " + session.address())
                    : Finding.broken(session.address() + " answers that it is not alive", remedy);
        } catch (BacalhauException e) {
            boolean nobodyThere = e.code() == ErrorCode.UNAVAILABLE;
            return nobodyThere ? Finding.broken(e.failure().message(), remedy) : Finding.broken(e);
        }
    }

    private Finding authentication() {
        return Finding.good(
                "let in by " + session.client().agent().node().info().nodeId());
    }
}
