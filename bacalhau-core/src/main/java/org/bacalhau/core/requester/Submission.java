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
 * @param key makes it safe to submit again, even when the requester was restarted in between; null if that is not wanted
 */
public record Submission(
        JobSpec spec, @Nullable JobId requestedId, @Nullable SubmissionKey key) {
    public Submission {
        Objects.requireNonNull(spec, "spec");
    }

    /** Returns a submission that makes a job each time. */
    public Submission(JobSpec spec, @Nullable JobId requestedId) {
        this(spec, requestedId, null);
    }

    /** Returns a submission under an id of the network's choice. */
    public static Submission of(JobSpec spec) {
        return new Submission(spec, null);
    }

    /** Returns the submission with a key. */
    public Submission withKey(SubmissionKey newKey) {
        return new Submission(spec, requestedId, newKey);
    }
}
