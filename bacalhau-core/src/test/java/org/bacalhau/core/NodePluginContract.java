package org.bacalhau.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every {@link NodePlugin} promises. Extend it and say how to make one. */
public abstract class NodePluginContract {
    private final List<AutoCloseable> contributed = new ArrayList<>();

    /** Makes the plugin. */
    protected abstract NodePlugin plugin();

    @AfterEach
    void closeWhatWasContributed() throws Exception {
        for (AutoCloseable part : contributed) {
            part.close();
        }
    }

    private List<AutoCloseable> parts(NodePlugin plugin) {
        List<AutoCloseable> parts = new ArrayList<>();
        parts.addAll(plugin.executors());
        parts.addAll(plugin.storageProviders());
        parts.addAll(plugin.publishers());
        contributed.addAll(parts);
        return parts;
    }

    @Test
    void hasAName() {
        assertThat(plugin().name()).isNotBlank();
    }

    @Test
    void contributesSomething() {
        assertThat(parts(plugin())).isNotEmpty().doesNotContainNull();
    }

    // The node closes its parts, so two nodes must not share any.
    @Test
    void contributesNewPartsToEachNode() {
        NodePlugin plugin = plugin();

        assertThat(parts(plugin)).doesNotContainAnyElementsOf(parts(plugin));
    }

    @Test
    void contributesOnePartOfEachType() {
        NodePlugin plugin = plugin();

        assertThat(plugin.executors().stream().map(part -> key(part.type())).toList())
                .doesNotHaveDuplicates();
        assertThat(plugin.storageProviders().stream()
                        .map(part -> key(part.type()))
                        .toList())
                .doesNotHaveDuplicates();
        assertThat(plugin.publishers().stream().map(part -> key(part.type())).toList())
                .doesNotHaveDuplicates();
    }

    private static String key(String type) {
        return type.trim().toLowerCase(Locale.ROOT);
    }

    @Test
    void makesANodeThatStarts() {
        try (BacalhauNode node = BacalhauNode.builder().plugin(plugin()).build()) {
            node.start();

            assertThat(node.compute().info().compute()).isNotNull();
        }
    }
}
