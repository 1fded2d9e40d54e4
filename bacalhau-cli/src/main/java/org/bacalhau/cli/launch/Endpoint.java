package org.bacalhau.cli.launch;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.node.config.ClientKeys;
import org.bacalhau.node.config.ConfigKey;
import org.bacalhau.node.config.ConfigSources;
import org.bacalhau.node.config.ConfigValue;
import org.bacalhau.node.config.NodeConfig;
import org.bacalhau.node.config.NodeKeys;
import org.jspecify.annotations.Nullable;

/**
 * Which node a command talks to, and how. An option goes before an environment variable, and that before the file with
 * settings (cli-config-auth.md §13.1). Immutable.
 *
 * @param base the node's address
 * @param certificates PEM file with the certificates to trust; null for those of the JDK
 * @param trustsAnybody whether any certificate will do
 * @param key the file of the user's key
 * @param tokens the file of the user's tokens
 */
record Endpoint(URI base, @Nullable Path certificates, boolean trustsAnybody, Path key, Path tokens) {
    static Endpoint of(GlobalOptions options, Surroundings surroundings) {
        ConfigSources sources = sources(options, surroundings);
        sources = with(sources, ClientKeys.HOST, options.apiHost, "--api-host");
        sources = with(sources, ClientKeys.PORT, options.apiPort, "--api-port");
        sources = with(sources, ClientKeys.USE_TLS, options.tls, "--tls");
        sources = with(sources, ClientKeys.CA_CERTIFICATE, options.cacert, "--cacert");
        sources = with(sources, ClientKeys.INSECURE, options.insecure, "--insecure");
        NodeConfig config = NodeConfig.readForClient(sources);
        @Nullable Path certificates = config.get(ClientKeys.CA_CERTIFICATE).orElse(null);
        boolean insecure = config.get(ClientKeys.INSECURE);
        // Trusting somebody without speaking TLS would be a silent lie.
        boolean tls = config.get(ClientKeys.USE_TLS) || insecure || certificates != null;
        return new Endpoint(
                base(tls, config.get(ClientKeys.HOST), config.get(ClientKeys.PORT)),
                certificates,
                insecure,
                config.get(NodeKeys.KEY_PATH),
                config.get(ClientKeys.TOKENS_PATH));
    }

    private static ConfigSources with(ConfigSources sources, ConfigKey<?> key, String value, String option) {
        return value.isEmpty() ? sources : sources.withFlag(key.name(), ConfigValue.of(value), option);
    }

    /** Returns where settings are read from. */
    static ConfigSources sources(GlobalOptions options, Surroundings surroundings) {
        String home = surroundings.variable("HOME");
        ConfigSources sources = ConfigSources.of(
                surroundings.environment(),
                surroundings.directory(),
                surroundings.path(home.isEmpty() ? System.getProperty("user.home", ".") : home));
        return options.repo.isEmpty() ? sources : sources.withDataDirectory(surroundings.path(options.repo));
    }

    private static URI base(boolean tls, String host, int port) {
        try {
            return new URI(tls ? "https" : "http", null, host, port, null, null, null).parseServerAuthority();
        } catch (URISyntaxException e) {
            throw BacalhauException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "the API host is \"" + host + "\"",
                    "give --api-host or BACALHAU_API_HOST a name or an address, such as localhost");
        }
    }
}
