package org.bacalhau.cli.serve;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which nodes a stack has. Filled in by picocli. */
final class StackCounts {
    private static final int REQUESTERS = 1;
    private static final int COMPUTE_NODES = 3;

    @Option(
            names = "--hybrid-nodes",
            paramLabel = "N",
            description = "Nodes that take jobs and run them; 0 unless said.")
    private @Nullable Integer hybrid;

    @Option(names = "--requester-nodes", paramLabel = "N", description = "Nodes that take jobs; 1 unless said.")
    private @Nullable Integer requesters;

    @Option(names = "--compute-nodes", paramLabel = "N", description = "Nodes that run jobs; 3 unless said.")
    private @Nullable Integer compute;

    @Option(
            names = "--nodes",
            paramLabel = "FILE",
            description = "Nodes with settings of their own: a YAML list, each entry as in config.yaml, and Count for"
                    + " several alike. Further nodes then only if flags ask for them.")
    private String file = "";

    /** Returns the nodes; those that take jobs first. */
    List<StackNode> nodes(Session session) {
        boolean alone = file.isEmpty();
        List<StackNode> nodes = new ArrayList<>();
        add(nodes, "--hybrid-nodes", hybrid, 0, "requester,compute");
        add(nodes, "--requester-nodes", requesters, alone ? REQUESTERS : 0, "requester");
        add(nodes, "--compute-nodes", compute, alone ? COMPUTE_NODES : 0, "compute");
        if (!alone) {
            Path path = session.surroundings().path(file);
            nodes.addAll(StackFile.read(path));
        }
        if (nodes.isEmpty() || nodes.size() > StackFile.MOST_NODES) {
            throw BacalhauException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "the stack would have " + nodes.size() + " nodes",
                    "ask for 1 to " + StackFile.MOST_NODES);
        }
        return nodes;
    }

    private static void add(List<StackNode> nodes, String flag, @Nullable Integer asked, int otherwise, String roles) {
        int count = asked == null ? otherwise : asked;
        if (count < 0 || count > StackFile.MOST_NODES) {
            throw BacalhauException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    flag + " is " + count,
                    "give a number from 0 to " + StackFile.MOST_NODES);
        }
        nodes.addAll(Collections.nCopies(count, StackNode.of(flag, roles)));
    }
}
