package org.bacalhau.client.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.LabelRequirement;
import org.bacalhau.core.model.NetworkConfig;
import org.bacalhau.core.model.ResourcesConfig;
import org.bacalhau.core.model.ResultPath;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.model.Timeouts;
import org.jspecify.annotations.Nullable;

/**
 * Reads a job's spec from its wire form. For one thread, one job.
 *
 * <p>What the model has no room for (an unknown type, a null task) becomes a fault, and a sound part takes its place, so
 * that the model's validator still finds everything else without finding that again.
 */
final class SpecReader {
    private static final String STAND_IN = "stand-in";
    private static final SpecConfig SOUND_COMPONENT = SpecConfig.of(STAND_IN);
    private static final Task SOUND_TASK =
            Task.builder(STAND_IN, SOUND_COMPONENT).build();
    private static final LabelRequirement SOUND_CONDITION =
            new LabelRequirement(STAND_IN, LabelRequirement.Operator.EXISTS, List.of());

    private final WireFaults faults = new WireFaults();

    WireFaults faults() {
        return faults;
    }

    JobSpec read(ApiJob job) {
        List<LabelRequirement> constraints = new ArrayList<>(job.constraints().size());
        for (int i = 0; i < job.constraints().size(); i++) {
            constraints.add(
                    condition("Constraints[" + i + "]", job.constraints().get(i)));
        }
        List<Task> tasks = new ArrayList<>(job.tasks().size());
        for (int i = 0; i < job.tasks().size(); i++) {
            tasks.add(task("Tasks[" + i + "]", job.tasks().get(i)));
        }
        return new JobSpec(
                job.name(),
                job.namespace(),
                type(job.type()),
                priority(job.priority()),
                clamped(job.count()), // the validator refuses either end
                constraints,
                job.meta(),
                job.labels(),
                tasks);
    }

    private JobType type(String name) {
        String remedy = "use one of "
                + String.join(
                        ", ",
                        Arrays.stream(JobType.values()).map(JobType::wireName).toList());
        if (name.isEmpty()) {
            faults.add("Type", "", "missing job type", remedy);
            return JobType.BATCH;
        }
        Optional<JobType> type = JobType.of(name);
        if (type.isEmpty()) {
            faults.add("Type", name, "invalid job type: \"" + name + "\"", remedy);
        }
        return type.orElse(JobType.BATCH);
    }

    private int priority(long priority) {
        if (clamped(priority) != priority) {
            faults.add(
                    "Priority",
                    Long.toString(priority),
                    "job priority is out of range",
                    "use a number from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE);
        }
        return clamped(priority);
    }

    private static int clamped(long number) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number));
    }

    private LabelRequirement condition(String path, @Nullable ApiLabelRequirement condition) {
        if (condition == null) {
            faults.add(path, "", "constraint is null", "write a condition, or remove the entry");
            return SOUND_CONDITION;
        }
        Optional<LabelRequirement.Operator> operator = LabelRequirement.Operator.of(condition.operator());
        if (operator.isPresent()) {
            return new LabelRequirement(condition.key(), operator.get(), condition.values());
        }
        faults.add(
                path + ".Operator",
                condition.operator(),
                // The original takes an unknown operator with one value, and its job then waits for ever.
                condition.values().size() == 1
                        ? "selector operator is not known"
                        : "selector values must have exactly one value for other operators",
                "use one of "
                        + String.join(
                                ", ",
                                Arrays.stream(LabelRequirement.Operator.values())
                                        .map(LabelRequirement.Operator::wireName)
                                        .toList()));
        return new LabelRequirement(condition.key(), LabelRequirement.Operator.EXISTS, List.of());
    }

    private Task task(String path, @Nullable ApiTask task) {
        if (task == null) {
            faults.add(path, "", "task is null", "write the task, or remove the entry");
            return SOUND_TASK;
        }
        return new Task(
                task.name(),
                component(path + ".Engine", task.engine()),
                // A publisher that is not said is none.
                task.publisher() == null ? SpecConfig.NONE : toModel(task.publisher()),
                task.env(),
                task.meta(),
                inputs(path, task.inputSources()),
                results(path, task.resultPaths()),
                resources(task.resources()),
                network(path + ".Network", task.network()),
                timeouts(task.timeouts()));
    }

    private SpecConfig component(String path, @Nullable ApiSpecConfig component) {
        if (component == null) {
            faults.add(path, "", "nil spec config", "name its Type, and its Params if it has any");
            return SOUND_COMPONENT;
        }
        return toModel(component);
    }

    private List<InputSource> inputs(String path, List<@Nullable ApiInputSource> inputs) {
        List<InputSource> read = new ArrayList<>(inputs.size());
        for (int i = 0; i < inputs.size(); i++) {
            String where = path + ".InputSources[" + i + "]";
            ApiInputSource input = inputs.get(i);
            if (input == null) {
                faults.add(where, "", "input source is null", "write the input, or remove the entry");
                read.add(InputSource.of(SOUND_COMPONENT, "/" + STAND_IN));
            } else {
                read.add(new InputSource(component(where + ".Source", input.source()), input.alias(), input.target()));
            }
        }
        return read;
    }

    private List<ResultPath> results(String path, List<@Nullable ApiResultPath> results) {
        List<ResultPath> read = new ArrayList<>(results.size());
        for (int i = 0; i < results.size(); i++) {
            ApiResultPath result = results.get(i);
            if (result == null) {
                faults.add(
                        path + ".ResultPaths[" + i + "]",
                        "",
                        "result path is null",
                        "write the result path, or remove the entry");
            } else {
                read.add(new ResultPath(result.name(), result.path()));
            }
        }
        return read;
    }

    private static ResourcesConfig resources(@Nullable ApiResourcesConfig resources) {
        return resources == null
                ? ResourcesConfig.NONE
                : new ResourcesConfig(resources.cpu(), resources.memory(), resources.disk(), resources.gpu());
    }

    private NetworkConfig network(String path, @Nullable ApiNetworkConfig network) {
        if (network == null) {
            return NetworkConfig.NONE;
        }
        for (NetworkConfig.Type type : NetworkConfig.Type.values()) {
            if (type.wireName().equalsIgnoreCase(network.type().trim())) {
                return new NetworkConfig(type, network.domains());
            }
        }
        faults.add(
                path + ".Type",
                network.type(),
                "models.Network: unknown type '" + network.type() + "'",
                "use one of None, Full, HTTP");
        return NetworkConfig.NONE;
    }

    private static Timeouts timeouts(@Nullable ApiTimeouts timeouts) {
        return timeouts == null
                ? Timeouts.NONE
                : new Timeouts(
                        Duration.ofSeconds(timeouts.executionTimeout()),
                        Duration.ofSeconds(timeouts.queueTimeout()),
                        Duration.ofSeconds(timeouts.totalTimeout()));
    }

    static SpecConfig toModel(ApiSpecConfig component) {
        return new SpecConfig(component.type(), component.params());
    }
}
