package org.bacalhau.core.compute.bid;

import java.io.IOException;
import org.bacalhau.core.component.ComponentSet;
import org.bacalhau.core.compute.BidDecision;
import org.bacalhau.core.compute.BidRequest;
import org.bacalhau.core.compute.BidStrategy;
import org.bacalhau.core.compute.ComputeConfig.Locality;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.storage.StorageProvider;
import org.jspecify.annotations.Nullable;

/** Bids for jobs whose inputs are on the node already, if the node takes only such jobs. */
final class LocalityStrategy implements BidStrategy {
    private static final BidDecision ANYWHERE = BidDecision.bid("download data that is not available locally");
    private static final BidDecision ALL_LOCAL = BidDecision.bid("have all input data locally");

    private final Locality locality;
    private final ComponentSet components;

    LocalityStrategy(Locality locality, ComponentSet components) {
        this.locality = locality;
        this.components = components;
    }

    @Override
    public boolean mayBlock(BidRequest request) {
        return locality == Locality.LOCAL
                && !request.job().task().inputSources().isEmpty();
    }

    @Override
    public BidDecision decide(BidRequest request) throws IOException, InterruptedException {
        return switch (locality) {
            case ANYWHERE -> ANYWHERE;
            case LOCAL -> decideLocal(request);
        };
    }

    private BidDecision decideLocal(BidRequest request) throws IOException, InterruptedException {
        int missing = 0;
        for (InputSource input : request.job().task().inputSources()) {
            @Nullable StorageProvider provider = components.storage(input.source());
            if (provider == null || !provider.isLocal(input)) {
                missing++;
            }
        }
        return missing == 0
                ? ALL_LOCAL
                : BidDecision.reject("have all input data locally (" + missing + " inputs require downloading)");
    }
}
