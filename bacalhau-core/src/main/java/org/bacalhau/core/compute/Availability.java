package org.bacalhau.core.compute;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.bacalhau.core.component.ComponentSet;
import org.bacalhau.core.runtime.EventLoop.Timer;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which components can be used, at start and every minute, each on a worker thread: one that hangs counts as it
 * did before and holds up no other. Confined to the loop, but for {@link #offer}.
 */
final class Availability {
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    // At start, what has not answered by then is offered later, when it has.
    private static final Duration PATIENCE_AT_START = Duration.ofSeconds(10);

    private final ComputeParts parts;
    private final Runnable onChange;
    private final List<Probe> probes = new ArrayList<>();
    private volatile Offer offer = Offer.NOTHING;
    private @Nullable Runnable whenKnown;
    private Timer timer = Timer.NONE;
    private boolean closed;

    private enum Kind {
        ENGINE,
        STORAGE_SOURCE,
        PUBLISHER
    }

    /**
     * Creates it with nothing available.
     *
     * @param onChange told on the loop that the offer is another
     */
    Availability(ComputeParts parts, Runnable onChange) {
        this.parts = parts;
        this.onChange = onChange;
        ComponentSet components = parts.work().components();
        components.executors().forEach((type, executor) -> add(Kind.ENGINE, type, executor::isAvailable));
        components.storages().forEach((type, storage) -> add(Kind.STORAGE_SOURCE, type, storage::isAvailable));
        components.publishers().forEach((type, publisher) -> add(Kind.PUBLISHER, type, publisher::isAvailable));
    }

    private void add(Kind kind, String type, BooleanSupplier question) {
        probes.add(new Probe(kind, type, question));
    }

    /** Returns what can be used, as last found out. Any thread. */
    Offer offer() {
        return offer;
    }

    /** Begins to ask; {@code then} runs on the loop once every component has answered, or has had its time. */
    void start(Runnable then) {
        whenKnown = then;
        timer = parts.loop().schedule(PATIENCE_AT_START, this::beginService);
        probes.forEach(this::ask);
        if (probes.isEmpty()) {
            beginService();
        }
    }

    private void beginService() {
        @Nullable Runnable then = whenKnown;
        if (then != null) {
            whenKnown = null;
            timer.cancel();
            timer = parts.loop().schedule(INTERVAL, this::askAgain);
            then.run();
        }
    }

    private void askAgain() {
        timer = parts.loop().schedule(INTERVAL, this::askAgain);
        probes.forEach(this::ask);
    }

    private void ask(Probe probe) {
        if (probe.asking || closed) {
            return;
        }
        probe.asking = true;
        try {
            parts.context().workers().execute(() -> answer(probe));
        } catch (RejectedExecutionException full) {
            // Nothing is known anew; it is asked again next time.
            probe.asking = false;
        }
    }

    // On a worker.
    private void answer(Probe probe) {
        try {
            boolean available = probe.question.getAsBoolean();
            ReturnToLoop.with(parts.loop(), () -> onAnswer(probe, available));
        } catch (RuntimeException | Error fault) {
            ReturnToLoop.with(parts.loop(), () -> {
                parts.observer().fault("asking whether the " + probe + " is available failed", fault);
                onAnswer(probe, false);
            });
        }
    }

    private void onAnswer(Probe probe, boolean available) {
        probe.asking = false;
        probe.answered = true;
        if (closed) {
            return;
        }
        if (probe.available != available) {
            probe.available = available;
            offer = new Offer(available(Kind.ENGINE), available(Kind.STORAGE_SOURCE), available(Kind.PUBLISHER));
            onChange.run();
        }
        if (probes.stream().allMatch(each -> each.answered)) {
            beginService();
        }
    }

    private Set<String> available(Kind kind) {
        return probes.stream()
                .filter(probe -> probe.kind == kind && probe.available)
                .map(probe -> probe.type)
                .collect(Collectors.toUnmodifiableSet());
    }

    void close() {
        closed = true;
        timer.cancel();
    }

    private static final class Probe {
        private final Kind kind;
        private final String type;
        private final BooleanSupplier question;
        private boolean available;
        private boolean answered;
        private boolean asking;

        private Probe(Kind kind, String type, BooleanSupplier question) {
            this.kind = kind;
            this.type = type;
            this.question = question;
        }

        @Override
        public String toString() {
            return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " \"" + type + "\"";
        }
    }
}
