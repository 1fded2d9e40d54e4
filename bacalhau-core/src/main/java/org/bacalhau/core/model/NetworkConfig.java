package org.bacalhau.core.model;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What a task may reach over the network. Immutable.
 *
 * @param type the kind of access
 * @param domains for {@link Type#HTTP}: the host names that may be reached, lower case
 */
public record NetworkConfig(Type type, List<String> domains) {
    /** No network at all: the default. */
    public static final NetworkConfig NONE = new NetworkConfig(Type.NONE, List.of());

    /** Kinds of network access. */
    public enum Type {
        /** Nothing but the loopback interface. */
        NONE("None"),
        /** Everything the node itself can reach. */
        FULL("Full"),
        /** HTTP and HTTPS to the listed domains. */
        HTTP("HTTP");

        private final String wireName;

        Type(String wireName) {
            this.wireName = wireName;
        }

        /** Returns the name used on the wire. */
        public String wireName() {
            return wireName;
        }
    }

    public NetworkConfig {
        Objects.requireNonNull(type, "type");
        domains = domains.stream()
                .map(domain -> domain.trim().toLowerCase(Locale.ROOT))
                .toList();
    }
}
