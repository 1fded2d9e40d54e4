package org.bacalhau.cli.launch;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options that every command takes. Filled in by picocli while it parses; not read before. */
public final class GlobalOptions {
    @Option(
            names = "--api-host",
            paramLabel = "HOST",
            scope = ScopeType.INHERIT,
            description = "The node to talk to (BACALHAU_API_HOST; localhost unless said).")
    String apiHost = "";

    @Option(
            names = "--api-port",
            paramLabel = "PORT",
            scope = ScopeType.INHERIT,
            description = "Its port (BACALHAU_API_PORT; 1234 unless said).")
    String apiPort = "";

    @Option(
            names = "--tls",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "BOOL",
            scope = ScopeType.INHERIT,
            description = "Talk TLS to it (BACALHAU_API_TLS).")
    String tls = "";

    @Option(
            names = "--cacert",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Certificates to trust, as PEM; implies --tls (BACALHAU_API_CACERT).")
    String cacert = "";

    @Option(
            names = "--insecure",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "BOOL",
            scope = ScopeType.INHERIT,
            description = "Trust whoever answers; implies --tls (BACALHAU_API_INSECURE).")
    String insecure = "";

    @Option(
            names = {"--repo", "--data-dir"},
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Where keys, tokens and settings are (BACALHAU_DIR; ~/.bacalhau unless said).")
    String repo = "";

    @Option(
            names = "--log-mode",
            paramLabel = "MODE",
            hidden = true,
            scope = ScopeType.INHERIT,
            description = "Has no effect, as in the original; LOG_LEVEL sets how much is logged.")
    String logMode = "";

    @Option(
            names = "--embedded",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "BOOL",
            scope = ScopeType.INHERIT,
            description = "Run a node inside this command, on a temporary directory, and talk to that.")
    boolean embedded;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Print help about a command.")
    boolean help;
}
