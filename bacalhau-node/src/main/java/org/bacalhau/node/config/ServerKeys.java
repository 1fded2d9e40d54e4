package org.bacalhau.node.config;

import static org.bacalhau.node.config.ConfigKey.of;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the HTTP API is served, and to whom. */
public final class ServerKeys {
    /** Where to listen. */
    public static final ConfigKey<String> HOST = of(
                    "Node.ServerAPI.Host",
                    NodeTypes.host(),
                    "127.0.0.1",
                    "address to listen on; 0.0.0.0 for all addresses of this machine")
            .alias("BACALHAU_SERVER_HOST");

    /** The port to listen on. */
    public static final ConfigKey<Integer> PORT = of(
                    "Node.ServerAPI.Port", ValueTypes.port(), "1234", "port to listen on; 0 for any free one")
            .alias("BACALHAU_SERVER_PORT");

    /** Where others reach it. */
    public static final ConfigKey<Optional<URI>> ADVERTISED_ADDRESS = of(
            "Node.ServerAPI.AdvertisedAddress",
            ValueTypes.optional(NodeTypes.baseAddress()),
            "",
            "URL under which others reach the API, for links to results; without it, as a client reached it, or the"
                    + " address listened on");

    /** A domain to get certificates for: refused. */
    public static final ConfigKey<Optional<String>> AUTO_CERT = of(
                    "Node.ServerAPI.TLS.AutoCert",
                    ValueTypes.optional(
                            NodeTypes.refused("no domain: certificates are not fetched here; let an ACME client write"
                                    + " Node.ServerAPI.TLS.ServerCertificate and ServerKey")),
                    "",
                    "refused: certificates are not fetched automatically")
            .alias("BACALHAU_AUTO_TLS");

    /** The certificate. */
    public static final ConfigKey<Optional<Path>> CERTIFICATE = of(
                    "Node.ServerAPI.TLS.ServerCertificate",
                    ValueTypes.optional(ValueTypes.path()),
                    "",
                    "PEM file with the server's certificate, then those that vouch for it; serves https")
            .alias("BACALHAU_TLS_CERT");

    /** The certificate's key. */
    public static final ConfigKey<Optional<Path>> CERTIFICATE_KEY = of(
                    "Node.ServerAPI.TLS.ServerKey",
                    ValueTypes.optional(ValueTypes.path()),
                    "",
                    "PEM file with the private key of the certificate, without a password")
            .alias("BACALHAU_TLS_KEY");

    /** Whether to make a certificate. */
    public static final ConfigKey<Boolean> SELF_SIGNED = of(
                    "Node.ServerAPI.TLS.SelfSigned",
                    ValueTypes.bool(),
                    "false",
                    "serve https with a certificate that the node makes and signs itself")
            .alias("BACALHAU_TLS_SELFSIGNED");

    /** Whether others get in without authentication. */
    public static final ConfigKey<Boolean> OPEN_ACCESS = of(
            "Node.ServerAPI.AllowOpenAccess",
            ValueTypes.bool(),
            "false",
            "listen on an address that other machines reach even without an access policy");

    /** Pages that may read answers. */
    public static final ConfigKey<List<String>> ORIGINS = of(
            "Node.ServerAPI.AllowedOrigins",
            ValueTypes.list(NodeTypes.origin()),
            "",
            "origins of web pages that may read answers, such as http://localhost:8483; * for all");

    /** The longest body. */
    public static final ConfigKey<Long> BODY_SIZE =
            of("Node.ServerAPI.MaxBodySize", ValueTypes.size(1L << 30), "10MB", "longest body of a request");

    /** The longest headers. */
    public static final ConfigKey<Long> HEADER_SIZE =
            of("Node.ServerAPI.MaxHeaderSize", ValueTypes.size(512, 1 << 20), "16KiB", "longest headers of a request");

    /** How many connections. */
    public static final ConfigKey<Integer> CONNECTIONS = of(
            "Node.ServerAPI.MaxConnections",
            ValueTypes.integer(1, 1_000_000),
            "2000",
            "how many connections may be open at the same time");

    /** How many streams. */
    public static final ConfigKey<Integer> STREAMS = of(
            "Node.ServerAPI.MaxStreams",
            ValueTypes.integer(1, 1_000_000),
            "1000",
            "how many log and event streams may be open at the same time");

    /** Silence on connections. */
    public static final ConfigKey<Duration> IDLE =
            of("Node.ServerAPI.IdleTimeout", ValueTypes.time(), "1m", "how long nothing may move on a connection");

    /** Slow transfers. */
    public static final ConfigKey<Duration> TRANSFER = of(
            "Node.ServerAPI.TransferTimeout",
            ValueTypes.time(),
            "20s",
            "how long a body, or a piece of an answer, may be on its way");

    /** Slow ends. */
    public static final ConfigKey<Duration> DRAIN = of(
            "Node.ServerAPI.DrainTimeout",
            ValueTypes.time(),
            "5s",
            "how long requests in hand may take when the node closes");

    /** Ways to prove who one is. */
    public static final ConfigKey<Map<String, AuthMethodConfig>> AUTH_METHODS = of(
            "Auth.Methods",
            new AuthMethodsType(),
            AuthMethodsType.DEFAULT_TEXT,
            "ways for users to prove who they are, by their names; a list of methods replaces the default");

    /** What users may do. */
    public static final ConfigKey<Optional<Path>> ACCESS_POLICY = of(
            "Auth.AccessPolicyPath",
            ValueTypes.optional(ValueTypes.path()),
            "",
            "file that says what users may do; without it everybody may do everything");

    static final List<ConfigKey<?>> ALL = List.of(
            HOST,
            PORT,
            ADVERTISED_ADDRESS,
            AUTO_CERT,
            CERTIFICATE,
            CERTIFICATE_KEY,
            SELF_SIGNED,
            OPEN_ACCESS,
            ORIGINS,
            BODY_SIZE,
            HEADER_SIZE,
            CONNECTIONS,
            STREAMS,
            IDLE,
            TRANSFER,
            DRAIN,
            AUTH_METHODS,
            ACCESS_POLICY);

    private ServerKeys() {}
}
