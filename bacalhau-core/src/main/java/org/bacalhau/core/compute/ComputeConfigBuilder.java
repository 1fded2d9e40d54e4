package org.bacalhau.core.compute;

import java.time.Duration;
import java.util.List;
import org.bacalhau.core.compute.ComputeConfig.Locality;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.runtime.Backoff;
import org.jspecify.annotations.Nullable;

/** Collects the settings of a compute node; see {@link ComputeConfig} for their meaning. For one thread. */
public final class ComputeConfigBuilder {
    private static final double SHARE_FOR_JOBS = 0.8;
    private static final long GIGABYTE = 1_000_000_000L;

    private Resources totalCapacity = defaultCapacity();
    private @Nullable Resources jobLimit;
    private Resources defaultResources = Resources.of(500, GIGABYTE, 0, 0);
    private int queueLimit = 10_000;
    private int workers = Math.max(16, 4 * Runtime.getRuntime().availableProcessors());
    private Duration minimumExecutionTimeout = Duration.ofMillis(500);
    private Duration maximumExecutionTimeout = Duration.ZERO;
    private Duration defaultExecutionTimeout = Duration.ofMinutes(10);
    private List<String> timeoutExemptNamespaces = List.of();
    private boolean acceptNetworkedJobs;
    private boolean rejectStatelessJobs;
    private Locality locality = Locality.ANYWHERE;
    private Duration negotiationTimeout = Duration.ofMinutes(3);
    private Duration announceInterval = Duration.ofSeconds(15);
    private Backoff reportRetry = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), Integer.MAX_VALUE);
    private Backoff publishRetry = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10), 3);
    private Duration stopGrace = Duration.ofSeconds(10);
    private long outputLimitBytes = 1L << 30;
    private long resultLimitBytes = 10L << 30;
    private int resultLimitFiles = 100_000;

    ComputeConfigBuilder() {}

    // What the virtual machine may use is the only physical figure core can know; a node that measures memory, disk and
    // GPUs of its host sets the capacity itself.
    private static Resources defaultCapacity() {
        Runtime host = Runtime.getRuntime();
        return Resources.of(
                (long) (host.availableProcessors() * 1000 * SHARE_FOR_JOBS),
                Math.max(GIGABYTE, (long) (host.maxMemory() * SHARE_FOR_JOBS)),
                100 * GIGABYTE,
                0);
    }

    public ComputeConfigBuilder totalCapacity(Resources value) {
        totalCapacity = value;
        return this;
    }

    /** Sets the most that one job may use; without it a job may use everything. */
    public ComputeConfigBuilder jobLimit(Resources value) {
        jobLimit = value;
        return this;
    }

    public ComputeConfigBuilder defaultResources(Resources value) {
        defaultResources = value;
        return this;
    }

    public ComputeConfigBuilder queueLimit(int value) {
        queueLimit = value;
        return this;
    }

    public ComputeConfigBuilder workers(int value) {
        workers = value;
        return this;
    }

    public ComputeConfigBuilder minimumExecutionTimeout(Duration value) {
        minimumExecutionTimeout = value;
        return this;
    }

    public ComputeConfigBuilder maximumExecutionTimeout(Duration value) {
        maximumExecutionTimeout = value;
        return this;
    }

    public ComputeConfigBuilder defaultExecutionTimeout(Duration value) {
        defaultExecutionTimeout = value;
        return this;
    }

    public ComputeConfigBuilder timeoutExemptNamespaces(List<String> value) {
        timeoutExemptNamespaces = value;
        return this;
    }

    public ComputeConfigBuilder acceptNetworkedJobs(boolean value) {
        acceptNetworkedJobs = value;
        return this;
    }

    public ComputeConfigBuilder rejectStatelessJobs(boolean value) {
        rejectStatelessJobs = value;
        return this;
    }

    public ComputeConfigBuilder locality(Locality value) {
        locality = value;
        return this;
    }

    public ComputeConfigBuilder negotiationTimeout(Duration value) {
        negotiationTimeout = value;
        return this;
    }

    public ComputeConfigBuilder announceInterval(Duration value) {
        announceInterval = value;
        return this;
    }

    public ComputeConfigBuilder reportRetry(Backoff value) {
        reportRetry = value;
        return this;
    }

    public ComputeConfigBuilder publishRetry(Backoff value) {
        publishRetry = value;
        return this;
    }

    public ComputeConfigBuilder stopGrace(Duration value) {
        stopGrace = value;
        return this;
    }

    public ComputeConfigBuilder outputLimitBytes(long value) {
        outputLimitBytes = value;
        return this;
    }

    public ComputeConfigBuilder resultLimitBytes(long value) {
        resultLimitBytes = value;
        return this;
    }

    public ComputeConfigBuilder resultLimitFiles(int value) {
        resultLimitFiles = value;
        return this;
    }

    /** Builds the settings; defaults that do not fit a smaller capacity are cut down to it. */
    public ComputeConfig build() {
        Resources limit = jobLimit == null ? totalCapacity : jobLimit;
        return new ComputeConfig(
                totalCapacity,
                limit,
                smallerOf(defaultResources, limit),
                queueLimit,
                workers,
                minimumExecutionTimeout,
                maximumExecutionTimeout,
                defaultExecutionTimeout,
                timeoutExemptNamespaces,
                acceptNetworkedJobs,
                rejectStatelessJobs,
                locality,
                negotiationTimeout,
                announceInterval,
                reportRetry,
                publishRetry,
                stopGrace,
                outputLimitBytes,
                resultLimitBytes,
                resultLimitFiles);
    }

    private static Resources smallerOf(Resources a, Resources b) {
        return Resources.of(
                Math.min(a.cpuMillis(), b.cpuMillis()),
                Math.min(a.memoryBytes(), b.memoryBytes()),
                Math.min(a.diskBytes(), b.diskBytes()),
                Math.min(a.gpus(), b.gpus()));
    }
}
