package org.bacalhau.node.serve;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.runtime.IdGenerator;
import org.bacalhau.node.config.NodeConfig;
import org.bacalhau.node.config.NodeKeys;

/** Gives nodes their names (cli-config-auth.md §11). Stateless. */
final class NodeNames {
    private NodeNames() {}

    /** Returns the name that is set, else the one of earlier starts, else a new one, which is kept. */
    static String of(NodeConfig config, DataDirectory directory) {
        return config.get(NodeKeys.NAME).or(directory::nodeName).orElseGet(() -> {
            String made = make(config.get(NodeKeys.NAME_PROVIDER));
            directory.keepNodeName(made);
            return made;
        });
    }

    private static String make(NodeKeys.NameProvider provider) {
        return switch (provider) {
            case PUUID -> "n-" + IdGenerator.secure().uuid();
            case UUID -> IdGenerator.secure().uuid();
            case HOSTNAME -> hostName().replace('.', '-');
        };
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new BacalhauException(
                    Failure.of(
                            ErrorCode.INVALID_ARGUMENT,
                            "the name of this host is not known: " + e.getMessage(),
                            "set " + NodeKeys.NAME + ", or " + NodeKeys.NAME_PROVIDER + " to puuid"),
                    e);
        }
    }
}
