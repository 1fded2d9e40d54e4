package org.bacalhau.core.store;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.LabelRequirement;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs to list. Immutable. A cursor stays valid while jobs come and end: the next page goes on after the last job
 * of the one before.
 *
 * @param namespace only jobs of this namespace; null for all
 * @param states only jobs in one of these states; empty for all
 * @param labels only jobs whose labels meet all of these
 * @param order by what to sort
 * @param reverse last first
 * @param limit how many at the most, 1 to {@value #LARGEST_PAGE}
 * @param cursor where to go on, from the page before; null for the beginning
 */
public record JobQuery(
        @Nullable String namespace,
        Set<JobState> states,
        List<LabelRequirement> labels,
        Order order,
        boolean reverse,
        int limit,
        @Nullable String cursor) {
    /** No page is longer. */
    public static final int LARGEST_PAGE = 10_000;

    /** All jobs, oldest first, a page at a time. */
    public static final JobQuery ALL =
            new JobQuery(null, Set.of(), List.of(), Order.CREATED_AT, false, LARGEST_PAGE, null);

    /** What jobs are sorted by; equal ones are sorted by id. */
    public enum Order {
        CREATED_AT,
        /**
         * When they last moved. A job that moves between two pages changes its place: forwards it may come again, reversed
         * it may be missed.
         */
        MODIFIED_AT,
        ID
    }

    public JobQuery {
        states = Set.copyOf(states);
        labels = List.copyOf(labels);
        Objects.requireNonNull(order, "order");
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw new IllegalArgumentException("limit " + limit + " is not within 1 to " + LARGEST_PAGE);
        }
    }

    /** Returns the query for the page after {@code next}. */
    public JobQuery after(String next) {
        return new JobQuery(namespace, states, labels, order, reverse, limit, next);
    }

    /** Returns the query with another page length. */
    public JobQuery limitedTo(int newLimit) {
        return new JobQuery(namespace, states, labels, order, reverse, newLimit, cursor);
    }
}
