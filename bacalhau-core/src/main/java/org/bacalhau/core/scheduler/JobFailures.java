package org.bacalhau.core.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Event;
import org.bacalhau.core.model.EventTopic;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.Quantities;
import org.bacalhau.core.scheduler.Plan.JobMove;

/**
 * The ways a job fails, in the original's words (job-lifecycle.md §4.1); but where an execution was the cause, the job
 * names it. Stateless.
 */
final class JobFailures {
    private static final String EXECUTION_FAILED = "execution failed";
    private static final String TOO_MANY_RETRIES = "Job failed because it has been retried too many times";

    private JobFailures() {}

    /** The job's total time has passed. */
    static JobMove timedOut(Duration limit, Instant now) {
        String message = "Job timed out. Job took longer than " + Quantities.formatDuration(limit);
        // "Retryable" would be misread: nobody retries the job.
        Failure failure = new Failure(ErrorCode.TIMED_OUT, message, StopReason.TIMEOUT_HINT, false);
        return move(EventTopic.JOB_TIMEOUT, failure, failure.eventDetails(), now);
    }

    /** An execution failed, and another try would not help. */
    static JobMove executionFailed(Mishap cause, Instant now) {
        return ofExecution(cause, EXECUTION_FAILED, now);
    }

    /** As many executions failed as may. */
    static JobMove retriedTooOften(Mishap first, Instant now) {
        return ofExecution(first, TOO_MANY_RETRIES + ": " + EXECUTION_FAILED, now);
    }

    /**
     * No node fits, or none any more.
     *
     * @param cause what went wrong on the nodes that did fit; empty if there were none
     */
    static JobMove notEnoughNodes(PlacementReport report, Optional<Mishap> cause, Instant now) {
        Failure shortage = Failure.of(ErrorCode.NO_FITTING_NODE, report.describe(), report.remedy());
        Failure failure = shortage;
        if (cause.isPresent()) {
            failure = cause.get().cause().in(EXECUTION_FAILED);
            if (cause.get().kind() == Mishap.Kind.LOST) {
                failure = new Failure(
                        failure.code(), failure.message() + "\n" + shortage.message(), failure.hint(), true);
            }
        }
        Map<String, String> details = detailsOf(failure);
        cause.ifPresent(mishap -> addExecution(details, mishap));
        details.put("NodesRequested", Integer.toString(report.requested()));
        details.put("NodesAvailable", Integer.toString(report.considered()));
        details.put("NodesSuitable", Integer.toString(report.suitable()));
        return move(EventTopic.SCHEDULING, failure, details, now);
    }

    private static JobMove ofExecution(Mishap mishap, String context, Instant now) {
        Failure failure = mishap.cause().in(context);
        Map<String, String> details = detailsOf(failure);
        addExecution(details, mishap);
        return move(EventTopic.SCHEDULING, failure, details, now);
    }

    // It is the job that fails here, not an execution.
    private static Map<String, String> detailsOf(Failure failure) {
        Map<String, String> details = new LinkedHashMap<>(failure.eventDetails());
        details.remove(Event.FAILS_EXECUTION);
        details.remove(Event.RETRYABLE);
        return details;
    }

    private static void addExecution(Map<String, String> details, Mishap mishap) {
        details.put("ExecutionID", mishap.execution().id().value());
        details.put("NodeID", mishap.execution().nodeId().value());
    }

    private static JobMove move(EventTopic topic, Failure failure, Map<String, String> details, Instant now) {
        return new JobMove(
                JobState.FAILED, failure.message(), new Event(topic.text(), failure.message(), now, details));
    }
}
