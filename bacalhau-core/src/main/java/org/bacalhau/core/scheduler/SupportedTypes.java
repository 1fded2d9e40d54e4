package org.bacalhau.core.scheduler;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bacalhau.core.model.ComputeInfo;
import org.bacalhau.core.model.NodeState;

/**
 * The node has the engine, the publisher or all the storage sources the job needs. Immutable.
 *
 * @param kind of what
 * @param wanted type keys, lower case; empty if the job needs none
 */
record SupportedTypes(Kind kind, Set<String> wanted) implements Requirement {
    enum Kind {
        ENGINE("engine"),
        PUBLISHER("publisher"),
        STORAGE_SOURCE("storage source");

        private final String noun;

        Kind(String noun) {
            this.noun = noun;
        }

        private Set<String> offeredBy(ComputeInfo compute) {
            return switch (this) {
                case ENGINE -> compute.engines();
                case PUBLISHER -> compute.publishers();
                case STORAGE_SOURCE -> compute.storageSources();
            };
        }
    }

    SupportedTypes {
        wanted = Set.copyOf(wanted);
    }

    @Override
    public int points(NodeState node, ComputeInfo compute) {
        return kind.offeredBy(compute).containsAll(wanted) ? MET : UNMET;
    }

    @Override
    public String reason(NodeState node, ComputeInfo compute) {
        return "does not support " + missing(compute) + ", only "
                + String.join(", ", new TreeSet<>(kind.offeredBy(compute)));
    }

    @Override
    public List<String> remedies(NodeState node, ComputeInfo compute) {
        return List.of("it offered the " + kind.noun + " " + missing(compute));
    }

    private String missing(ComputeInfo compute) {
        Set<String> missing = new TreeSet<>(wanted);
        missing.removeAll(kind.offeredBy(compute));
        return String.join(", ", missing);
    }
}
