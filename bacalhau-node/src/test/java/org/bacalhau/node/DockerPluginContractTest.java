package org.bacalhau.node;

import org.bacalhau.core.NodePlugin;
import org.bacalhau.core.NodePluginContract;

class DockerPluginContractTest extends NodePluginContract {
    @Override
    protected NodePlugin plugin() {
        return new DockerPlugin();
    }
}
