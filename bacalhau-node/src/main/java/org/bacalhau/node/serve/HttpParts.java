package org.bacalhau.node.serve;

import com.google.common.primitives.Ints;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.bacalhau.client.ClientKey;
import org.bacalhau.node.config.NodeConfig;
import org.bacalhau.node.config.ServerKeys;
import org.bacalhau.node.http.HttpLimits;
import org.bacalhau.node.http.HttpSettings;

/** Translates settings for the HTTP server. Stateless. */
final class HttpParts {
    private HttpParts() {}

    static HttpSettings of(NodeConfig config, Path dataDirectory, ClientKey key) {
        HttpSettings settings = HttpSettings.DEFAULT
                .withAddress(config.get(ServerKeys.HOST), config.get(ServerKeys.PORT))
                .withOpenAccessAllowed(config.get(ServerKeys.OPEN_ACCESS))
                .withOrigins(Set.copyOf(config.get(ServerKeys.ORIGINS)))
                .withLimits(limits(config))
                .withAuth(AuthParts.of(config, key));
        Optional<SSLContext> tls = ServerTls.of(config, dataDirectory, key);
        return tls.map(settings::withTls).orElse(settings);
    }

    private static HttpLimits limits(NodeConfig config) {
        return HttpLimits.DEFAULT
                .withSizes(
                        Ints.checkedCast(config.get(ServerKeys.BODY_SIZE)),
                        Ints.checkedCast(config.get(ServerKeys.HEADER_SIZE)))
                .withCounts(config.get(ServerKeys.CONNECTIONS), config.get(ServerKeys.STREAMS))
                .withTimes(config.get(ServerKeys.IDLE), config.get(ServerKeys.TRANSFER), config.get(ServerKeys.DRAIN));
    }
}
