package org.bacalhau.node.http;

import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** Says which web pages may read answers (http-api.md §1.2). Immutable. */
final class CrossOrigin {
    private static final String METHODS = "GET,HEAD,PUT,PATCH,POST,DELETE";

    private final Set<String> origins;

    CrossOrigin(Set<String> origins) {
        this.origins = origins;
    }

    /** Adds what belongs into every answer. */
    void mark(HttpFields request, HttpFields.Mutable answer) {
        answer.put(HttpHeader.VARY, "Origin");
        String origin = request.get(HttpHeader.ORIGIN);
        if (origin == null) {
            return;
        }
        if (origins.contains(HttpSettings.ANY_ORIGIN)) {
            answer.put("Access-Control-Allow-Origin", HttpSettings.ANY_ORIGIN);
        } else if (origins.contains(origin)) {
            answer.put("Access-Control-Allow-Origin", origin);
        }
    }

    /** Adds what a page is told that asks before it sends. */
    void markPreflight(HttpFields request, HttpFields.Mutable answer) {
        if (answer.get("Access-Control-Allow-Origin") == null) {
            return;
        }
        answer.put(HttpHeader.VARY, "Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
        answer.put("Access-Control-Allow-Methods", METHODS);
        String headers = request.get("Access-Control-Request-Headers");
        if (headers != null) {
            answer.put("Access-Control-Allow-Headers", headers);
        }
    }
}
