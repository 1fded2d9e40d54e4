package org.bacalhau.core.compute.bid;

import java.util.function.Supplier;
import org.bacalhau.core.component.ComponentSet;
import org.bacalhau.core.compute.BidDecision;
import org.bacalhau.core.compute.BidRequest;
import org.bacalhau.core.compute.BidStrategy;
import org.bacalhau.core.compute.Offer;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.publisher.Publisher;
import org.jspecify.annotations.Nullable;

/** Bids if the job's publisher can be used, or the job has none. */
final class PublisherStrategy implements BidStrategy {
    private final ComponentSet components;
    private final Supplier<Offer> offer;

    PublisherStrategy(ComponentSet components, Supplier<Offer> offer) {
        this.components = components;
        this.offer = offer;
    }

    @Override
    public BidDecision decide(BidRequest request) {
        SpecConfig wanted = request.job().task().publisher();
        if (wanted.isNone()) {
            return Support.COMPLETE;
        }
        @Nullable Publisher publisher = components.publisher(wanted);
        if (publisher == null || !offer.get().publishers().contains(wanted.typeKey())) {
            return Support.missing(wanted);
        }
        return Support.given(wanted, publisher.validate(wanted));
    }
}
