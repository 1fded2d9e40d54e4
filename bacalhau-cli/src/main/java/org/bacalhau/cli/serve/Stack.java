package org.bacalhau.cli.serve;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bacalhau.core.transport.LocalTransport;
import org.bacalhau.node.config.ConfigSources;
import org.bacalhau.node.config.ConfigValue;
import org.bacalhau.node.config.NodeConfig;
import org.bacalhau.node.config.NodeKeys;
import org.bacalhau.node.serve.NodeServer;

/** Nodes in this process that are one network. For one thread. */
final class Stack implements AutoCloseable {
    private static final List<String> IMITATED = List.of("docker", "wasm");

    private final LocalTransport network = new LocalTransport();
    private final boolean noop;
    private final List<Member> members = new ArrayList<>(); // StackFile.MOST_NODES at most

    /**
     * A node that runs.
     *
     * @param server the node
     * @param config its settings
     */
    record Member(NodeServer server, NodeConfig config) {}

    /** Creates an empty stack, whose nodes do nothing for the jobs of any engine if {@code noop}. */
    Stack(boolean noop) {
        this.noop = noop;
    }

    /** Starts a further node. */
    void add(ConfigSources sources) {
        NodeConfig config = NodeConfig.read(sources);
        Set<String> imitated = new LinkedHashSet<>();
        if (noop) {
            Set<String> disabled = new LinkedHashSet<>(config.get(NodeKeys.DISABLED_ENGINES));
            imitated.addAll(IMITATED);
            imitated.removeIf(type -> disabled.stream().anyMatch(type::equalsIgnoreCase));
            disabled.addAll(imitated);
            ConfigValue all = new ConfigValue.Items(disabled.stream()
                    .map(type -> ConfigValue.of(type.toLowerCase(Locale.ROOT)))
                    .toList());
            config = NodeConfig.read(sources.withFlag(NodeKeys.DISABLED_ENGINES.name(), all, "--Noop"));
        }
        NodeServer server = NodeServer.open(config, builder -> {
            builder.transport(network);
            imitated.forEach(type -> builder.executor(new NoopEngine(type)));
        });
        members.add(new Member(server, config));
        server.start();
    }

    /** Returns the nodes in the order in which they were added. */
    List<Member> members() {
        return List.copyOf(members);
    }

    /** Closes the nodes, the last one first, whatever fails. */
    @Override
    public void close() {
        RuntimeException first = null;
        for (int i = members.size() - 1; i >= 0; i--) {
            try {
                members.get(i).server().close();
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        members.clear();
        network.close();
        if (first != null) {
            throw first;
        }
    }
}
