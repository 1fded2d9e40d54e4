package org.bacalhau.cli.node;

import org.bacalhau.cli.launch.Session;
import org.bacalhau.client.Nodes;
import picocli.CommandLine.Command;

/** Lets a node take part. */
@Command(
        sortOptions = false,
        footer = {"", "  bacalhau node approve n-7d2c1f0a -m \"new machine\""})
public final class NodeApprove extends NodeAction {
    /** Creates the command. */
    public NodeApprove(Session session) {
        super(session);
    }

    @Override
    void carryOut(Nodes nodes, String node, String message) {
        nodes.approve(node, message);
    }
}
