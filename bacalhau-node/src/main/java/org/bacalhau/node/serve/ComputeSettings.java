package org.bacalhau.node.serve;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.bacalhau.core.compute.ComputeConfig;
import org.bacalhau.core.compute.ComputeConfigBuilder;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Resources;
import org.bacalhau.node.config.ComputeKeys;
import org.bacalhau.node.config.NodeConfig;
import org.bacalhau.node.config.ResourceKeys;

/** Translates settings for the compute role. Stateless. */
final class ComputeSettings {
    private static final double SHARE_FOR_JOBS = 0.8; // of what there is, as in the original (job-lifecycle.md §10.1)
    private static final Duration UNLIMITED =
            Duration.ofHours(2_562_047).plusMinutes(47).plusSeconds(16);

    private ComputeSettings() {}

    /**
     * Returns the settings.
     *
     * @param storage where executions read and write; it exists
     * @throws BacalhauException {@code INVALID_ARGUMENT} if limits exceed each other or what there is
     */
    static ComputeConfig of(NodeConfig config, Path storage) {
        ComputeConfigBuilder builder = ComputeConfig.builder()
                .timeoutExemptNamespaces(config.get(ComputeKeys.TIMEOUT_EXEMPT))
                .negotiationTimeout(config.get(ComputeKeys.NEGOTIATION_TIMEOUT))
                .minimumExecutionTimeout(config.get(ComputeKeys.MINIMUM_TIMEOUT))
                .maximumExecutionTimeout(longest(config.get(ComputeKeys.MAXIMUM_TIMEOUT)))
                .defaultExecutionTimeout(config.get(ComputeKeys.DEFAULT_TIMEOUT))
                .locality(config.get(ComputeKeys.LOCALITY))
                .rejectStatelessJobs(config.get(ComputeKeys.REJECT_STATELESS))
                .acceptNetworkedJobs(config.get(ComputeKeys.ACCEPT_NETWORKED))
                .announceInterval(config.get(ComputeKeys.HEARTBEAT))
                .queueLimit(config.get(ComputeKeys.QUEUE_LIMIT))
                .outputLimitBytes(config.get(ComputeKeys.OUTPUT_SIZE))
                .resultLimitBytes(config.get(ComputeKeys.RESULT_SIZE))
                .resultLimitFiles(config.get(ComputeKeys.RESULT_FILES))
                .stopGrace(config.get(ComputeKeys.STOP_GRACE));
        setResources(builder, config, HostResources.measure(storage));
        try {
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw exceeding(String.valueOf(e.getMessage()));
        }
    }

    // The original's way to say "no limit".
    private static Duration longest(Duration limit) {
        return limit.compareTo(UNLIMITED) < 0 ? limit : Duration.ZERO;
    }

    private static void setResources(ComputeConfigBuilder builder, NodeConfig config, Resources host) {
        Resources total = resources(config, ComputeKeys.TOTAL).orDefaults(host.times(SHARE_FOR_JOBS));
        if (!config.get(ComputeKeys.OVERCOMMIT) && !total.fitsIn(host)) {
            throw exceeding("total resource limits " + total + " exceed physical resources " + host);
        }
        Resources job = resources(config, ComputeKeys.JOB).orDefaults(total);
        Resources perDefault = resources(config, ComputeKeys.JOB_DEFAULT);
        builder.totalCapacity(total).jobLimit(job);
        // Unless somebody asked for it, a default that a small machine cannot meet is cut down rather than refused.
        boolean isAsked = ComputeKeys.JOB_DEFAULT.isAnySetIn(config);
        builder.defaultResources(isAsked && !perDefault.fitsIn(job) ? refused(perDefault, job) : perDefault);
    }

    private static Resources refused(Resources wanted, Resources limit) {
        throw exceeding("default job resource limits " + wanted + " exceed job resource limits " + limit);
    }

    private static Resources resources(NodeConfig config, ResourceKeys keys) {
        return Resources.of(
                amount(config.get(keys.cpuMillis())),
                amount(config.get(keys.memoryBytes())),
                amount(config.get(keys.diskBytes())),
                amount(config.get(keys.gpus())));
    }

    private static long amount(Optional<Long> limit) {
        return limit.orElse(0L);
    }

    private static BacalhauException exceeding(String problem) {
        return BacalhauException.of(
                ErrorCode.INVALID_ARGUMENT,
                "validating compute config: " + problem,
                "lower the limits under Node.Compute.Capacity, or set " + ComputeKeys.OVERCOMMIT);
    }
}
