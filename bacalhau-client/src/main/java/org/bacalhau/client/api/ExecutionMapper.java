package org.bacalhau.client.api;

import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.DesiredState;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.EvaluationId;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.ExecutionState;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.model.RunOutput;
import org.bacalhau.core.model.Status;
import org.jspecify.annotations.Nullable;

/**
 * Turns executions of the model into those of the wire and back. Safe for any thread: there is no state.
 *
 * <p>The wire has no room for a failure: its message is that of the compute state, and what follows from it is in the
 * history. What an execution was planned with is not sent either, as in the original.
 */
public final class ExecutionMapper {
    private ExecutionMapper() {}

    /** Returns an execution for the wire. */
    public static ApiExecution toWire(Execution execution) {
        return new ApiExecution(
                execution.id().value(),
                execution.namespace(),
                execution.evaluationId().value(),
                "",
                execution.nodeId().value(),
                execution.jobId().value(),
                null,
                ApiAllocatedResources.NONE,
                new ApiExecutionState(
                        execution.desired().state().wireNumber(),
                        execution.desired().message()),
                new ApiExecutionState(
                        execution.compute().state().wireNumber(),
                        execution.compute().message()),
                execution.publishedResult() == null ? null : JobMapper.toWire(execution.publishedResult()),
                execution.output() == null ? null : toWire(execution.output()),
                execution.previousExecution() == null
                        ? ""
                        : execution.previousExecution().value(),
                "",
                "",
                execution.revision(),
                WireTimes.nanos(execution.createTime()),
                WireTimes.nanos(execution.modifyTime()));
    }

    /**
     * Returns an execution that was read from a server. The failure of a failed one has the code {@code INTERNAL}, since
     * the wire does not tell it.
     *
     * @throws BacalhauException {@code UNSUPPORTED} if it is in a state that this version does not know
     */
    public static Execution toModel(ApiExecution execution) {
        ExecutionState compute = execution.computeState().compute().orElseThrow(() -> unknown(execution));
        DesiredState desired = execution.desiredState().desired().orElseThrow(() -> unknown(execution));
        String message = execution.computeState().message();
        return new Execution(
                new ExecutionId(execution.id()),
                new JobId(execution.jobId()),
                execution.namespace(),
                new EvaluationId(execution.evalId()),
                new NodeId(execution.nodeId()),
                allocated(execution.allocatedResources()),
                new Status<>(desired, execution.desiredState().message()),
                new Status<>(compute, message),
                execution.publishedResult() == null ? null : JobMapper.toModel(execution.publishedResult()),
                toModel(execution.runOutput()),
                compute == ExecutionState.FAILED ? Failure.of(ErrorCode.INTERNAL, message, "") : null,
                execution.previousExecution().isEmpty() ? null : new ExecutionId(execution.previousExecution()),
                execution.revision(),
                WireTimes.instant(execution.createTime()),
                WireTimes.instant(execution.modifyTime()));
    }

    private static BacalhauException unknown(ApiExecution execution) {
        return BacalhauException.of(
                ErrorCode.UNSUPPORTED,
                "execution " + execution.id() + " is in state "
                        + execution.computeState().stateType() + ", wanted "
                        + execution.desiredState().stateType() + ", which this version does not know",
                "use a newer version");
    }

    private static Resources allocated(ApiAllocatedResources allocated) {
        return allocated.tasks().values().stream().map(NodeMapper::toModel).reduce(Resources.ZERO, Resources::plus);
    }

    private static ApiRunOutput toWire(RunOutput output) {
        return new ApiRunOutput(
                output.stdout(),
                output.stdoutTruncated(),
                output.stderr(),
                output.stderrTruncated(),
                output.exitCode(),
                output.errorMessage());
    }

    private static @Nullable RunOutput toModel(@Nullable ApiRunOutput output) {
        return output == null
                ? null
                : new RunOutput(
                        output.stdout(),
                        output.stdoutTruncated(),
                        output.stderr(),
                        output.stderrTruncated(),
                        output.exitCode(),
                        output.errorMsg());
    }
}
