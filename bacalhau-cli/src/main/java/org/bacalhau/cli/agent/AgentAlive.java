package org.bacalhau.cli.agent;

import java.util.concurrent.Callable;
import org.bacalhau.cli.launch.ExitCode;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.cli.output.ValueOptions;
import org.bacalhau.client.api.AliveResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells whether the node is alive. */
@Command(
        sortOptions = false,
        footer = {"", "  bacalhau agent alive"})
public final class AgentAlive implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ValueOptions output = new ValueOptions();

    /** Creates the command. */
    public AgentAlive(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        boolean alive = session.client().agent().alive();
        output.print(session, new AliveResponse(alive ? AliveResponse.OK : "not alive"), ValueOptions.Format.YAML);
        return alive ? ExitCode.OK.number() : ExitCode.OTHER.number();
    }
}
