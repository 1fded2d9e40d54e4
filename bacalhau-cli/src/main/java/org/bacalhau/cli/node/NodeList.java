package org.bacalhau.cli.node;

import java.util.List;
import java.util.concurrent.Callable;
import org.bacalhau.cli.launch.ExitCode;
import org.bacalhau.cli.launch.Selectors;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.cli.output.PagingOptions;
import org.bacalhau.cli.output.TableOptions;
import org.bacalhau.client.NodeSelection;
import org.bacalhau.client.api.ApiNodeState;
import org.bacalhau.core.model.NodeState;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the nodes of the network. */
@Command(
        sortOptions = false,
        footer = {
            "",
            "Fields to sort by: id, type, available_cpu, available_memory, available_disk, available_gpu, approval, status.",
            "",
            "  bacalhau node list --show features,capacity",
            "  bacalhau node list --filter-status connected --order-by available_memory"
        })
public final class NodeList implements Callable<Integer> {
    private final Session session;

    @Option(
            names = "--show",
            paramLabel = "GROUPS",
            split = ",",
            description = "Columns: labels, version, features, capacity; labels,capacity unless said.")
    private List<String> groups = List.of("labels", "capacity");

    @Option(names = "--labels", paramLabel = "SELECTOR", description = "Only nodes with these labels.")
    private String labels = "";

    @Option(names = "--filter-approval", paramLabel = "STATE", description = "Only approved, pending or rejected.")
    private NodeState.@Nullable Membership membership;

    @Option(names = "--filter-status", paramLabel = "STATE", description = "Only connected or disconnected.")
    private NodeState.@Nullable Connection connection;

    @Mixin
    private PagingOptions paging = new PagingOptions();

    @Mixin
    private TableOptions table = new TableOptions();

    /** Creates the command. */
    public NodeList(Session session) {
        this.session = session;
    }

    @Override
    @SuppressWarnings("NullAway") // both filters may be null, but that of nested types cannot be read from class files
    public Integer call() {
        NodeSelection selection = new NodeSelection(
                Selectors.parse("--labels", labels),
                membership,
                connection,
                paging.orderBy(NodeSelection.Order.class, NodeSelection.Order.ID),
                paging.reversed(),
                0); // all, since only they tell whether there is a next page
        List<ApiNodeState> all = session.client().nodes().list(selection);
        List<ApiNodeState> nodes = paging.cut(session, all, 0);
        table.print(session, NodeColumns.of(groups), nodes, nodes);
        return ExitCode.OK.number();
    }
}
