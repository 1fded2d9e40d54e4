package org.bacalhau.core.compute;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bacalhau.core.compute.BidDecision.Verdict;
import org.bacalhau.core.compute.bid.BuiltInStrategies;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.storage.StorageProvider;
import org.bacalhau.core.transport.ComputeEndpoint.AskForBid;
import org.jspecify.annotations.Nullable;

/**
 * Asks all strategies about an execution. Confined to the loop, but for questions that may block: those go to a worker.
 *
 * <p>Quick strategies are asked first; if one rejects, the slow ones are not asked. A job without inputs on a node without
 * slow strategies is decided at once, without leaving the loop.
 */
final class Bidder {
    static final String REJECTED = "rejected bid: ";
    static final String WAITING = "waiting to bid: ";

    private final ComputeParts parts;
    private final List<BidStrategy> strategies;

    Bidder(ComputeParts parts, Supplier<Offer> offer) {
        this.parts = parts;
        this.strategies = BuiltInStrategies.inOrder(
                parts.config(), parts.work().components(), offer, parts.work().strategies());
    }

    /**
     * Decides.
     *
     * @param whenDecided told the result on the loop: before this returns if no strategy may block
     */
    void decide(AskForBid question, Consumer<BidResult> whenDecided) {
        @Nullable BidRequest request = request(question);
        if (request == null) {
            whenDecided.accept(
                    BidResult.rejected("this node does not run jobs without exactly one task, or with resources"
                            + " that it cannot read"));
            return;
        }
        Opinions opinions = new Opinions();
        List<BidStrategy> slow = new ArrayList<>(0);
        @Nullable BidResult trouble = ask(request, opinions, slow);
        if (trouble != null) {
            whenDecided.accept(trouble);
        } else if (opinions.verdict == Verdict.REJECT
                || slow.isEmpty() && request.job().task().inputSources().isEmpty()) {
            whenDecided.accept(opinions.result(request.resources()));
        } else {
            goOnOutside(request, opinions, slow, whenDecided);
        }
    }

    private @Nullable BidRequest request(AskForBid question) {
        if (question.job().spec().tasks().size() != 1) {
            return null;
        }
        try {
            Resources asked = question.job().task().resources().toResources();
            return new BidRequest(
                    parts.self(),
                    question.from(),
                    question.executionId(),
                    question.job(),
                    asked.orDefaults(parts.config().defaultResources()));
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
    }

    // Asks the quick strategies and puts the others into slow.
    private @Nullable BidResult ask(BidRequest request, Opinions opinions, List<BidStrategy> slow) {
        try {
            for (BidStrategy strategy : strategies) {
                if (strategy.mayBlock(request)) {
                    slow.add(strategy);
                } else {
                    opinions.add(strategy.decide(request));
                }
            }
            return null;
        } catch (IOException | InterruptedException | RuntimeException | Error fault) {
            return undecidable(fault);
        }
    }

    private void goOnOutside(
            BidRequest request, Opinions opinions, List<BidStrategy> slow, Consumer<BidResult> whenDecided) {
        try {
            parts.context().workers().execute(() -> {
                BidResult result = decideOutside(request, opinions, slow);
                ReturnToLoop.with(parts.loop(), () -> whenDecided.accept(result));
            });
        } catch (RejectedExecutionException full) {
            whenDecided.accept(new BidResult.Busy());
        }
    }

    private BidResult decideOutside(BidRequest request, Opinions opinions, List<BidStrategy> slow) {
        try {
            for (BidStrategy strategy : slow) {
                opinions.add(strategy.decide(request));
            }
            return opinions.verdict == Verdict.REJECT
                    ? opinions.result(request.resources())
                    : opinions.result(withInputs(request));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return undecidable(closing);
        } catch (IOException | RuntimeException | Error fault) {
            return undecidable(fault);
        }
    }

    /** Returns what the execution uses: as much disk as its inputs need, if that is more than it asks for. */
    private Resources withInputs(BidRequest request) throws IOException, InterruptedException {
        Task task = request.job().task();
        long bytes = 0;
        for (int i = 0; i < task.inputSources().size(); i++) {
            InputSource input = task.inputSources().get(i);
            @Nullable StorageProvider provider = parts.work().components().storage(input.source());
            if (provider != null) {
                String name = "input " + i + " (" + input.source().type() + ", " + input.target() + ")";
                bytes = saturatedSum(bytes, Math.max(0, sizeOf(provider, input, name)));
            }
        }
        return request.resources().max(Resources.of(0, 0, bytes, 0));
    }

    private static long sizeOf(StorageProvider provider, InputSource input, String name)
            throws IOException, InterruptedException {
        try {
            return provider.sizeBytes(input);
        } catch (BacalhauException known) {
            throw new BacalhauException(known.failure().in(name), known);
        } catch (IOException fault) {
            throw new IOException("calculating resource usage of job: " + name + ": " + fault.getMessage(), fault);
        }
    }

    private static long saturatedSum(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    // An error, too, is one of the embedder's code: whoever asked has to be told.
    private static BidResult undecidable(Throwable fault) {
        Failure failure = fault instanceof InterruptedException
                ? Failure.of(
                        ErrorCode.UNAVAILABLE, "the node is closing", "ask another node, or this one when it is back")
                : Ends.failureOf(fault);
        return new BidResult.Undecidable(failure.in("deciding on the bid"), fault);
    }

    /** What strategies said about one request. Used by one thread after the other. */
    private final class Opinions {
        private Verdict verdict = Verdict.BID;
        private String reasons = "";

        private void add(BidDecision decision) {
            switch (decision.verdict()) {
                case BID -> {}
                case WAIT -> {
                    if (verdict == Verdict.BID) {
                        verdict = Verdict.WAIT;
                    }
                    append(WAITING + "this node does not yet " + decision.reason());
                }
                case REJECT -> {
                    verdict = Verdict.REJECT;
                    append(REJECTED + "this node does not " + decision.reason());
                }
            }
        }

        private void append(String reason) {
            reasons = reasons.isEmpty() ? reason : reasons + "; " + reason;
        }

        private BidResult result(Resources usage) {
            Resources limit = parts.config().jobLimit();
            if (verdict != Verdict.REJECT && !usage.fitsIn(limit)) {
                return BidResult.rejected("insufficient resources - requested: " + usage + ", available: " + limit);
            }
            return new BidResult.Decided(verdict, reasons, usage);
        }
    }
}
