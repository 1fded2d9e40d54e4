package org.bacalhau.node.serve;

import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Timeouts;
import org.bacalhau.core.requester.RequesterConfig;
import org.bacalhau.core.scheduler.SchedulerConfig;
import org.bacalhau.node.config.NodeConfig;
import org.bacalhau.node.config.RequesterKeys;

/** Translates settings for the requester role. Stateless. */
final class RequesterSettings {
    private RequesterSettings() {}

    static RequesterConfig of(NodeConfig config) {
        SchedulerConfig scheduler = SchedulerConfig.DEFAULT;
        RequesterConfig base = RequesterConfig.DEFAULT;
        return base.withDefaultTimeouts(new Timeouts(
                        config.get(RequesterKeys.EXECUTION_TIMEOUT),
                        config.get(RequesterKeys.QUEUE_TIMEOUT),
                        config.get(RequesterKeys.TOTAL_TIMEOUT)))
                .withDefaultPublisher(config.get(RequesterKeys.DEFAULT_PUBLISHER)
                        .map(SpecConfig::of)
                        .orElse(SpecConfig.NONE))
                .withManualApproval(config.get(RequesterKeys.MANUAL_APPROVAL))
                .withPatience(config.get(RequesterKeys.DISCONNECT_AFTER), base.commandDeadline(), base.commandRetry())
                .withActiveJobLimit(config.get(RequesterKeys.ACTIVE_JOBS))
                .withScheduler(new SchedulerConfig(
                        config.get(RequesterKeys.OVERSUBSCRIPTION),
                        config.get(RequesterKeys.RANK_RANDOMNESS),
                        scheduler.executionRetry(),
                        scheduler.reconnectGrace()));
    }
}
