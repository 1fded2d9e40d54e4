package org.bacalhau.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a user asks the network to do. Immutable.
 *
 * @param name for people; empty means "use the job's id"
 * @param namespace groups jobs, {@code default} unless said
 * @param type what "done" means
 * @param priority jobs with a higher number go first, within a node's queue and among waiting jobs
 * @param count how many executions a batch or service job wants; ops and daemon jobs ignore it
 * @param constraints conditions on a node's labels, and preferences (see {@link LabelRequirement#PREFERENCE_PREFIX})
 * @param meta facts about the job; keys that start with {@value #RESERVED_META_PREFIX} belong to the network
 * @param labels by which lists of jobs are filtered
 * @param tasks what to run: exactly one
 */
public record JobSpec(
        String name,
        String namespace,
        JobType type,
        int priority,
        int count,
        List<LabelRequirement> constraints,
        Map<String, String> meta,
        Map<String, String> labels,
        List<Task> tasks) {

    /** The namespace of jobs that name none. */
    public static final String DEFAULT_NAMESPACE = "default";

    /** Meta keys with this prefix are set by the network alone. */
    public static final String RESERVED_META_PREFIX = "bacalhau.org/";

    public JobSpec {
        Objects.requireNonNull(name, "name");
        namespace = namespace.isEmpty() ? DEFAULT_NAMESPACE : namespace;
        Objects.requireNonNull(type, "type");
        constraints = List.copyOf(constraints);
        meta = Map.copyOf(meta);
        labels = Map.copyOf(labels);
        tasks = List.copyOf(tasks);
    }

    /** Returns the task; only for a spec that {@link JobValidator} found sound. */
    public Task task() {
        return tasks.get(0);
    }

    /** Starts a job of one task. */
    public static Builder builder(JobType type, Task task) {
        return new Builder(type).task(task);
    }

    /** Starts a copy of this spec. */
    public Builder toBuilder() {
        Builder copy = new Builder(type);
        copy.name = name;
        copy.namespace = namespace;
        copy.priority = priority;
        copy.count = count;
        copy.constraints.addAll(constraints);
        copy.meta.putAll(meta);
        copy.labels.putAll(labels);
        copy.tasks.addAll(tasks);
        return copy;
    }

    /** Collects the parts of a job spec. Not safe for use by several threads. */
    public static final class Builder {
        private JobType type;
        private String name = "";
        private String namespace = DEFAULT_NAMESPACE;
        private int priority;
        private int count = 1;
        private final List<LabelRequirement> constraints = new ArrayList<>();
        private final Map<String, String> meta = new TreeMap<>();
        private final Map<String, String> labels = new TreeMap<>();
        private final List<Task> tasks = new ArrayList<>();

        private Builder(JobType type) {
            this.type = type;
        }

        /** Sets what "done" means. */
        public Builder type(JobType value) {
            type = value;
            return this;
        }

        /** Replaces the task. */
        public Builder task(Task task) {
            tasks.clear();
            tasks.add(task);
            return this;
        }

        /** Sets the name shown to people. */
        public Builder name(String value) {
            name = value;
            return this;
        }

        /** Sets the namespace. */
        public Builder namespace(String value) {
            namespace = value;
            return this;
        }

        /** Sets the priority; higher goes first. */
        public Builder priority(int value) {
            priority = value;
            return this;
        }

        /** Sets how many executions are wanted. */
        public Builder count(int value) {
            count = value;
            return this;
        }

        /** Adds a condition on the labels of nodes. */
        public Builder constraint(LabelRequirement requirement) {
            constraints.add(requirement);
            return this;
        }

        /** Adds a fact about the job. */
        public Builder meta(String key, String value) {
            meta.put(key, value);
            return this;
        }

        /** Adds a label. */
        public Builder label(String key, String value) {
            labels.put(key, value);
            return this;
        }

        /** Builds the spec; its faults, if any, are found by {@link JobValidator}. */
        public JobSpec build() {
            return new JobSpec(name, namespace, type, priority, count, constraints, meta, labels, tasks);
        }
    }
}
