package org.bacalhau.cli.node;

import java.util.concurrent.Callable;
import org.bacalhau.cli.launch.ExitCode;
import org.bacalhau.cli.launch.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives a node no more work. */
@Command(
        sortOptions = false,
        footer = {"", "  bacalhau node reject n-7d2c1f0a -m \"new machine\""})
public final class NodeReject implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "NODE", description = "Id of the node; its beginning will do.")
    private String node = "";

    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            description = "Why, for the log of the node that is talked to.")
    private String message = "";

    /** Creates the command. */
    public NodeReject(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.client().nodes().reject(node, message);
        session.out().println("Ok");
        return ExitCode.OK.number();
    }
}
