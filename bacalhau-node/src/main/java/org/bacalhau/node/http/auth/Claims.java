package org.bacalhau.node.http.auth;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * What a token says about its bearer. Immutable.
 *
 * @param subject by what name they are known
 * @param namespaces what they may do in each namespace; see {@link org.bacalhau.node.http.route.Caller}
 * @param expires when the token is worth nothing any more
 */
public record Claims(String subject, Map<String, Integer> namespaces, Instant expires) {
    public Claims {
        Objects.requireNonNull(subject, "subject");
        namespaces = Map.copyOf(namespaces);
        Objects.requireNonNull(expires, "expires");
    }
}
