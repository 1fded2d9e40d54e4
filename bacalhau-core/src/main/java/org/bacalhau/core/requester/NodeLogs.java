package org.bacalhau.core.requester;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.bacalhau.core.logs.LogReader;
import org.bacalhau.core.logs.LogRequest;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.runtime.EventLoop.Timer;
import org.bacalhau.core.transport.ComputeEndpoint;

/** Opens logs on compute nodes, which have to answer in time. Safe for any thread. */
final class NodeLogs {
    private final RequesterParts parts;
    private final OpenAnswers answers;
    private final Function<NodeId, ComputeEndpoint> nodes;

    NodeLogs(RequesterParts parts, OpenAnswers answers, Function<NodeId, ComputeEndpoint> nodes) {
        this.parts = parts;
        this.answers = answers;
        this.nodes = nodes;
    }

    CompletableFuture<LogReader> open(Execution execution, boolean newOnly, boolean follow) {
        CompletableFuture<LogReader> answer = answers.open();
        LogRequest request = new LogRequest(execution.id(), newOnly, follow);
        Timer deadline = parts.loop()
                .schedule(
                        parts.config().commandDeadline(),
                        () -> answer.completeExceptionally(BacalhauException.of(
                                ErrorCode.DEADLINE_EXCEEDED,
                                "node " + execution.nodeId().shortForm() + " does not answer",
                                "try again; the log is still there when the node is back")));
        nodes.apply(execution.nodeId()).executionLogs(parts.self(), request).whenComplete((reader, failure) -> {
            deadline.cancel();
            if (failure != null) {
                answer.completeExceptionally(failure);
            } else if (!answer.complete(reader)) {
                reader.close();
            }
        });
        return answer;
    }
}
