package org.bacalhau.cli.node;

import org.bacalhau.cli.launch.Session;
import org.bacalhau.client.Nodes;
import picocli.CommandLine.Command;

/** Forgets a node. */
@Command(
        sortOptions = false,
        footer = {"", "  bacalhau node delete n-7d2c1f0a -m \"new machine\""})
public final class NodeDelete extends NodeAction {
    /** Creates the command. */
    public NodeDelete(Session session) {
        super(session);
    }

    @Override
    void carryOut(Nodes nodes, String node, String message) {
        nodes.delete(node, message);
    }
}
