package org.bacalhau.core.publisher;

import java.nio.file.Path;
import java.util.Objects;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.SpecConfig;

/**
 * A result to be published. Immutable.
 *
 * @param jobId the job
 * @param executionId the execution
 * @param nodeId the node that ran it
 * @param publisher the task's publisher with its parameters
 * @param resultDirectory the result; read-only for the publisher, removed by the node afterwards
 */
public record PublishRequest(
        JobId jobId, ExecutionId executionId, NodeId nodeId, SpecConfig publisher, Path resultDirectory) {
    public PublishRequest {
        Objects.requireNonNull(jobId, "jobId");
        Objects.requireNonNull(executionId, "executionId");
        Objects.requireNonNull(nodeId, "nodeId");
        Objects.requireNonNull(publisher, "publisher");
        Objects.requireNonNull(resultDirectory, "resultDirectory");
    }
}
