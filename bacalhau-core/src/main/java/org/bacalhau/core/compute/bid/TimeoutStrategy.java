package org.bacalhau.core.compute.bid;

import static org.bacalhau.core.model.Quantities.formatDuration;

import java.time.Duration;
import org.bacalhau.core.compute.BidDecision;
import org.bacalhau.core.compute.BidRequest;
import org.bacalhau.core.compute.BidStrategy;
import org.bacalhau.core.compute.ComputeConfig;
import org.bacalhau.core.model.Timeouts;

/** Bids for jobs whose limit of one execution is within the node's bounds. */
final class TimeoutStrategy implements BidStrategy {
    private static final BidDecision NO_LIMIT = BidDecision.bid("accept jobs without a timeout");
    private static final BidDecision WITHIN_BOUNDS = BidDecision.bid("accept jobs with such a timeout");

    private final ComputeConfig config;

    TimeoutStrategy(ComputeConfig config) {
        this.config = config;
    }

    @Override
    public BidDecision decide(BidRequest request) {
        Duration limit = request.job().task().timeouts().effectiveExecution();
        if (!Timeouts.isSet(limit)) {
            return NO_LIMIT;
        }
        String namespace = request.job().spec().namespace();
        if (config.timeoutExemptNamespaces().contains(namespace)) {
            return BidDecision.bid("allow client \"" + namespace + "\" to bypass timeout limits");
        }
        Duration minimum = config.minimumExecutionTimeout();
        if (limit.compareTo(minimum) < 0) {
            return outOfBounds(limit, "minimum", minimum);
        }
        Duration maximum = config.maximumExecutionTimeout();
        if (Timeouts.isSet(maximum) && limit.compareTo(maximum) > 0) {
            return outOfBounds(limit, "maximum", maximum);
        }
        return WITHIN_BOUNDS;
    }

    private static BidDecision outOfBounds(Duration limit, String which, Duration bound) {
        return BidDecision.reject("accept jobs with timeout " + formatDuration(limit) + " (the " + which
                + " allowed is " + formatDuration(bound) + ")");
    }
}
