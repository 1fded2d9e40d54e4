package org.bacalhau.core.testing;

import java.time.Instant;
import java.util.UUID;
import org.bacalhau.core.model.DesiredState;
import org.bacalhau.core.model.EvaluationId;
import org.bacalhau.core.model.Event;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.HistoryEntry;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.model.ResourcesConfig;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.runtime.SimulatedTime;

/**
 * Sound jobs and executions for tests that need some, whatever they are. Names and ids are numbered by the caller, so a
 * test reads the same each time.
 */
public final class Jobs {
    /** When everything here was created, unless said otherwise. */
    public static final Instant NOW = SimulatedTime.START;

    /** Engine type of the jobs made here. */
    public static final String ENGINE = "noop";

    private Jobs() {}

    /** Returns a sound task without inputs, outputs and limits. */
    public static Task task() {
        return taskBuilder().build();
    }

    /** Starts a sound task. */
    public static Task.Builder taskBuilder() {
        return Task.builder("main", SpecConfig.of(ENGINE));
    }

    /** Returns a task that asks for these amounts, as in a job file. */
    public static Task taskWith(String cpu, String memory, String disk, String gpu) {
        return taskBuilder()
                .resources(new ResourcesConfig(cpu, memory, disk, gpu))
                .build();
    }

    /** Returns a sound spec of a type that is complete when accepted. */
    public static JobSpec spec(JobType type) {
        return specBuilder(type).build();
    }

    /** Starts a sound spec. */
    public static JobSpec.Builder specBuilder(JobType type) {
        return JobSpec.builder(type, task()).name("test");
    }

    /** Returns a sound batch spec. */
    public static JobSpec batch() {
        return spec(JobType.BATCH);
    }

    /** Returns the id that belongs to a number: {@code j-} and a UUID. */
    public static JobId jobId(int number) {
        return new JobId("j-" + new UUID(0x4000L, 0x8000_0000_0000_0000L | number));
    }

    /** Returns the execution id that belongs to a number: {@code e-} and a UUID. */
    public static ExecutionId executionId(int number) {
        return new ExecutionId("e-" + new UUID(0x4000L, 0x8000_0000_0000_0000L | number));
    }

    /** Returns the evaluation id that belongs to a number. */
    public static EvaluationId evaluationId(int number) {
        return new EvaluationId("v-" + new UUID(0x4000L, 0x8000_0000_0000_0000L | number));
    }

    /** Returns the node id {@code node-<number>}. */
    public static NodeId nodeId(int number) {
        return new NodeId("node-" + number);
    }

    /** Returns an accepted batch job with this number. */
    public static Job job(int number) {
        return job(number, batch());
    }

    /** Returns an accepted job with this number. */
    public static Job job(int number, JobSpec spec) {
        return Job.accepted(jobId(number), spec, NOW);
    }

    /** Returns an execution of {@code job} with this number that has just been planned on {@code node-<number>}. */
    public static Execution execution(int number, Job job) {
        return Execution.planned(
                executionId(number),
                job,
                evaluationId(number),
                nodeId(number),
                Resources.of(500, 1_000_000, 0, 0),
                DesiredState.PENDING,
                null,
                NOW);
    }

    /** Returns the entry that says that {@code job} went from {@code previous} to its state. */
    public static HistoryEntry history(long sequence, JobState previous, Job job) {
        return new HistoryEntry.OfJob(
                job.id(), sequence, previous, job.state(), job.revision(), Event.NONE, job.modifyTime());
    }
}
