package org.bacalhau.core.model;

import java.util.Objects;

/**
 * The occasion on which the scheduler compares what a job wants with what there is. Immutable. Evaluations are not
 * stored: which ones are due follows from the stored jobs and executions (see RATIONALE.md, "Evaluations").
 *
 * @param id its name
 * @param jobId the job to look at
 * @param trigger what happened
 * @param comment more about it, for the record; may be empty
 */
public record Evaluation(EvaluationId id, JobId jobId, Trigger trigger, String comment) {
    /** What calls for an evaluation. The first seven are the original's (job-lifecycle.md §5). */
    public enum Trigger {
        JOB_REGISTER("job-register"),
        JOB_CANCEL("job-cancel"),
        JOB_QUEUE("job-queue"),
        JOB_TIMEOUT("job-timeout"),
        EXEC_UPDATE("exec-update"),
        EXEC_FAILURE("exec-failure"),
        EXEC_TIMEOUT("exec-timeout"),
        NODE_JOIN("node-join"),
        NODE_LOST("node-lost"),
        RECOVERY("recovery");

        private final String wireName;

        Trigger(String wireName) {
            this.wireName = wireName;
        }

        /** Returns the name used in records. */
        public String wireName() {
            return wireName;
        }
    }

    public Evaluation {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(jobId, "jobId");
        Objects.requireNonNull(trigger, "trigger");
        Objects.requireNonNull(comment, "comment");
    }
}
