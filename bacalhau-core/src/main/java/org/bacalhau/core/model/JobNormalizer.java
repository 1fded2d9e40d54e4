package org.bacalhau.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns a submission into the spec that is stored: drops what a submitter may not set, and fills in what was left out.
 * Order and texts are the original's (job-lifecycle.md §2.1). Safe for any thread: there is no state.
 *
 * <p>The submission is validated first. A job's name is left alone: an empty one means the id, which is not yet known
 * here. Resources are left alone too: their defaults belong to the compute node.
 */
public final class JobNormalizer {
    private JobNormalizer() {}

    /**
     * What is stored.
     *
     * @param spec the spec
     * @param requestedId the submitter's id; null if there was none or it is not used
     * @param warnings what was dropped, in words for the submitter
     */
    public record Normalized(JobSpec spec, @Nullable JobId requestedId, List<String> warnings) {
        public Normalized {
            Objects.requireNonNull(spec, "spec");
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Normalises a submission. Doing it again changes nothing.
     *
     * @param spec what was submitted, without faults
     * @param requestedId an id of the submitter's choice; null for none
     * @param defaults the time limits for jobs that name none: {@code total} and {@code execution} for batch and ops
     *     jobs, {@code queue} for batch and service jobs
     */
    public static Normalized normalize(JobSpec spec, @Nullable JobId requestedId, Timeouts defaults) {
        List<String> warnings = new ArrayList<>();
        boolean keepsId = spec.type().isLongRunning();
        if (requestedId != null && !keepsId) {
            warnings.add("job ID is ignored when submitting a batch job");
        }
        List<Task> tasks = spec.tasks();
        if (tasks.size() > 1) {
            warnings.add("only one task is supported per job");
            tasks = tasks.subList(0, 1);
        }
        JobSpec normalized = new JobSpec(
                spec.name(),
                spec.namespace(),
                spec.type(),
                spec.priority(),
                spec.count() == 0 && spec.type().runsOnAllNodes() ? 1 : spec.count(),
                spec.constraints(),
                withoutReservedKeys(spec.meta(), warnings),
                spec.labels(),
                tasks.stream()
                        .map(task -> withTimeouts(spec.type(), task, defaults))
                        .toList());
        return new Normalized(normalized, keepsId ? requestedId : null, warnings);
    }

    private static Map<String, String> withoutReservedKeys(Map<String, String> meta, List<String> warnings) {
        Map<String, String> kept = new TreeMap<>(meta);
        kept.keySet().removeIf(key -> {
            boolean reserved = key.startsWith(JobSpec.RESERVED_META_PREFIX);
            if (reserved) {
                warnings.add("job meta key \"" + key + "\" is reserved and will be ignored");
            }
            return reserved;
        });
        return kept.size() == meta.size() ? meta : kept;
    }

    private static Task withTimeouts(JobType type, Task task, Timeouts defaults) {
        Timeouts effective = effectiveTimeouts(type, task.timeouts(), defaults);
        return effective.equals(task.timeouts())
                ? task
                : task.toBuilder().timeouts(effective).build();
    }

    /** Returns the time limits that hold for a task of a job of this type. */
    static Timeouts effectiveTimeouts(JobType type, Timeouts given, Timeouts defaults) {
        boolean ends = !type.isLongRunning();
        boolean queues = !type.runsOnAllNodes();
        return new Timeouts(
                ends && !Timeouts.isSet(given.execution()) ? defaults.execution() : given.execution(),
                queues && !Timeouts.isSet(given.queue()) ? defaults.queue() : given.queue(),
                ends && !Timeouts.isSet(given.total()) ? defaults.total() : given.total());
    }
}
