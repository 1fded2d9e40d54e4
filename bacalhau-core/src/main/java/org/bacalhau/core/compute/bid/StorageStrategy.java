package org.bacalhau.core.compute.bid;

import java.util.List;
import java.util.function.Supplier;
import org.bacalhau.core.component.ComponentSet;
import org.bacalhau.core.compute.BidDecision;
import org.bacalhau.core.compute.BidDecision.Verdict;
import org.bacalhau.core.compute.BidRequest;
import org.bacalhau.core.compute.BidStrategy;
import org.bacalhau.core.compute.Offer;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.storage.StorageProvider;
import org.jspecify.annotations.Nullable;

/** Bids if all sources of inputs can be used, those of the engine's own inputs included. */
final class StorageStrategy implements BidStrategy {
    private final ComponentSet components;
    private final Supplier<Offer> offer;

    StorageStrategy(ComponentSet components, Supplier<Offer> offer) {
        this.components = components;
        this.offer = offer;
    }

    @Override
    public BidDecision decide(BidRequest request) {
        Task task = request.job().task();
        BidDecision decision = decide(task.inputSources());
        return decision.verdict() == Verdict.REJECT ? decision : decide(engineInputs(task.engine()));
    }

    // An engine whose parameters are faulty is turned down by another strategy; it cannot name its inputs.
    private List<InputSource> engineInputs(SpecConfig engine) {
        @Nullable Executor executor = components.executor(engine);
        return executor == null || !executor.validate(engine).isEmpty() ? List.of() : executor.engineInputs(engine);
    }

    private BidDecision decide(List<InputSource> inputs) {
        for (InputSource input : inputs) {
            SpecConfig source = input.source();
            @Nullable StorageProvider provider = components.storage(source);
            if (provider == null || !offer.get().storageSources().contains(source.typeKey())) {
                return Support.missing(source);
            }
            BidDecision decision = Support.given(source, provider.validate(source));
            if (decision.verdict() == Verdict.REJECT) {
                return decision;
            }
        }
        return Support.COMPLETE;
    }
}
