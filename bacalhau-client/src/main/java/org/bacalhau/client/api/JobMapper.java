package org.bacalhau.client.api;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.LabelRequirement;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Status;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.model.Timeouts;
import org.bacalhau.core.model.ValidationException;
import org.jspecify.annotations.Nullable;

/** Turns jobs of the model into those of the wire and back. Safe for any thread: there is no state. */
public final class JobMapper {
    private JobMapper() {}

    /** Returns a job to submit. */
    public static ApiJob toWire(JobSpec spec) {
        return job("", spec.name(), spec, ApiJobState.NOT_SAID, 0, 0, 0);
    }

    /** Returns a job as its requester shows it, with every part that the original's requester fills in. */
    public static ApiJob toWire(Job job) {
        JobSpec spec = job.spec();
        return job(
                job.id().value(),
                spec.name().isEmpty() ? job.id().value() : spec.name(),
                spec,
                new ApiJobState(job.state().wireName(), job.status().message()),
                job.revision(),
                WireTimes.nanos(job.createTime()),
                WireTimes.nanos(job.modifyTime()));
    }

    /**
     * Returns a job that was read from a server.
     *
     * @throws ValidationException if it has parts that this version does not know
     */
    public static Job toModel(ApiJob job) {
        SpecReader reader = new SpecReader();
        JobSpec spec = reader.read(job);
        if (job.id().isBlank()) {
            reader.faults().add("ID", job.id(), "missing job ID", "read the job from a server");
        }
        JobState state = job.knownState().orElse(null);
        if (state == null) {
            reader.faults().add("State", job.state().stateType(), "is not a state of a job", "use a newer version");
        }
        if (state == null || !reader.faults().isEmpty()) {
            throw new ValidationException("job", reader.faults().with(List.<Fault>of()));
        }
        return new Job(
                new JobId(job.id()),
                spec,
                new Status<>(state, job.state().message()),
                job.revision(),
                WireTimes.instant(job.createTime()),
                WireTimes.instant(job.modifyTime()));
    }

    private static ApiJob job(
            String id, String name, JobSpec spec, ApiJobState state, long revision, long created, long modified) {
        return new ApiJob(
                id,
                name,
                spec.namespace(),
                spec.type().wireName(),
                spec.priority(),
                spec.count(),
                spec.constraints().stream().map(JobMapper::toWire).toList(),
                new TreeMap<>(spec.meta()),
                new TreeMap<>(spec.labels()),
                spec.tasks().stream().map(JobMapper::toWire).toList(),
                state,
                0,
                revision,
                created,
                modified,
                Map.of());
    }

    private static ApiLabelRequirement toWire(LabelRequirement condition) {
        return new ApiLabelRequirement(condition.key(), condition.operator().wireName(), condition.values());
    }

    private static ApiTask toWire(Task task) {
        Timeouts timeouts = task.timeouts();
        return new ApiTask(
                task.name(),
                toWire(task.engine()),
                toWire(task.publisher()),
                new TreeMap<>(task.env()),
                new TreeMap<>(task.meta()),
                task.inputSources().stream()
                        .map(input -> new ApiInputSource(toWire(input.source()), input.alias(), input.target()))
                        .toList(),
                task.resultPaths().stream()
                        .map(result -> new ApiResultPath(result.name(), result.path()))
                        .toList(),
                new ApiResourcesConfig(
                        task.resources().cpu(),
                        task.resources().memory(),
                        task.resources().disk(),
                        task.resources().gpu()),
                new ApiNetworkConfig(
                        task.network().type().wireName(), task.network().domains()),
                new ApiTimeouts(
                        timeouts.execution().getSeconds(),
                        timeouts.queue().getSeconds(),
                        timeouts.total().getSeconds()),
                Map.of());
    }

    /** Returns a component for the wire. */
    public static ApiSpecConfig toWire(SpecConfig component) {
        return ApiSpecConfig.of(component.type(), component.params());
    }

    /** Returns a component of the model; none for null. */
    public static SpecConfig toModel(@Nullable ApiSpecConfig component) {
        return component == null ? SpecConfig.NONE : SpecReader.toModel(component);
    }
}
