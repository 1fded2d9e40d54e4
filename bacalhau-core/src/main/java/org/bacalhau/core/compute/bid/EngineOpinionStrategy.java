package org.bacalhau.core.compute.bid;

import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import org.bacalhau.core.component.ComponentSet;
import org.bacalhau.core.compute.BidDecision;
import org.bacalhau.core.compute.BidRequest;
import org.bacalhau.core.compute.BidStrategy;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.model.Task;
import org.jspecify.annotations.Nullable;

/** Asks the engine itself. Most engines have nothing to add; only for one that does is a worker thread needed. */
final class EngineOpinionStrategy implements BidStrategy {
    private static final BidDecision NO_OBJECTION = BidDecision.bid("meet the engine's conditions");

    private final ComponentSet components;
    // Types of the engines that have an answer of their own.
    private final Set<String> opinionated;

    EngineOpinionStrategy(ComponentSet components) {
        this.components = components;
        this.opinionated = components.executors().entrySet().stream()
                .filter(entry -> hasOpinion(entry.getValue()))
                .map(entry -> entry.getKey())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean hasOpinion(Executor executor) {
        try {
            return executor.getClass().getMethod("reasonNotToBid", Task.class).getDeclaringClass() != Executor.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("Executor lost its method reasonNotToBid", e);
        }
    }

    @Override
    public boolean mayBlock(BidRequest request) {
        return opinionated.contains(request.job().task().engine().typeKey());
    }

    @Override
    public BidDecision decide(BidRequest request) throws IOException, InterruptedException {
        Task task = request.job().task();
        @Nullable Executor executor = components.executor(task.engine());
        String reason = executor == null ? "" : executor.reasonNotToBid(task);
        return reason.isEmpty() ? NO_OBJECTION : BidDecision.reject(reason);
    }
}
