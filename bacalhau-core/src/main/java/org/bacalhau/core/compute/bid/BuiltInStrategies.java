package org.bacalhau.core.compute.bid;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bacalhau.core.component.ComponentSet;
import org.bacalhau.core.compute.BidStrategy;
import org.bacalhau.core.compute.ComputeConfig;
import org.bacalhau.core.compute.Offer;

/**
 * The strategies of a node in the order in which they are asked. How much a job uses is checked after them, by the node
 * itself; how busy the node is plays no part, since what it cannot run now waits in its queue.
 */
public final class BuiltInStrategies {
    private BuiltInStrategies() {}

    /**
     * Returns the strategies.
     *
     * @param offer tells which components can be used now
     * @param extra the embedder's own, asked before the engine is
     */
    public static List<BidStrategy> inOrder(
            ComputeConfig config, ComponentSet components, Supplier<Offer> offer, List<BidStrategy> extra) {
        List<BidStrategy> strategies = new ArrayList<>();
        strategies.add(new NetworkingStrategy(config.acceptNetworkedJobs()));
        strategies.add(new TimeoutStrategy(config));
        strategies.add(new StatelessStrategy(config.rejectStatelessJobs()));
        strategies.add(new PublisherStrategy(components, offer));
        strategies.add(new StorageStrategy(components, offer));
        strategies.add(new LocalityStrategy(config.locality(), components));
        strategies.addAll(extra);
        strategies.add(new EngineStrategy(components, offer));
        strategies.add(new EngineOpinionStrategy(components));
        return List.copyOf(strategies);
    }
}
