package org.bacalhau.core.requester;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.bacalhau.core.model.NodeState.Membership;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Timeouts;
import org.bacalhau.core.runtime.Backoff;
import org.bacalhau.core.scheduler.SchedulerConfig;

/**
 * The settings of a requester. Immutable; change single ones with the {@code with} methods.
 *
 * @param defaultTimeouts limits of jobs that set none
 * @param defaultPublisher publisher of tasks that name none; {@link SpecConfig#NONE} for none
 * @param newNodeMembership whether a node that announces itself takes part at once or waits for approval
 * @param disconnectAfter a node that is silent this long counts as disconnected and gets no new work
 * @param commandDeadline how long a command may stay unanswered before it is repeated
 * @param commandRetry how commands are repeated; when its attempts are used up, only an announcement of the node starts
 *     them again
 * @param activeJobLimit how many jobs may be unfinished; further ones are refused
 * @param waiterLimit how many callers may wait for the end of a job at the same time
 * @param scheduler the settings of the schedulers
 */
public record RequesterConfig(
        Timeouts defaultTimeouts,
        SpecConfig defaultPublisher,
        Membership newNodeMembership,
        Duration disconnectAfter,
        Duration commandDeadline,
        Backoff commandRetry,
        int activeJobLimit,
        int waiterLimit,
        SchedulerConfig scheduler) {
    /**
     * The defaults. Time limits are those of the original (job-lifecycle.md §16): a batch or ops job ends after 30
     * minutes unless it says otherwise.
     */
    public static final RequesterConfig DEFAULT = new RequesterConfig(
            new Timeouts(Duration.ZERO, Duration.ZERO, Duration.ofMinutes(30)),
            SpecConfig.NONE,
            Membership.APPROVED,
            Duration.ofSeconds(45),
            Duration.ofSeconds(5),
            new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), 20),
            1_000_000,
            100_000,
            SchedulerConfig.DEFAULT);

    public RequesterConfig {
        Objects.requireNonNull(defaultTimeouts, "defaultTimeouts");
        Objects.requireNonNull(defaultPublisher, "defaultPublisher");
        Objects.requireNonNull(newNodeMembership, "newNodeMembership");
        Objects.requireNonNull(commandRetry, "commandRetry");
        Objects.requireNonNull(scheduler, "scheduler");
        if (!Timeouts.isSet(disconnectAfter) || !Timeouts.isSet(commandDeadline)) {
            throw new IllegalArgumentException("disconnectAfter " + disconnectAfter + " and commandDeadline "
                    + commandDeadline + " must be longer than zero");
        }
        if (activeJobLimit < 1 || waiterLimit < 1) {
            throw new IllegalArgumentException(
                    "activeJobLimit " + activeJobLimit + " and waiterLimit " + waiterLimit + " must be at least 1");
        }
    }

    /** Returns these settings with other default limits of jobs. */
    public RequesterConfig withDefaultTimeouts(Timeouts value) {
        return changed(draft -> draft.defaultTimeouts = value);
    }

    /** Returns these settings with a publisher for tasks that name none. */
    public RequesterConfig withDefaultPublisher(SpecConfig value) {
        return changed(draft -> draft.defaultPublisher = value);
    }

    /** Returns these settings with nodes waiting for an operator's approval, or not. */
    public RequesterConfig withManualApproval(boolean manual) {
        return changed(draft -> draft.newNodeMembership = manual ? Membership.PENDING : Membership.APPROVED);
    }

    /** Returns these settings with other time limits for silent nodes and unanswered commands. */
    public RequesterConfig withPatience(Duration silence, Duration deadline, Backoff retry) {
        return changed(draft -> {
            draft.disconnectAfter = silence;
            draft.commandDeadline = deadline;
            draft.commandRetry = retry;
        });
    }

    /** Returns these settings with another bound on unfinished jobs. */
    public RequesterConfig withActiveJobLimit(int value) {
        return changed(draft -> draft.activeJobLimit = value);
    }

    /** Returns these settings with another bound on callers that wait. */
    public RequesterConfig withWaiterLimit(int value) {
        return changed(draft -> draft.waiterLimit = value);
    }

    /** Returns these settings with other settings of the schedulers. */
    public RequesterConfig withScheduler(SchedulerConfig value) {
        return changed(draft -> draft.scheduler = value);
    }

    private RequesterConfig changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return new RequesterConfig(
                draft.defaultTimeouts,
                draft.defaultPublisher,
                draft.newNodeMembership,
                draft.disconnectAfter,
                draft.commandDeadline,
                draft.commandRetry,
                draft.activeJobLimit,
                draft.waiterLimit,
                draft.scheduler);
    }

    /** The settings while one of them is changed. */
    private static final class Draft {
        private Timeouts defaultTimeouts;
        private SpecConfig defaultPublisher;
        private Membership newNodeMembership;
        private Duration disconnectAfter;
        private Duration commandDeadline;
        private Backoff commandRetry;
        private int activeJobLimit;
        private int waiterLimit;
        private SchedulerConfig scheduler;

        private Draft(RequesterConfig from) {
            defaultTimeouts = from.defaultTimeouts;
            defaultPublisher = from.defaultPublisher;
            newNodeMembership = from.newNodeMembership;
            disconnectAfter = from.disconnectAfter;
            commandDeadline = from.commandDeadline;
            commandRetry = from.commandRetry;
            activeJobLimit = from.activeJobLimit;
            waiterLimit = from.waiterLimit;
            scheduler = from.scheduler;
        }
    }
}
