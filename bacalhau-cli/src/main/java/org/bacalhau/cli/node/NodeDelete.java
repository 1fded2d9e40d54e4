package org.bacalhau.cli.node;

import java.util.concurrent.Callable;
import org.bacalhau.cli.launch.ExitCode;
import org.bacalhau.cli.launch.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Forgets a node. */
@Command(
        sortOptions = false,
        footer = {"", "  bacalhau node delete n-7d2c1f0a -m \"new machine\""})
public final class NodeDelete implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "NODE", description = "Id of the node; its beginning will do.")
    private String node = "";

    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            description = "Why, for the log of the node that is talked to.")
    private String message = "";

    /** Creates the command. */
    public NodeDelete(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.client().nodes().delete(node, message);
        session.out().println("Ok");
        return ExitCode.OK.number();
    }
}
