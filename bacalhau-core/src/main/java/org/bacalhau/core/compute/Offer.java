package org.bacalhau.core.compute;

import java.util.Set;

/**
 * Which of a node's components can be used now, by type in lower case. Immutable.
 *
 * @param engines types of engines
 * @param storageSources types of storage sources
 * @param publishers types of publishers
 */
public record Offer(Set<String> engines, Set<String> storageSources, Set<String> publishers) {
    /** Nothing can be used. */
    public static final Offer NOTHING = new Offer(Set.of(), Set.of(), Set.of());

    public Offer {
        engines = Set.copyOf(engines);
        storageSources = Set.copyOf(storageSources);
        publishers = Set.copyOf(publishers);
    }
}
