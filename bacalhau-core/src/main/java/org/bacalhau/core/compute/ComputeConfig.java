package org.bacalhau.core.compute;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.runtime.Backoff;

/**
 * The settings of a compute node. Immutable; {@link #builder()} starts from the defaults.
 *
 * @param totalCapacity everything the node gives to jobs
 * @param jobLimit the most that one job may use
 * @param defaultResources what a job gets of each resource it does not ask for
 * @param queueLimit how many executions may wait for capacity, at least 0
 * @param workers how many executions may be prepared, run or published at the same time, at least 1
 * @param minimumExecutionTimeout a job with a shorter limit is not bid for
 * @param maximumExecutionTimeout a job with a longer limit is not bid for; zero: any is fine
 * @param defaultExecutionTimeout the limit of a batch or ops job that has none; zero: no limit
 * @param timeoutExemptNamespaces jobs of these namespaces may have any limit
 * @param acceptNetworkedJobs whether jobs may ask for network access
 * @param rejectStatelessJobs whether jobs without inputs are turned down
 * @param locality whether inputs may be brought from elsewhere
 * @param negotiationTimeout how long a strategy that waits for somebody's approval may wait; then the bid is rejected
 * @param announceInterval how often the node tells that it is there
 * @param reportRetry how a report that was not confirmed is repeated; it is never given up
 * @param publishRetry how often publishing is tried
 * @param stopGrace how long an engine may take to stop before it is given up
 * @param outputLimitBytes the most that is kept of each of standard output and standard error; a program that writes
 *     more is stopped
 * @param resultLimitBytes the most that the result directory may hold, in bytes
 * @param resultLimitFiles the most files that the result directory may hold
 */
public record ComputeConfig(
        Resources totalCapacity,
        Resources jobLimit,
        Resources defaultResources,
        int queueLimit,
        int workers,
        Duration minimumExecutionTimeout,
        Duration maximumExecutionTimeout,
        Duration defaultExecutionTimeout,
        List<String> timeoutExemptNamespaces,
        boolean acceptNetworkedJobs,
        boolean rejectStatelessJobs,
        Locality locality,
        Duration negotiationTimeout,
        Duration announceInterval,
        Backoff reportRetry,
        Backoff publishRetry,
        Duration stopGrace,
        long outputLimitBytes,
        long resultLimitBytes,
        int resultLimitFiles) {

    // Far more than any machine has; a few can be added to it.
    private static final int MOST_THREADS = 1_000_000;

    /** Whether inputs may be brought to the node. */
    public enum Locality {
        /** Inputs may come from anywhere. */
        ANYWHERE,
        /** All inputs must be on the node already. */
        LOCAL
    }

    public ComputeConfig {
        Objects.requireNonNull(totalCapacity, "totalCapacity");
        Objects.requireNonNull(jobLimit, "jobLimit");
        Objects.requireNonNull(defaultResources, "defaultResources");
        timeoutExemptNamespaces = List.copyOf(timeoutExemptNamespaces);
        if (!jobLimit.fitsIn(totalCapacity)) {
            throw new IllegalArgumentException(
                    "job resource limits " + jobLimit + " exceed total resource limits " + totalCapacity);
        }
        if (!defaultResources.fitsIn(jobLimit)) {
            throw new IllegalArgumentException(
                    "default job resource limits " + defaultResources + " exceed job resource limits " + jobLimit);
        }
        if (queueLimit < 0 || workers < 1 || outputLimitBytes < 1 || resultLimitBytes < 1 || resultLimitFiles < 1) {
            throw new IllegalArgumentException(
                    "queue limit " + queueLimit + ", workers " + workers + " and limits on output must be positive");
        }
    }

    /**
     * Returns how many threads runs may hold at the same time: as many again as there are workers may be lost to engines
     * that ignore that they were stopped, before the node runs less than it could.
     */
    public int threadsForRuns() {
        return (int) Math.min(MOST_THREADS, 2L * workers);
    }

    /** Starts from the defaults, which are those of the original's production configuration (job-lifecycle.md §16). */
    public static ComputeConfigBuilder builder() {
        return new ComputeConfigBuilder();
    }
}
