package org.bacalhau.cli.legacy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.LabelRequirement;
import org.bacalhau.core.model.NetworkConfig;
import org.bacalhau.core.model.ResourcesConfig;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.model.Timeouts;
import org.bacalhau.core.model.ValidationException;
import org.jspecify.annotations.Nullable;

/**
 * An old job, as a new one. Immutable.
 *
 * @param spec the job
 * @param warnings what of the file is ignored, for people
 */
public record LegacyJob(JobSpec spec, List<String> warnings) {
    private static final String TASK_NAME = "main";

    public LegacyJob {
        Objects.requireNonNull(spec, "spec");
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads an old job.
     *
     * @param file the file as maps and lists
     * @return the job; empty if the file has the shape of none of the old jobs
     * @throws ValidationException with every fault, if it is an old job that cannot be understood
     */
    public static Optional<LegacyJob> read(Map<String, @Nullable Object> file) {
        List<Fault> faults = new ArrayList<>(); // at most one for each value of the file
        Part root = Part.root(file, faults);
        Part job = root.has("Job") ? root.part("Job") : root;
        Optional<LegacyJob> read;
        if (job.has("Spec")) {
            read = Optional.of(new Reader(job.part("Spec"), job).read(null));
        } else if (job.has("with") && job.has("do")) {
            Part spec = job.part("meta").part("bacalhau/config");
            read = Optional.of(new Reader(spec, job).read(WorkflowTask.read(job)));
        } else {
            return Optional.empty();
        }
        if (!faults.isEmpty()) {
            throw new ValidationException("job file", faults);
        }
        return read;
    }

    /** Reads one job. For one thread. */
    private static final class Reader {
        private final Part spec;
        private final Part job;
        private final List<String> warnings = new ArrayList<>(); // one for each key below at most

        Reader(Part spec, Part job) {
            this.spec = spec;
            this.job = job;
        }

        LegacyJob read(@Nullable Task workflowTask) {
            warnIgnored(job.part("Metadata"), "ID", "CreatedAt", "ClientID", "Requester");
            warnIgnored(job, "State", "Status");
            warnIgnored(spec, "DoNotTrack", "ExecutionPlan", "Sharding", "Language");
            SpecConfig publisher = OldPublisher.read(spec);
            Task.Builder task = workflowTask == null ? task(publisher) : workflowTask.toBuilder();
            task.publisher(publisher)
                    .resources(resources(spec.part("Resources")))
                    .timeouts(new Timeouts(Duration.ofSeconds(seconds()), Duration.ZERO, Duration.ZERO));
            Part deal = spec.part("Deal");
            JobSpec.Builder builder = JobSpec.builder(type(deal), task.build());
            builder.count((int) Math.min(Integer.MAX_VALUE, deal.number("Concurrency", 1)));
            spec.texts("Annotations").forEach(label -> builder.label(label, ""));
            spec.parts("NodeSelectors").forEach(selector -> condition(selector).ifPresent(builder::constraint));
            return new LegacyJob(builder.build(), warnings);
        }

        private Task.Builder task(SpecConfig publisher) {
            Task.Builder task = Task.builder(TASK_NAME, OldEngine.read(spec)).network(network());
            spec.parts("Inputs").forEach(input -> task.input(OldStorage.input(input)));
            List<Part> outputs = spec.parts("Outputs");
            if (publisher.isNone() && !outputs.isEmpty()) {
                // Old jobs name results whether anybody keeps them or not.
                warnings.add("Outputs are not kept: the job names no publisher");
            } else {
                outputs.forEach(output -> task.output(output.text("Name"), output.text("Path")));
            }
            return task;
        }

        private void warnIgnored(Part part, String... keys) {
            for (String key : keys) {
                if (part.has(key)) {
                    warnings.add(part.path(key) + " is ignored");
                }
            }
        }

        private long seconds() {
            long seconds = spec.number("Timeout", 0);
            if (seconds < 0) {
                spec.fault("Timeout", Long.toString(seconds), "is negative", "give a number of seconds");
            }
            return Math.max(0, seconds);
        }

        private static ResourcesConfig resources(Part resources) {
            return new ResourcesConfig(
                    resources.text("CPU"), resources.text("Memory"), resources.text("Disk"), resources.text("GPU"));
        }

        private NetworkConfig network() {
            Part network = spec.part("Network");
            String type = network.text("Type");
            for (NetworkConfig.Type known : NetworkConfig.Type.values()) {
                if (known.wireName().equalsIgnoreCase(type)) {
                    return new NetworkConfig(known, network.texts("Domains"));
                }
            }
            if (!type.isEmpty()) {
                network.fault("Type", type, "is no type of network", "use None, HTTP or Full");
            }
            return NetworkConfig.NONE;
        }

        private static JobType type(Part deal) {
            boolean everywhere = deal.truth("TargetAll")
                    || deal.text("TargetingMode").toLowerCase(Locale.ROOT).matches("all|true");
            return everywhere ? JobType.OPS : JobType.BATCH;
        }

        private static Optional<LabelRequirement> condition(Part selector) {
            String operator = selector.text("Operator");
            Optional<LabelRequirement.Operator> known = LabelRequirement.Operator.of(operator);
            if (known.isEmpty()) {
                selector.fault(
                        "Operator", operator, "is no operator", "use one of =, !=, in, notin, exists, !, gt, lt");
            }
            return known.map(found -> new LabelRequirement(selector.text("Key"), found, selector.texts("Values")));
        }
    }
}
