package org.bacalhau.node.http.endpoint;

import java.util.regex.Pattern;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.requester.Requester;
import org.bacalhau.node.http.route.Call;
import org.bacalhau.node.http.route.Refusal;

/** Finds the job that a path names, by its whole id or the beginning of it (http-api.md §16). Immutable. */
final class JobLookup {
    private static final Pattern WHOLE =
            Pattern.compile("(\\w-)?[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private final Requester requester;

    JobLookup(Requester requester) {
        this.requester = requester;
    }

    /**
     * Returns the job of a call.
     *
     * @param rights what the caller wants to do with it; see {@link org.bacalhau.node.http.route.Caller}
     */
    Job job(Call call, int rights) {
        Job job = job(call.variable("id"));
        call.caller().require(rights, job.spec().namespace());
        return job;
    }

    private Job job(String given) {
        try {
            return requester.job(WHOLE.matcher(given).matches() ? new JobId(given) : requester.resolve(given));
        } catch (BacalhauException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                throw Refusal.of(ErrorCode.NOT_FOUND, "Job not found. ID: " + given, "list the jobs, or check the id");
            }
            throw e;
        }
    }
}
