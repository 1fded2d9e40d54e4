package org.bacalhau.core.logs;

import java.util.Objects;
import org.bacalhau.core.model.ExecutionId;

/**
 * Which part of which log is wanted. Immutable.
 *
 * @param executionId the execution
 * @param newOnly skip what was written before now
 * @param follow go on until the program ends, rather than to the end of what is there now
 */
public record LogRequest(ExecutionId executionId, boolean newOnly, boolean follow) {
    public LogRequest {
        Objects.requireNonNull(executionId, "executionId");
    }
}
