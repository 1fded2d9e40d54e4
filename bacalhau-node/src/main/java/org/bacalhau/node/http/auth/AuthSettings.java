package org.bacalhau.node.http.auth;

import java.security.KeyPair;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what. Immutable.
 *
 * @param methods the ways to prove who one is, by their names
 * @param policy what callers may do
 * @param tokenKey the RSA key that signs tokens; null for a new one at each start, which makes older tokens worthless
 */
public record AuthSettings(
        Map<String, AuthMethod> methods,
        AccessPolicy policy,
        @Nullable KeyPair tokenKey) {
    /** The name under which the original serves its method (http-api.md §6.2). */
    public static final String DEFAULT_METHOD = "clientkey";

    /** The original's default: callers are told apart by their keys, and may do everything, even without. */
    public static final AuthSettings OPEN =
            new AuthSettings(Map.of(DEFAULT_METHOD, new ChallengeMethod()), AccessPolicy.OPEN, null);

    public AuthSettings {
        methods = Collections.unmodifiableMap(new TreeMap<>(methods));
        Objects.requireNonNull(policy, "policy");
    }

    /** Tells whether everybody may do everything. */
    public boolean isOpen() {
        return policy.equals(AccessPolicy.OPEN);
    }
}
