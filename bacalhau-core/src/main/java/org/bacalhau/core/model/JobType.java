package org.bacalhau.core.model;

import java.util.Locale;
import java.util.Optional;

/** What "done" means for a job, and on how many nodes it runs. */
public enum JobType {
    /** Runs {@code count} executions to their end, on the best-ranked nodes. */
    BATCH,
    /** Keeps {@code count} executions running until it is stopped. */
    SERVICE,
    /** Runs once on every node that matches when the job is first placed. */
    OPS,
    /** Keeps running on every node that matches, also on those that join later. */
    DAEMON;

    /** Returns the name used in job files and on the wire: the constant in lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the type of exactly this wire name; names are case-sensitive (http-api.md §15.2). */
    public static Optional<JobType> of(String wireName) {
        for (JobType type : values()) {
            if (type.wireName().equals(wireName)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** Tells whether only a stop ends the job, so that an execution that ends by itself is a failure. */
    public boolean isLongRunning() {
        return this == SERVICE || this == DAEMON;
    }

    /** Tells whether the job runs on all matching nodes, without a count and without asking for bids. */
    public boolean runsOnAllNodes() {
        return this == OPS || this == DAEMON;
    }
}
