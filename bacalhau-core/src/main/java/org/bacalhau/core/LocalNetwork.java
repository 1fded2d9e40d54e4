package org.bacalhau.core;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.bacalhau.core.requester.Requester;
import org.bacalhau.core.transport.LocalTransport;

/**
 * A whole network inside this program: one requester node and some compute nodes, which meet in memory. Safe for any
 * thread.
 *
 * <pre>{@code
 * try (LocalNetwork network = LocalNetwork.builder()
 *         .computeNodes(3, (node, index) -> node.label("zone", "z" + index).executor(new MyExecutor()))
 *         .start()) {
 *     network.requester().submit(spec);
 * }
 * }</pre>
 */
public final class LocalNetwork implements AutoCloseable {
    private final BacalhauNode requesterNode;
    private final List<BacalhauNode> computeNodes;
    private final CloseStack closeStack;

    private LocalNetwork(BacalhauNode requesterNode, List<BacalhauNode> computeNodes, CloseStack closeStack) {
        this.requesterNode = requesterNode;
        this.computeNodes = List.copyOf(computeNodes);
        this.closeStack = closeStack;
    }

    /** Starts describing a network. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the requester, which takes jobs for the whole network. */
    public Requester requester() {
        return requesterNode.requester();
    }

    /** Returns the node that is the requester. */
    public BacalhauNode requesterNode() {
        return requesterNode;
    }

    /** Returns the compute nodes, in the order in which they were described. */
    public List<BacalhauNode> computeNodes() {
        return computeNodes;
    }

    /** Closes all nodes, compute nodes first. May be called any number of times. */
    @Override
    public synchronized void close() {
        closeStack.close();
    }

    /** Describes a network. For one thread. */
    public static final class Builder {
        private final List<Consumer<BacalhauNodeBuilder>> computeNodes = new ArrayList<>();
        private Consumer<BacalhauNodeBuilder> requester = node -> {};

        private Builder() {}

        /** Sets up the requester node: its id, settings, store and so on. */
        public Builder requester(Consumer<BacalhauNodeBuilder> setup) {
            requester = setup;
            return this;
        }

        /** Adds a compute node. */
        public Builder computeNode(Consumer<BacalhauNodeBuilder> setup) {
            computeNodes.add(setup);
            return this;
        }

        /**
         * Adds compute nodes that are set up alike.
         *
         * @param count how many, at least 0
         * @param setup is given each node and its index from 0; engines and other parts must be new for each node
         */
        public Builder computeNodes(int count, ObjIntConsumer<BacalhauNodeBuilder> setup) {
            for (int i = 0; i < count; i++) {
                int index = i;
                computeNodes.add(node -> setup.accept(node, index));
            }
            return this;
        }

        /**
         * Builds and starts all nodes. Returns when every compute node is known to the requester.
         *
         * @throws org.bacalhau.core.model.BacalhauException if a node cannot start; all are then closed
         */
        public LocalNetwork start() {
            CloseStack closeStack = new CloseStack();
            try {
                LocalTransport transport = closeStack.add(new LocalTransport());
                BacalhauNode requesterNode = closeStack.add(build(requester, Role.REQUESTER, transport));
                requesterNode.start();
                List<BacalhauNode> nodes = new ArrayList<>();
                for (Consumer<BacalhauNodeBuilder> setup : computeNodes) {
                    BacalhauNode node = closeStack.add(build(setup, Role.COMPUTE, transport));
                    nodes.add(node);
                    node.start();
                }
                requesterNode.awaitWhatArrived();
                return new LocalNetwork(requesterNode, nodes, closeStack);
            } catch (RuntimeException | Error fault) {
                closeStack.close();
                throw fault;
            }
        }

        private static BacalhauNode build(Consumer<BacalhauNodeBuilder> setup, Role role, LocalTransport transport) {
            BacalhauNodeBuilder node = BacalhauNode.builder().roles(role).transport(transport);
            setup.accept(node);
            return node.build();
        }
    }
}
