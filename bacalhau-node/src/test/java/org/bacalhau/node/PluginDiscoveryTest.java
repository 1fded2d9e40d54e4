package org.bacalhau.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.bacalhau.core.BacalhauNode;
import org.bacalhau.core.model.ComputeInfo;
import org.junit.jupiter.api.Test;

/** The plugins of this module are found on the class path. */
class PluginDiscoveryTest {
    @Test
    void offersWhatThePluginsContribute() {
        try (BacalhauNode node = BacalhauNode.builder().discoverPlugins().build()) {
            node.start();

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> offer(node).engines().contains("wasm"));
            assertThat(offer(node).storageSources())
                    .contains("inline", "urldownload")
                    .doesNotContain("localdirectory");
            assertThat(offer(node).publishers()).contains("noop");
        }
    }

    private static ComputeInfo offer(BacalhauNode node) {
        ComputeInfo offer = node.compute().info().compute();
        assertThat(offer).isNotNull();
        return offer;
    }
}
