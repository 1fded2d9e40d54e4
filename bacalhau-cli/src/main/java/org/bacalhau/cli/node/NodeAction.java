package org.bacalhau.cli.node;

import java.util.concurrent.Callable;
import org.bacalhau.cli.launch.ExitCode;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.client.Nodes;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands that decide about a node have in common. */
abstract class NodeAction implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "NODE", description = "Id of the node; its beginning will do.")
    private String node = "";

    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            description = "Why, for the log of the node that is talked to.")
    private String message = "";

    NodeAction(Session session) {
        this.session = session;
    }

    /** Has the node that is talked to carry it out. */
    abstract void carryOut(Nodes nodes, String node, String message);

    @Override
    public final Integer call() {
        carryOut(session.client().nodes(), node, message);
        session.out().println("Ok");
        return ExitCode.OK.number();
    }
}
