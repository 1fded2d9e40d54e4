package org.bacalhau.node.config;

import static org.bacalhau.node.config.ConfigKey.of;

/** How the HTTP API is served. */
public final class ServerKeys {
    /** Where to listen. */
    public static final ConfigKey<String> HOST = of(
                    "Node.ServerAPI.Host",
                    ValueTypes.text(),
                    "127.0.0.1",
                    "address to listen on; 0.0.0.0 for all of this machine")
            .alias("BACALHAU_SERVER_HOST");

    /** The port to listen on. */
    public static final ConfigKey<Integer> PORT = of(
                    "Node.ServerAPI.Port", ValueTypes.port(), "1234", "port to listen on; 0 for any free one")
            .alias("BACALHAU_SERVER_PORT");

    private ServerKeys() {}
}
