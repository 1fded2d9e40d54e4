package org.bacalhau.cli.node;

import java.util.concurrent.Callable;
import org.bacalhau.cli.launch.ExitCode;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.cli.output.ValueOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows a node. */
@Command(
        sortOptions = false,
        footer = {"", "  bacalhau node describe n-7d2c1f0a --output json --pretty"})
public final class NodeDescribe implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "NODE", description = "Id of the node; its beginning will do.")
    private String node = "";

    @Mixin
    private ValueOptions output = new ValueOptions();

    /** Creates the command. */
    public NodeDescribe(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        output.print(session, session.client().nodes().get(node), ValueOptions.Format.YAML);
        return ExitCode.OK.number();
    }
}
