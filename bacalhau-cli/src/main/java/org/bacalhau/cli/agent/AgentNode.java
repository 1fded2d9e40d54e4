package org.bacalhau.cli.agent;

import java.util.concurrent.Callable;
import org.bacalhau.cli.launch.ExitCode;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.cli.output.ValueOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the node as it sees itself. */
@Command(
        sortOptions = false,
        footer = {"", "  bacalhau agent node --output json --pretty"})
public final class AgentNode implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ValueOptions output = new ValueOptions();

    /** Creates the command. */
    public AgentNode(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        output.print(session, session.client().agent().node(), ValueOptions.Format.YAML);
        return ExitCode.OK.number();
    }
}
