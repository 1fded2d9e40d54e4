package org.bacalhau.node.http;

import java.util.Set;

/** The short paths of old clients (http-api.md §1.3). Only whole paths count, so that no id of a job is taken for one. */
final class LegacyPaths {
    private static final String PREFIX = "/api/v1";
    private static final Set<String> SHORT = Set.of(
            "/node_info",
            "/version",
            "/healthz",
            "/id",
            "/livez",
            "/requester/list",
            "/requester/nodes",
            "/requester/states",
            "/requester/results",
            "/requester/events",
            "/requester/submit",
            "/requester/cancel",
            "/requester/debug",
            "/requester/websocket/events");

    private LegacyPaths() {}

    static String rewrite(String path) {
        return SHORT.contains(path) ? PREFIX + path : path;
    }
}
