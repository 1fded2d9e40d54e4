package org.bacalhau.client.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobValidator;
import org.bacalhau.core.model.Timeouts;
import org.bacalhau.core.model.ValidationException;
import org.bacalhau.core.requester.Submission;
import org.jspecify.annotations.Nullable;

/**
 * Reads submitted jobs (http-api.md §15). Safe for any thread: there is no state.
 *
 * <p>A requester checks each submission itself; this finds what cannot even be handed to it. When there is such a fault,
 * the requester's checks are made here too, so that somebody who submits a job learns of every fault at once.
 */
public final class JobSubmissions {
    private JobSubmissions() {}

    /**
     * A submission that the requester can check.
     *
     * @param submission for the requester
     * @param warnings what of the wire form is ignored, in the original's words and order; the requester adds its own
     */
    public record Read(Submission submission, List<String> warnings) {
        public Read {
            Objects.requireNonNull(submission, "submission");
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Reads a submitted job.
     *
     * @param job the job; null if the body has none
     * @param defaults the time limits that the requester fills in
     * @throws ValidationException with every fault, if the job cannot be handed to a requester
     */
    public static Read read(@Nullable ApiJob job, Timeouts defaults) {
        if (job == null) {
            throw new ValidationException(
                    "job", List.of(new Fault("Job", "", "empty/nil job", "put the job under the key Job")));
        }
        SpecReader reader = new SpecReader();
        JobSpec spec = reader.read(job);
        List<String> warnings = ignoredParts(job);
        boolean keepsId = spec.type().isLongRunning();
        if (!job.id().isEmpty() && !keepsId) {
            warnings.add("job ID is ignored when submitting a batch job");
        }
        boolean wantsId = !job.id().isEmpty() && keepsId;
        if (!reader.faults().isEmpty() || wantsId && job.id().isBlank()) {
            List<Fault> others = new ArrayList<>(JobValidator.validate(spec, defaults));
            if (wantsId) {
                others.addAll(JobValidator.validateRequestedId(job.id()));
            }
            throw new ValidationException("job", reader.faults().with(others));
        }
        return new Read(new Submission(spec, wantsId ? new JobId(job.id()) : null), warnings);
    }

    private static List<String> ignoredParts(ApiJob job) {
        List<String> warnings = new ArrayList<>();
        if (job.knownState().isPresent()) {
            warnings.add("job state is ignored when submitting a job");
        }
        if (job.revision() != 0) {
            warnings.add("job revision is ignored when submitting a job");
        }
        if (job.version() != 0) {
            warnings.add("job version is ignored when submitting a job");
        }
        if (job.createTime() != 0) {
            warnings.add("job create time is ignored when submitting a job");
        }
        if (job.modifyTime() != 0) {
            warnings.add("job modify time is ignored when submitting a job");
        }
        return warnings;
    }
}
