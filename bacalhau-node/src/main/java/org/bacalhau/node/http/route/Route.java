package org.bacalhau.node.http.route;

import java.util.Objects;

/**
 * Something the server can be asked for. Immutable.
 *
 * @param method the method
 * @param path the path
 * @param operation what it means
 * @param endpoint who answers
 */
public record Route(Method method, PathTemplate path, Operation operation, Endpoint endpoint) {
    public Route {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(endpoint, "endpoint");
    }

    /** Returns a route. */
    public static Route of(Method method, String path, Operation operation, Endpoint endpoint) {
        return new Route(method, PathTemplate.of(path), operation, endpoint);
    }
}
