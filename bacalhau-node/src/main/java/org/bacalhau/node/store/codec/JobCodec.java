package org.bacalhau.node.store.codec;

import java.io.IOException;
import org.bacalhau.core.model.DesiredState;
import org.bacalhau.core.model.EvaluationId;
import org.bacalhau.core.model.Event;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.ExecutionState;
import org.bacalhau.core.model.HistoryEntry;
import org.bacalhau.core.model.HistoryEntry.OfExecution;
import org.bacalhau.core.model.HistoryEntry.OfJob;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.Resources;

/** What the requester records of a job: where it stands, its executions and its history. */
final class JobCodec {
    private JobCodec() {}

    /** Writes everything but the spec. */
    static void write(FieldWriter out, Job job) throws IOException {
        out.text("id", job.id().value());
        out.object("status", job.status(), OutcomeCodec::writeStatus);
        out.number("revision", job.revision());
        out.time("created", job.createTime());
        out.time("modified", job.modifyTime());
    }

    static Job read(FieldReader in, JobSpec spec) {
        return new Job(
                new JobId(in.requiredText("id")),
                spec,
                in.object("status", status -> OutcomeCodec.readStatus(status, JobState.class)),
                in.number("revision"),
                in.time("created"),
                in.time("modified"));
    }

    static void writeExecution(FieldWriter out, Execution execution) throws IOException {
        out.text("id", execution.id().value());
        out.text("job", execution.jobId().value());
        out.text("namespace", execution.namespace());
        out.text("evaluation", execution.evaluationId().value());
        out.text("node", execution.nodeId().value());
        out.object("allocated", execution.allocated(), NodeCodec::writeResources);
        out.object("desired", execution.desired(), OutcomeCodec::writeStatus);
        out.object("compute", execution.compute(), OutcomeCodec::writeStatus);
        out.object("published", execution.publishedResult(), SpecCodec::writeComponent);
        out.object("output", execution.output(), OutcomeCodec::writeOutput);
        out.object("failure", execution.failure(), OutcomeCodec::writeFailure);
        ExecutionId previous = execution.previousExecution();
        out.text("previous", previous == null ? "" : previous.value());
        out.number("revision", execution.revision());
        out.time("created", execution.createTime());
        out.time("modified", execution.modifyTime());
    }

    static Execution readExecution(FieldReader in) {
        return new Execution(
                new ExecutionId(in.requiredText("id")),
                new JobId(in.requiredText("job")),
                in.text("namespace"),
                new EvaluationId(in.requiredText("evaluation")),
                new NodeId(in.requiredText("node")),
                in.objectOr("allocated", Resources.ZERO, NodeCodec::readResources),
                in.object("desired", status -> OutcomeCodec.readStatus(status, DesiredState.class)),
                in.object("compute", status -> OutcomeCodec.readStatus(status, ExecutionState.class)),
                in.optional("published", SpecCodec::readComponent),
                in.optional("output", OutcomeCodec::readOutput),
                in.optional("failure", OutcomeCodec::readFailure),
                in.has("previous") ? new ExecutionId(in.text("previous")) : null,
                in.number("revision"),
                in.time("created"),
                in.time("modified"));
    }

    static void writeHistory(FieldWriter out, HistoryEntry entry) throws IOException {
        out.number("sequence", entry.sequence());
        if (entry instanceof OfExecution step) {
            out.text("execution", step.executionId().value());
            out.text("node", step.nodeId().value());
            out.name("previous", step.previous());
            out.name("next", step.next());
        } else if (entry instanceof OfJob step) {
            out.name("previous", step.previous());
            out.name("next", step.next());
        }
        out.number("revision", entry.newRevision());
        if (!entry.event().equals(Event.NONE)) {
            out.object("event", entry.event(), OutcomeCodec::writeEvent);
        }
        out.time("time", entry.time());
    }

    static HistoryEntry readHistory(FieldReader in, JobId job) {
        long sequence = in.number("sequence");
        long revision = in.number("revision");
        Event event = in.objectOr("event", Event.NONE, OutcomeCodec::readEvent);
        if (!in.has("execution")) {
            return new OfJob(
                    job,
                    sequence,
                    in.constant("previous", JobState.class),
                    in.constant("next", JobState.class),
                    revision,
                    event,
                    in.time("time"));
        }
        return new OfExecution(
                job,
                sequence,
                new ExecutionId(in.text("execution")),
                new NodeId(in.requiredText("node")),
                in.constant("previous", ExecutionState.class),
                in.constant("next", ExecutionState.class),
                revision,
                event,
                in.time("time"));
    }
}
