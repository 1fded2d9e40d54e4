package org.bacalhau.node.http;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.bacalhau.node.http.auth.AuthSettings;

/**
 * The settings of a server. Immutable; change single ones with the {@code with} methods.
 *
 * @param host the address to listen on: a name or number of this machine
 * @param port the port; 0 for any free one
 * @param openAccessAllowed whether to listen without authentication on an address that other machines reach
 * @param origins the origins whose pages may read answers, such as {@code http://localhost:8483}; {@link #ANY_ORIGIN} for all
 * @param limits what to take on at a time
 * @param auth who may do what
 * @param version what the server says it is
 * @param tls the certificate to serve https with; empty for http
 */
public record HttpSettings(
        String host,
        int port,
        boolean openAccessAllowed,
        Set<String> origins,
        HttpLimits limits,
        AuthSettings auth,
        ServerVersion version,
        Optional<SSLContext> tls) {
    /** Stands for every origin. */
    public static final String ANY_ORIGIN = "*";

    /** The port of the original (http-api.md §1.1). */
    public static final int DEFAULT_PORT = 1234;

    /** The defaults: this machine only, and no pages of other origins. */
    public static final HttpSettings DEFAULT = new HttpSettings(
            "127.0.0.1",
            DEFAULT_PORT,
            false,
            Set.of(),
            HttpLimits.DEFAULT,
            AuthSettings.OPEN,
            ServerVersion.current(),
            Optional.empty());

    private static final int LARGEST_PORT = 65_535;

    public HttpSettings {
        if (host.isBlank()) {
            throw new IllegalArgumentException("host is blank");
        }
        if (port < 0 || port > LARGEST_PORT) {
            throw new IllegalArgumentException("port " + port + " is not within 0 to " + LARGEST_PORT);
        }
        origins = Set.copyOf(origins);
        origins.forEach(HttpSettings::requireOrigin);
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(auth, "auth");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(tls, "tls");
    }

    private static void requireOrigin(String origin) {
        URI uri = URI.create(origin);
        boolean sound = uri.getScheme() != null
                && uri.getHost() != null
                && uri.getRawPath().isEmpty();
        if (!origin.equals(ANY_ORIGIN) && !sound) {
            throw new IllegalArgumentException("origin \"" + origin
                    + "\" is none; write it like http://localhost:8483, without a slash at the end");
        }
    }

    /** Returns these settings with another place to listen. */
    public HttpSettings withAddress(String newHost, int newPort) {
        return new HttpSettings(newHost, newPort, openAccessAllowed, origins, limits, auth, version, tls);
    }

    /** Returns these settings with or without leave to listen for other machines without authentication. */
    public HttpSettings withOpenAccessAllowed(boolean allowed) {
        return new HttpSettings(host, port, allowed, origins, limits, auth, version, tls);
    }

    /** Returns these settings with other origins. */
    public HttpSettings withOrigins(Set<String> value) {
        return new HttpSettings(host, port, openAccessAllowed, value, limits, auth, version, tls);
    }

    /** Returns these settings with other limits. */
    public HttpSettings withLimits(HttpLimits value) {
        return new HttpSettings(host, port, openAccessAllowed, origins, value, auth, version, tls);
    }

    /** Returns these settings with other rules of access. */
    public HttpSettings withAuth(AuthSettings value) {
        return new HttpSettings(host, port, openAccessAllowed, origins, limits, value, version, tls);
    }

    /** Returns these settings with https instead of http. */
    public HttpSettings withTls(SSLContext value) {
        return new HttpSettings(host, port, openAccessAllowed, origins, limits, auth, version, Optional.of(value));
    }
}
