package org.bacalhau.node.http.route;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Finds the route of a call. Immutable. */
public final class Router {
    private final List<Route> routes;

    /** Creates a router; of two routes that fit a call the first in the list gets it. */
    public Router(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /** What is known about a call's path. */
    public sealed interface Match {
        /**
         * There is a route.
         *
         * @param route the route
         * @param variables the values in its path, still encoded
         */
        record Found(Route route, Map<String, String> variables) implements Match {
            public Found {
                Objects.requireNonNull(route, "route");
                variables = Map.copyOf(variables);
            }
        }

        /**
         * The path is known, but not with this method.
         *
         * @param allowed the methods it has
         */
        record WrongMethod(Set<Method> allowed) implements Match {
            public WrongMethod {
                allowed = Set.copyOf(allowed);
            }
        }

        /** The path is not known. */
        record Unknown() implements Match {}
    }

    /**
     * Finds the route of a call.
     *
     * @param method the method as sent; HEAD finds what GET finds
     * @param path the path as sent
     */
    public Match find(String method, String path) {
        String wanted = method.equals("HEAD") ? Method.GET.name() : method;
        EnumSet<Method> allowed = EnumSet.noneOf(Method.class);
        for (Route route : routes) {
            Optional<Map<String, String>> variables = route.path().match(path);
            if (variables.isPresent() && route.method().name().equals(wanted)) {
                return new Match.Found(route, variables.get());
            }
            if (variables.isPresent()) {
                allowed.add(route.method());
            }
        }
        return allowed.isEmpty() ? new Match.Unknown() : new Match.WrongMethod(allowed);
    }

    /** Returns every route, in the order in which they were declared. */
    public List<Route> routes() {
        return routes;
    }
}
