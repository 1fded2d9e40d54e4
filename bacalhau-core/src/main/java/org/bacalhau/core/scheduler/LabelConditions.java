package org.bacalhau.core.scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bacalhau.core.model.ComputeInfo;
import org.bacalhau.core.model.LabelRequirement;
import org.bacalhau.core.model.NodeState;

/**
 * The node's labels are as the job's constraints say, and perhaps as it prefers. Immutable.
 *
 * @param required conditions
 * @param preferred preferences, without their prefix; a node that meets all of them is a better choice
 */
record LabelConditions(List<LabelRequirement> required, List<LabelRequirement> preferred) implements Requirement {

    static LabelConditions of(List<LabelRequirement> constraints) {
        List<LabelRequirement> required = new ArrayList<>();
        List<LabelRequirement> preferred = new ArrayList<>();
        for (LabelRequirement constraint : constraints) {
            if (constraint.isPreference()) {
                preferred.add(constraint.withoutPreferencePrefix());
            } else {
                required.add(constraint);
            }
        }
        return new LabelConditions(List.copyOf(required), List.copyOf(preferred));
    }

    @Override
    public int points(NodeState node, ComputeInfo compute) {
        Map<String, String> labels = node.info().labels();
        if (!LabelRequirement.allMatch(required, labels)) {
            return UNMET;
        }
        int points = required.isEmpty() ? NEUTRAL : MET;
        boolean isPreferred = !preferred.isEmpty() && LabelRequirement.allMatch(preferred, labels);
        return isPreferred ? points + MET : points;
    }

    @Override
    public String reason(NodeState node, ComputeInfo compute) {
        String labels = new TreeMap<>(node.info().labels())
                .entrySet().stream()
                        .map(label -> label.getKey() + ":" + label.getValue())
                        .collect(Collectors.joining(" ", "map[", "]"));
        return "labels " + labels + " don't match required selectors " + selectors();
    }

    @Override
    public String shortReason(NodeState node, ComputeInfo compute) {
        return "labels don't match required selectors " + selectors();
    }

    @Override
    public List<String> remedies(NodeState node, ComputeInfo compute) {
        return required.stream()
                .filter(condition -> !condition.matches(node.info().labels()))
                .map(condition -> "the constraint " + condition + " were dropped")
                .toList();
    }

    private String selectors() {
        return required.stream().map(LabelRequirement::toString).collect(Collectors.joining(" ", "[", "]"));
    }
}
