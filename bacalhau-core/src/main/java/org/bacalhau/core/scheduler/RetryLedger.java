package org.bacalhau.core.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bacalhau.core.model.DesiredState;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.ExecutionState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.runtime.Backoff;

/**
 * The mishaps among some executions of a job, and what follows for further tries. Immutable.
 *
 * <p>A failure counts towards the limit and makes the next try wait. Long-running jobs are given a new start whenever an
 * execution stays up for the longest wait: older failures count no more, nor does the failure of one that stayed up.
 */
final class RetryLedger {
    private final Backoff backoff;
    private final boolean forgives;
    private final Instant newStart;
    private final Set<ExecutionId> replaced = new HashSet<>();
    private final List<Mishap> open = new ArrayList<>();
    private final List<Mishap> counted = new ArrayList<>();

    private RetryLedger(JobType type, Collection<Execution> executions, SchedulerConfig config, Instant now) {
        backoff = config.executionRetry();
        forgives = type.isLongRunning();
        newStart = forgives ? latestNewStart(executions, now) : Instant.MIN;
        List<Mishap> mishaps = new ArrayList<>();
        for (Execution execution : executions) {
            ExecutionId previous = execution.previousExecution();
            if (previous != null) {
                replaced.add(previous);
            }
            Mishap.of(execution, type).ifPresent(mishaps::add);
        }
        mishaps.sort(Comparator.comparing(Mishap::at));
        for (Mishap mishap : mishaps) {
            if (!replaced.contains(mishap.execution().id())) {
                open.add(mishap);
            }
            if (mishap.kind() == Mishap.Kind.FAILED && !isForgiven(mishap.execution())) {
                counted.add(mishap);
            }
        }
    }

    /**
     * Sums up executions.
     *
     * @param executions all of a job, or those that count together, in order of creation
     */
    static RetryLedger of(JobType type, Collection<Execution> executions, SchedulerConfig config, Instant now) {
        return new RetryLedger(type, executions, config, now);
    }

    /** Returns the mishaps that nothing has made up for yet, the oldest first. */
    List<Mishap> open() {
        return open;
    }

    /** Returns the first failure after which another try is pointless. */
    Optional<Mishap> permanentFailure() {
        return open.stream()
                .filter(mishap ->
                        mishap.kind() == Mishap.Kind.FAILED && !mishap.cause().retryable())
                .findFirst();
    }

    /** Tells whether as many executions have failed as may. */
    boolean isExhausted() {
        return !counted.isEmpty() && !backoff.allowsRetryAfter(counted.size());
    }

    /** Returns what went wrong first, a failure before a loss; empty if nothing did or somebody just turned it down. */
    Optional<Mishap> firstCause() {
        if (!counted.isEmpty()) {
            return Optional.of(counted.get(0));
        }
        return open.stream()
                .filter(mishap -> mishap.kind() != Mishap.Kind.TURNED_DOWN)
                .min(Comparator.comparing(Mishap::kind));
    }

    /** Returns when a mishap may be made up for. */
    Instant dueAt(Mishap mishap) {
        if (mishap.kind() != Mishap.Kind.FAILED) {
            return mishap.at();
        }
        int failures = Math.max(1, counted.indexOf(mishap) + 1);
        return TimeLimits.deadline(mishap.at(), backoff.delayAfter(failures));
    }

    /** Tells whether an ended execution does not count any more. */
    boolean isForgiven(Execution execution) {
        return forgives
                && (!execution.modifyTime().isAfter(newStart)
                        || stayedUp(execution.createTime(), execution.modifyTime()));
    }

    private Instant latestNewStart(Collection<Execution> executions, Instant now) {
        Instant latest = Instant.MIN;
        for (Execution execution : executions) {
            boolean isUp = execution.state() == ExecutionState.BID_ACCEPTED
                    && execution.desired().state() == DesiredState.RUNNING;
            Instant from = isUp ? execution.modifyTime() : execution.createTime();
            Instant until = isUp ? now : execution.modifyTime();
            Instant start = TimeLimits.deadline(from, backoff.maximum());
            if (stayedUp(from, until) && start.isAfter(latest)) {
                latest = start;
            }
        }
        return latest;
    }

    private boolean stayedUp(Instant from, Instant until) {
        return Duration.between(from, until).compareTo(backoff.maximum()) >= 0;
    }
}
