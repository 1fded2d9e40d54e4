package org.bacalhau.client.api;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.util.List;
import java.util.Objects;

/**
 * Answers a request for a list of jobs, history entries, executions or results (http-api.md §7). Immutable. Keys that
 * v1.3.2 used for the items are read too (§22).
 *
 * @param <T> what is listed
 * @param nextToken gives the next page; empty if this is the last
 * @param items this page
 */
public record ApiList<T>(
        String nextToken,

        @JsonAlias({"Jobs", "History", "Executions", "Results"})
        List<T> items) {
    public ApiList {
        Objects.requireNonNull(nextToken, "nextToken");
        items = List.copyOf(items);
    }

    /** Returns the only page of a list. */
    public static <T> ApiList<T> of(List<T> items) {
        return new ApiList<>("", items);
    }
}
