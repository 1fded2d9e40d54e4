package org.bacalhau.core.requester;

import java.util.Objects;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobSpec;
import org.jspecify.annotations.Nullable;

/**
 * A request to run a job. Immutable.
 *
 * @param spec what to run
 * @param requestedId an id of the submitter's choice, for service and daemon jobs only; null for one of the network's
 */
public record Submission(JobSpec spec, @Nullable JobId requestedId) {
    public Submission {
        Objects.requireNonNull(spec, "spec");
    }

    /** Returns a submission under an id of the network's choice. */
    public static Submission of(JobSpec spec) {
        return new Submission(spec, null);
    }
}
