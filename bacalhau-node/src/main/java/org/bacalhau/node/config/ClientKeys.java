package org.bacalhau.node.config;

import static org.bacalhau.node.config.ConfigKey.of;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Which node clients talk to, and how. The node itself uses none of them; they share its file. */
public final class ClientKeys {
    /** The node's host. */
    public static final ConfigKey<String> HOST = of(
                    "Node.ClientAPI.Host", NodeTypes.host(), "127.0.0.1", "host of the node that clients talk to")
            .alias("BACALHAU_API_HOST");

    /** The node's port. */
    public static final ConfigKey<Integer> PORT = of(
                    "Node.ClientAPI.Port",
                    ValueTypes.integer(1, 65_535),
                    "1234",
                    "port of the node that clients talk to")
            .alias("BACALHAU_API_PORT");

    /** Whether to talk by TLS. */
    public static final ConfigKey<Boolean> USE_TLS = of(
                    "Node.ClientAPI.ClientTLS.UseTLS", ValueTypes.bool(), "false", "talk to the node by https")
            .alias("BACALHAU_API_TLS");

    /** Whom to trust. */
    public static final ConfigKey<Optional<Path>> CA_CERTIFICATE = of(
                    "Node.ClientAPI.ClientTLS.CACert",
                    ValueTypes.optional(ValueTypes.path()),
                    "",
                    "PEM file with the certificates that clients trust, instead of this system's")
            .alias("BACALHAU_API_CACERT");

    /** Whether to trust anybody. */
    public static final ConfigKey<Boolean> INSECURE = of(
                    "Node.ClientAPI.ClientTLS.Insecure",
                    ValueTypes.bool(),
                    "false",
                    "do not check the node's certificate")
            .alias("BACALHAU_API_INSECURE");

    /** Where tokens are kept. */
    public static final ConfigKey<Path> TOKENS_PATH =
            of("Auth.TokensPath", ValueTypes.path(), "tokens.json", "file in which clients keep their tokens");

    static final List<ConfigKey<?>> ALL = List.of(HOST, PORT, USE_TLS, CA_CERTIFICATE, INSECURE, TOKENS_PATH);

    private ClientKeys() {}
}
