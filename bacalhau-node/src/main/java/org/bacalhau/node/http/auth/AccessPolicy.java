package org.bacalhau.node.http.auth;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Decides what callers may do (http-api.md §6.1). Safe for any thread. */
@FunctionalInterface
public interface AccessPolicy {
    /** Everybody may do everything, as the original has it unless its operator says otherwise. */
    AccessPolicy OPEN = request -> Decision.ALLOW;

    /** What a policy decides. */
    enum Decision {
        /** The request goes on. */
        ALLOW,
        /** The caller has to prove who they are: status 401. */
        UNAUTHENTICATED,
        /** The caller is known and may not do it: status 403. */
        DENY
    }

    /**
     * What a policy decides about. Immutable.
     *
     * @param method the HTTP method
     * @param path the segments of the path
     * @param claims what the caller's token says; empty if there is none, or none that is valid
     */
    record Request(String method, List<String> path, Optional<Claims> claims) {
        public Request {
            Objects.requireNonNull(method, "method");
            path = List.copyOf(path);
            Objects.requireNonNull(claims, "claims");
        }
    }

    /** Decides about one request; must not block. */
    Decision decide(Request request);
}
