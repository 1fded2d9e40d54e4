package org.bacalhau.node.http;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.node.http.auth.AccessPolicy;
import org.bacalhau.node.http.auth.AuthSettings;
import org.bacalhau.node.http.auth.Claims;
import org.bacalhau.node.http.auth.Tokens;
import org.bacalhau.node.http.result.ResultServer;
import org.bacalhau.node.http.route.Caller;
import org.bacalhau.node.http.route.Refusal;
import org.jspecify.annotations.Nullable;

/** Finds out who is calling, and whether they may (http-api.md §6). Immutable. */
final class Gatekeeper {
    private static final String BEARER = "bearer ";

    private final AuthSettings settings;
    private final Tokens tokens;

    Gatekeeper(AuthSettings settings, Tokens tokens) {
        this.settings = settings;
        this.tokens = tokens;
    }

    /**
     * Admits a caller.
     *
     * @param authorization the header of that name; null if there is none
     * @throws Refusal if the policy does not let the request pass
     */
    Caller admit(String method, String path, @Nullable String authorization) {
        if (path.startsWith(ResultServer.PATH)) {
            return Caller.ANYBODY; // who has a link may follow it, with a program that knows no tokens
        }
        Optional<Claims> claims = Optional.ofNullable(authorization)
                .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .flatMap(header -> tokens.read(header.substring(BEARER.length()).trim()));
        List<String> segments = Arrays.stream(path.split("/"))
                .filter(segment -> !segment.isEmpty())
                .toList();
        AccessPolicy.Decision decision = settings.policy().decide(new AccessPolicy.Request(method, segments, claims));
        return switch (decision) {
            case ALLOW -> callerOf(claims);
            case UNAUTHENTICATED ->
                throw Refusal.withStatus(
                                401,
                                ErrorCode.PERMISSION_DENIED,
                                "Invalid token. ",
                                "get a token: see GET /api/v1/auth, then send it as Authorization: Bearer <token>")
                        .with("WWW-Authenticate", "Bearer");
            case DENY ->
                throw Refusal.of(
                        ErrorCode.PERMISSION_DENIED,
                        "Access denied. ",
                        "ask the node's operator for the right to do this");
        };
    }

    private Caller callerOf(Optional<Claims> claims) {
        String name = claims.map(Claims::subject).orElse("");
        return settings.isOpen() || claims.isEmpty()
                ? new Caller(name, Optional.empty())
                : new Caller(name, Optional.of(claims.get().namespaces()));
    }
}
