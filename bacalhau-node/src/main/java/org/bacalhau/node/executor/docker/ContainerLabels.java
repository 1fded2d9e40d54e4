package org.bacalhau.node.executor.docker;

import java.util.Map;
import java.util.TreeMap;
import org.bacalhau.core.executor.RunRequest;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.NodeId;

/** The marks by which containers are found again. Without state. */
final class ContainerLabels {
    private static final String NODE = "org.bacalhau.node";
    private static final String JOB = "org.bacalhau.job";
    private static final String EXECUTION = "org.bacalhau.execution";
    private static final int LONGEST_PART = 48;

    private ContainerLabels() {}

    /** Returns the marks of everything that belongs to a node. */
    static Map<String, String> of(NodeId node) {
        return Map.of(NODE, node.value());
    }

    /** Returns the marks of an execution's container. */
    static Map<String, String> of(NodeId node, RunRequest request) {
        Map<String, String> labels = new TreeMap<>(of(node));
        labels.put(JOB, request.jobId().value());
        labels.put(EXECUTION, request.executionId().value());
        return labels;
    }

    /** Returns the execution that a container belongs to; empty if it has no such mark. */
    static String execution(Map<String, String> labels) {
        return labels.getOrDefault(EXECUTION, "");
    }

    /** Returns the container's name, which the engine lets be used once: so an execution has one container. */
    static String name(NodeId node, RunRequest request) {
        return "bacalhau-" + part(node.value()) + "-" + part(request.jobId().value()) + "-"
                + request.executionId().value();
    }

    /** Tells whether a container is that of the execution on this node. */
    static boolean belongs(Map<String, String> labels, NodeId node, ExecutionId execution) {
        return node.value().equals(labels.get(NODE)) && execution(labels).equals(execution.value());
    }

    // For people: the execution alone makes the name unique.
    private static String part(String id) {
        String safe = id.replaceAll("[^A-Za-z0-9_.-]", "_");
        return safe.length() <= LONGEST_PART ? safe : safe.substring(0, LONGEST_PART);
    }
}
