package org.bacalhau.node;

import org.bacalhau.core.NodePlugin;
import org.bacalhau.core.NodePluginContract;

class StoragePluginContractTest extends NodePluginContract {
    @Override
    protected NodePlugin plugin() {
        return new StoragePlugin();
    }
}
