package org.bacalhau.core.compute.bid;

import java.util.function.Supplier;
import org.bacalhau.core.component.ComponentSet;
import org.bacalhau.core.compute.BidDecision;
import org.bacalhau.core.compute.BidRequest;
import org.bacalhau.core.compute.BidStrategy;
import org.bacalhau.core.compute.Offer;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.model.SpecConfig;
import org.jspecify.annotations.Nullable;

/** Bids if the job's engine can be used and takes the job's parameters. */
final class EngineStrategy implements BidStrategy {
    private final ComponentSet components;
    private final Supplier<Offer> offer;

    EngineStrategy(ComponentSet components, Supplier<Offer> offer) {
        this.components = components;
        this.offer = offer;
    }

    @Override
    public BidDecision decide(BidRequest request) {
        SpecConfig wanted = request.job().task().engine();
        @Nullable Executor executor = components.executor(wanted);
        if (executor == null || !offer.get().engines().contains(wanted.typeKey())) {
            return Support.missing(wanted);
        }
        return Support.given(wanted, executor.validate(wanted));
    }
}
