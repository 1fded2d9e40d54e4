package org.bacalhau.core.store;

import java.util.Objects;
import org.bacalhau.core.model.JobId;

/**
 * Which part of a job's history to read. Immutable.
 *
 * @param jobId the job
 * @param afterSequence only entries with a higher number; 0 for all
 * @param limit how many at the most, 1 to {@value JobQuery#LARGEST_PAGE}
 */
public record HistoryQuery(JobId jobId, long afterSequence, int limit) {
    public HistoryQuery {
        Objects.requireNonNull(jobId, "jobId");
        if (limit < 1 || limit > JobQuery.LARGEST_PAGE) {
            throw new IllegalArgumentException("limit " + limit + " is not within 1 to " + JobQuery.LARGEST_PAGE);
        }
    }

    /** Returns the query for the beginning of a job's history. */
    public static HistoryQuery of(JobId jobId) {
        return new HistoryQuery(jobId, 0, JobQuery.LARGEST_PAGE);
    }
}
