package org.bacalhau.node.http.auth;

import java.util.List;
import java.util.Set;
import org.bacalhau.node.http.route.Caller;

/**
 * Lets in who has a token that permits what is asked for in some namespace. Whether that is the job's namespace is seen by who
 * answers, since the path does not tell. Immutable.
 *
 * <p>The ways to get a token, and what tells that a node lives, are open to everybody.
 */
public final class TokenPolicy implements AccessPolicy {
    private static final Set<List<String>> OPEN_PATHS = Set.of(
            List.of("api", "v1", "auth"),
            List.of("api", "v1", "agent", "alive"),
            List.of("api", "v1", "agent", "version"),
            List.of("api", "v1", "version"),
            List.of("api", "v1", "livez"),
            List.of("api", "v1", "healthz"),
            List.of("version"),
            List.of("livez"),
            List.of("healthz"));

    @Override
    public Decision decide(Request request) {
        if (isOpen(request.path())) {
            return Decision.ALLOW;
        }
        return request.claims()
                .map(claims -> isPermitted(claims, request) ? Decision.ALLOW : Decision.DENY)
                .orElse(Decision.UNAUTHENTICATED);
    }

    private static boolean isOpen(List<String> path) {
        boolean authMethod = path.size() == 4 && path.subList(0, 3).equals(List.of("api", "v1", "auth"));
        return authMethod || OPEN_PATHS.contains(path);
    }

    private static boolean isPermitted(Claims claims, Request request) {
        int wanted = rightsFor(request);
        return claims.namespaces().values().stream().anyMatch(rights -> (rights & wanted) == wanted);
    }

    private static int rightsFor(Request request) {
        List<String> path = request.path();
        if (!path.isEmpty() && path.get(path.size() - 1).equals("results")) {
            return Caller.DOWNLOAD;
        }
        return switch (request.method()) {
            case "GET", "HEAD" -> Caller.READ;
            case "DELETE" -> Caller.CANCEL;
            default -> Caller.WRITE;
        };
    }
}
