package org.bacalhau.core.requester;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bacalhau.core.model.ComputeInfo;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.NodeState;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;

/**
 * What the known nodes offer together. Immutable. An empty offer (no compute node is known yet) refuses nothing.
 *
 * @param engines type keys of engines
 * @param publishers type keys of publishers
 * @param sources type keys of storage sources
 */
record NetworkOffer(Set<String> engines, Set<String> publishers, Set<String> sources) {
    static final NetworkOffer NOTHING_KNOWN = new NetworkOffer(Set.of(), Set.of(), Set.of());

    static NetworkOffer of(Collection<NodeState> nodes) {
        Set<String> engines = new TreeSet<>();
        Set<String> publishers = new TreeSet<>();
        Set<String> sources = new TreeSet<>();
        for (NodeState node : nodes) {
            ComputeInfo compute = node.info().compute();
            if (compute != null) {
                engines.addAll(compute.engines());
                publishers.addAll(compute.publishers());
                sources.addAll(compute.storageSources());
            }
        }
        return new NetworkOffer(engines, publishers, sources);
    }

    /**
     * Finds components that no known node offers.
     *
     * @param engineInputs inputs that the task's engine wants besides the task's own
     */
    List<Fault> missing(Task task, List<InputSource> engineInputs) {
        List<Fault> faults = new ArrayList<>();
        if (engines.isEmpty()) {
            return faults;
        }
        check(task.engine(), engines, "engine", "Tasks[0].Engine.Type", faults);
        if (!task.publisher().isNone()) {
            check(task.publisher(), publishers, "publisher", "Tasks[0].Publisher.Type", faults);
        }
        for (int i = 0; i < task.inputSources().size(); i++) {
            SpecConfig source = task.inputSources().get(i).source();
            check(source, sources, "storage source", "Tasks[0].InputSources[" + i + "].Source.Type", faults);
        }
        for (InputSource input : engineInputs) {
            check(input.source(), sources, "storage source", "Tasks[0].Engine.Params", faults);
        }
        return faults;
    }

    private static void check(SpecConfig used, Set<String> offered, String kind, String path, List<Fault> faults) {
        if (!offered.contains(used.typeKey())) {
            String remedy = offered.isEmpty()
                    ? "no node offers any " + kind
                    : "use another " + kind + ": " + String.join(", ", offered);
            faults.add(new Fault(path, used.type(), "no node supports this " + kind, remedy));
        }
    }
}
