package org.bacalhau.cli.agent;

import java.util.concurrent.Callable;
import org.bacalhau.cli.launch.ExitCode;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.cli.output.ValueOptions;
import org.bacalhau.client.api.ApiBuildVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows which software the node runs. */
@Command(
        sortOptions = false,
        footer = {"", "  bacalhau agent version"})
public final class AgentVersion implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ValueOptions output = new ValueOptions();

    /** Creates the command. */
    public AgentVersion(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ApiBuildVersion version = session.client().agent().version();
        if (output.isSet()) {
            output.print(session, version, ValueOptions.Format.YAML);
        } else {
            session.out().println("Bacalhau " + version.gitVersion());
            session.out().println("BuildDate " + version.buildDate());
            session.out().println("GitCommit " + version.gitCommit());
        }
        return ExitCode.OK.number();
    }
}
