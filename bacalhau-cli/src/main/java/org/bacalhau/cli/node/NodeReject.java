package org.bacalhau.cli.node;

import org.bacalhau.cli.launch.Session;
import org.bacalhau.client.Nodes;
import picocli.CommandLine.Command;

/** Gives a node no more work. */
@Command(
        sortOptions = false,
        footer = {"", "  bacalhau node reject n-7d2c1f0a -m \"new machine\""})
public final class NodeReject extends NodeAction {
    /** Creates the command. */
    public NodeReject(Session session) {
        super(session);
    }

    @Override
    void carryOut(Nodes nodes, String node, String message) {
        nodes.reject(node, message);
    }
}
