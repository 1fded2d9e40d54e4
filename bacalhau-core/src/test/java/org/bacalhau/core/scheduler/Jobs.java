package org.bacalhau.core.scheduler;

import java.util.function.Consumer;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.LabelRequirement;
import org.bacalhau.core.model.ResourcesConfig;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;

/** Jobs for tests: one task on the engine {@code noop}, asking for one core. */
final class Jobs {
    private Jobs() {}

    static JobSpec spec(JobType type) {
        return JobSpec.builder(
                        type,
                        Task.builder("main", SpecConfig.of("noop"))
                                .resources(new ResourcesConfig("1", "", "", ""))
                                .build())
                .build();
    }

    static JobSpec with(JobSpec spec, Consumer<Task.Builder> change) {
        Task.Builder task = spec.task().toBuilder();
        change.accept(task);
        return spec.toBuilder().task(task.build()).build();
    }

    static JobSpec asking(String cpu, String memory, String disk, String gpu) {
        return with(spec(JobType.BATCH), task -> task.resources(new ResourcesConfig(cpu, memory, disk, gpu)));
    }

    static JobSpec constrained(LabelRequirement... constraints) {
        JobSpec.Builder builder = spec(JobType.BATCH).toBuilder();
        for (LabelRequirement constraint : constraints) {
            builder.constraint(constraint);
        }
        return builder.build();
    }

    static Job job(JobSpec spec) {
        return Job.accepted(new JobId("j-1"), spec, SchedulingScene.START);
    }
}
