package org.bacalhau.core.compute;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Event;
import org.bacalhau.core.model.EventTopic;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.Quantities;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.store.LocalExecution.Outcome;

/** Ends of executions that the compute node itself decides; the texts are those of job-lifecycle.md §4.6 where it has one. */
final class Ends {
    private static final String MORE_TIME = "Increase the task timeout or allocate more resources";

    private Ends() {}

    static Outcome.Failed timedOut(Duration limit, Instant now) {
        Failure failure = Failure.of(
                ErrorCode.TIMED_OUT, "Execution timed out after " + Quantities.formatDuration(limit), MORE_TIME);
        return failed(EventTopic.RUNNING_EXECUTION, failure, now);
    }

    /** The engine does not stop a run that is to end by {@code stop}. */
    static Outcome givenUp(Outcome stop, String grace, Instant now) {
        if (!(stop instanceof Outcome.Failed failed)) {
            return stop;
        }
        Failure cause = failed.failure();
        Failure failure = new Failure(
                cause.code(),
                cause.message() + "; the engine did not stop it within " + grace + ", so it was given up",
                cause.hint(),
                cause.retryable());
        return new Outcome.Failed(
                failure, new Event(failed.event().topic(), failure.message(), now, failure.eventDetails()));
    }

    static Outcome.Failed couldNotStart(RuntimeException fault, Instant now) {
        return failed(EventTopic.PREPARING_ENVIRONMENT, failureOf(fault).in("starting the execution"), now);
    }

    static Outcome.Failed stuck(Instant now) {
        Failure failure = Failure.of(
                ErrorCode.RESOURCE_EXHAUSTED,
                Runs.STUCK,
                "the execution is tried elsewhere where that is allowed; the node needs a restart if they never return");
        return failed(EventTopic.PREPARING_ENVIRONMENT, failure, now);
    }

    static Outcome.Failed rejected(String reason, Instant now) {
        Failure failure = Failure.of(
                ErrorCode.BID_REJECTED,
                "job rejected: " + reason,
                "change the job as the reason says, or run it where the node's policy allows it");
        return failed(EventTopic.REQUESTING_NODE, failure, now);
    }

    static Outcome.Failed undecided(Failure failure, Instant now) {
        return failed(EventTopic.REQUESTING_NODE, failure, now);
    }

    static Outcome.Failed lostByRestart(Instant now) {
        Failure failure = Failure.of(
                ErrorCode.NODE_LOST,
                "the node was restarted while it ran",
                "the execution is tried again where that is allowed");
        return failed(EventTopic.RUNNING_EXECUTION, failure, now);
    }

    static Outcome.Failed noLongerFits(Resources wanted, Resources total, Instant now) {
        Failure failure = Failure.of(
                ErrorCode.INSUFFICIENT_RESOURCES,
                "not enough capacity to run job: it was bid for with " + wanted + ", and the node now has " + total,
                "the execution is tried elsewhere where that is allowed");
        return failed(EventTopic.PREPARING_ENVIRONMENT, failure, now);
    }

    private static Outcome.Failed failed(EventTopic topic, Failure failure, Instant now) {
        return new Outcome.Failed(failure, Event.of(topic, failure, now));
    }

    /** Returns what foreign code has thrown, as data. */
    static Failure failureOf(Throwable fault) {
        if (fault instanceof BacalhauException known) {
            return known.failure();
        }
        if (fault instanceof IOException) {
            return Failure.of(
                    ErrorCode.UPSTREAM_FAILED,
                    textOf(fault, false),
                    "try again, or on another node; the job is not at fault");
        }
        return Failure.of(
                ErrorCode.INTERNAL,
                textOf(fault, true),
                "report it with what the node has logged; the job is not at fault");
    }

    // Foreign code may fail even here.
    private static String textOf(Throwable fault, boolean withType) {
        String type = fault.getClass().getName();
        String shortType = type.substring(type.lastIndexOf('.') + 1);
        try {
            String message = fault.getMessage();
            if (message == null || message.isBlank()) {
                return shortType;
            }
            return withType ? shortType + ": " + message : message;
        } catch (RuntimeException e) {
            return shortType;
        }
    }
}
