package org.bacalhau.core.compute;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.store.LocalExecution;
import org.jspecify.annotations.Nullable;

/**
 * Executions that wait for capacity: those of higher priority first, then in order of arrival. Confined to the loop.
 *
 * <p>One that fits may overtake one that does not, but not for ever: who was overtaken {@value #MOST_OVERTAKINGS} times
 * lets nobody by any more, so the capacity that others give back gathers until it fits.
 *
 * <p>Executions that ask for the same are kept together: if the first does not fit, none does. So a look costs what there
 * are kinds of demand, not what there are executions.
 */
final class ExecutionQueue {
    static final int MOST_OVERTAKINGS = 100;

    // Whoever stands behind so many different demands that do not fit waits, so that a look has a bound.
    private static final int MOST_DEMANDS_LOOKED_AT = 256;

    // Bounded together by the node's queue limit.
    private final Map<Resources, TreeSet<Place>> byDemand = new HashMap<>();
    private final TreeSet<Place> heads = new TreeSet<>();
    private long nextNumber;

    /** A place in the queue. */
    static final class Place implements Comparable<Place> {
        private final LocalExecution execution;
        private final long number;
        private int overtaken;

        private Place(LocalExecution execution, long number) {
            this.execution = execution;
            this.number = number;
        }

        LocalExecution execution() {
            return execution;
        }

        private int priority() {
            return execution.job().spec().priority();
        }

        private Resources demand() {
            return execution.allocated();
        }

        @Override
        public int compareTo(Place other) {
            int byPriority = Integer.compare(other.priority(), priority());
            return byPriority != 0 ? byPriority : Long.compare(number, other.number);
        }
    }

    /** Returns a place for an execution that arrives now; it counts once it is {@link #add added}. */
    Place place(LocalExecution execution) {
        return new Place(execution, nextNumber++);
    }

    void add(Place place) {
        TreeSet<Place> alike = byDemand.computeIfAbsent(place.demand(), demand -> new TreeSet<>());
        @Nullable Place head = alike.isEmpty() ? null : alike.first();
        alike.add(place);
        if (head == null || place.compareTo(head) < 0) {
            if (head != null) {
                heads.remove(head);
            }
            heads.add(place);
        }
    }

    void remove(Place place) {
        @Nullable TreeSet<Place> alike = byDemand.get(place.demand());
        if (alike == null || !alike.remove(place)) {
            return;
        }
        if (heads.remove(place) && !alike.isEmpty()) {
            heads.add(alike.first());
        }
        if (alike.isEmpty()) {
            byDemand.remove(place.demand());
        }
    }

    boolean isEmpty() {
        return heads.isEmpty();
    }

    /** Takes out the first execution that fits and may go; null if there is none. */
    @Nullable
    LocalExecution poll(Predicate<Resources> fits) {
        List<Place> passed = new ArrayList<>();
        for (Place head : heads) {
            if (fits.test(head.demand())) {
                remove(head);
                passed.forEach(place -> place.overtaken++);
                return head.execution;
            }
            passed.add(head);
            if (head.overtaken >= MOST_OVERTAKINGS || passed.size() >= MOST_DEMANDS_LOOKED_AT) {
                return null;
            }
        }
        return null;
    }
}
