package org.bacalhau.node.store.codec;

import java.io.IOException;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.LocalExecutionState;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.model.RunOutput;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.store.LocalExecution;
import org.bacalhau.core.store.LocalExecution.Outcome;

/** What a compute node records of an execution. */
final class LocalExecutionCodec {
    private LocalExecutionCodec() {}

    /** Writes everything but the job. */
    static void write(FieldWriter out, LocalExecution execution) throws IOException {
        out.text("id", execution.id().value());
        out.text("requester", execution.requester().value());
        out.flag("waitForApproval", execution.waitForApproval());
        out.object("allocated", execution.allocated(), NodeCodec::writeResources);
        out.object("status", execution.status(), OutcomeCodec::writeStatus);
        if (execution.outcome() instanceof Outcome.Completed completed) {
            out.object("completed", completed, LocalExecutionCodec::writeCompleted);
        } else if (execution.outcome() instanceof Outcome.Failed failed) {
            out.object("failed", failed, LocalExecutionCodec::writeFailed);
        }
        out.number("revision", execution.revision());
        out.time("created", execution.createTime());
        out.time("modified", execution.modifyTime());
    }

    static LocalExecution read(FieldReader in, Job job) {
        Outcome completed = in.optional("completed", LocalExecutionCodec::readCompleted);
        return new LocalExecution(
                new ExecutionId(in.requiredText("id")),
                new NodeId(in.requiredText("requester")),
                job,
                in.flag("waitForApproval"),
                in.objectOr("allocated", Resources.ZERO, NodeCodec::readResources),
                in.object("status", status -> OutcomeCodec.readStatus(status, LocalExecutionState.class)),
                completed != null ? completed : in.optional("failed", LocalExecutionCodec::readFailed),
                in.number("revision"),
                in.time("created"),
                in.time("modified"));
    }

    private static void writeCompleted(FieldWriter out, Outcome.Completed completed) throws IOException {
        out.object("published", completed.published(), SpecCodec::writeComponent);
        out.object("output", completed.output(), OutcomeCodec::writeOutput);
    }

    private static Outcome readCompleted(FieldReader in) {
        return new Outcome.Completed(
                in.objectOr("published", SpecConfig.NONE, SpecCodec::readComponent),
                in.objectOr("output", RunOutput.EMPTY, OutcomeCodec::readOutput));
    }

    private static void writeFailed(FieldWriter out, Outcome.Failed failed) throws IOException {
        out.object("failure", failed.failure(), OutcomeCodec::writeFailure);
        out.object("event", failed.event(), OutcomeCodec::writeEvent);
    }

    private static Outcome readFailed(FieldReader in) {
        return new Outcome.Failed(
                in.object("failure", OutcomeCodec::readFailure), in.object("event", OutcomeCodec::readEvent));
    }
}
