package org.bacalhau.core.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bacalhau.core.model.DesiredState;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Event;
import org.bacalhau.core.model.EventTopic;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionState;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.Gpu;
import org.bacalhau.core.model.HistoryEntry;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.LabelRequirement;
import org.bacalhau.core.model.NetworkConfig;
import org.bacalhau.core.model.NodeState.Membership;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.model.ResourcesConfig;
import org.bacalhau.core.model.RunOutput;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.model.Timeouts;
import org.bacalhau.core.testing.Jobs;
import org.bacalhau.core.testing.Nodes;

/**
 * A job in which every field that can be set is set, for stores and codecs that must not lose any.
 *
 * @param job the job
 * @param executions a failed and a completed one
 * @param history a step of the job and one of an execution
 * @param node a node record
 */
public record FullJob(Job job, List<Execution> executions, List<HistoryEntry> history, NodeRecord node) {

    /** Returns the job; the same each time. */
    public static FullJob create() {
        Instant now = Jobs.NOW.plusNanos(123_456_789);
        Job job = Job.accepted(Jobs.jobId(1), spec(), Jobs.NOW)
                .withState(JobState.RUNNING, "it runs – \"ünïcode\" ✓", now);
        Execution failed = planned(1, job, null)
                .failed(
                        new Failure(ErrorCode.UPSTREAM_FAILED, "no answer", "try again", false),
                        "execution failed",
                        new RunOutput("out", true, "err\u0000\n", false, 3, "trap"),
                        now);
        Execution completed = planned(2, job, failed)
                .withState(ExecutionState.ASK_FOR_BID_ACCEPTED, "Accepted job", now)
                .completed(result(), new RunOutput("ok", false, "", false, 0, ""), now.plusNanos(1));
        Event event =
                new Event(EventTopic.SCHEDULING.text(), "said", now, Map.of(Event.HINT, "do", Event.IS_ERROR, "true"));
        List<HistoryEntry> history = List.of(
                new HistoryEntry.OfJob(job.id(), 1, JobState.PENDING, JobState.RUNNING, 2, event, now),
                new HistoryEntry.OfExecution(
                        job.id(),
                        2,
                        failed.id(),
                        failed.nodeId(),
                        ExecutionState.NEW,
                        ExecutionState.FAILED,
                        2,
                        Event.NONE,
                        now));
        return new FullJob(
                job, List.of(failed, completed), history, new NodeRecord(Nodes.info(7), Membership.REJECTED));
    }

    private static Execution planned(int number, Job job, Execution previous) {
        Resources allocated =
                new Resources(1500, 1L << 40, 5, 1, List.of(new Gpu(0, "T4", "NVIDIA", 15_360, "0000:01:00")));
        return Execution.planned(
                Jobs.executionId(number),
                job,
                Jobs.evaluationId(number),
                Jobs.nodeId(number),
                allocated,
                DesiredState.RUNNING,
                previous == null ? null : previous.id(),
                Jobs.NOW.plusSeconds(number));
    }

    private static JobSpec spec() {
        Task task = Task.builder("main", SpecConfig.of("wasm").with("EntryPoint", "_start"))
                .publisher(SpecConfig.of("s3").with("Bucket", "b").with("Key", null))
                .env("A", "1")
                .meta("task", "fact")
                .input(result(), "/inputs")
                .output("outputs", "/outputs")
                .resources(new ResourcesConfig("500m", "1gb", "2gib", "1"))
                .network(new NetworkConfig(NetworkConfig.Type.HTTP, List.of("example.com")))
                .timeouts(new Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3)))
                .build();
        return JobSpec.builder(JobType.SERVICE, task)
                .name("full")
                .namespace("space")
                .priority(-5)
                .count(2)
                .constraint(new LabelRequirement("zone", LabelRequirement.Operator.IN, List.of("a", "b")))
                .constraint(new LabelRequirement("gpu", LabelRequirement.Operator.DOES_NOT_EXIST, List.of()))
                .meta("job", "fact")
                .label("team", "a")
                .build();
    }

    private static SpecConfig result() {
        return SpecConfig.of("inline")
                .with("URL", "data:,x")
                .with("Number", 1L)
                .with("Yes", true)
                .with("List", Arrays.asList("a", 2L, null, Map.of("k", List.of())));
    }

    /** Returns the changes that store all of it. */
    JobChange[] changes() {
        Stream<JobChange> first = Stream.of(new JobChange.PutJob(job), new JobChange.PutNode(node));
        Stream<JobChange> rest = Stream.concat(
                executions.stream().map(JobChange.PutExecution::new),
                history.stream().map(JobChange.AddHistory::new));
        return Stream.concat(first, rest).toArray(JobChange[]::new);
    }
}
