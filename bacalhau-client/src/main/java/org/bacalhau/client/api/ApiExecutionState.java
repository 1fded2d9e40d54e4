package org.bacalhau.client.api;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.bacalhau.core.model.DesiredState;
import org.bacalhau.core.model.ExecutionState;

/**
 * Where an execution stands, or is wanted: on the wire a number (http-api.md §14.1, §14.4). Immutable.
 *
 * @param stateType the state's number
 * @param message what is to be said about it; empty for nothing
 */
public record ApiExecutionState(int stateType, @OmitEmpty String message) {
    /** Nothing said. */
    public static final ApiExecutionState NOT_SAID = new ApiExecutionState(0, "");

    public ApiExecutionState {
        Objects.requireNonNull(message, "message");
    }

    /** Returns the number as a compute state; empty for one that is not known. */
    public Optional<ExecutionState> compute() {
        return numbered(stateType);
    }

    /** Returns the number as a desired state; empty for one that is not known. */
    public Optional<DesiredState> desired() {
        return Arrays.stream(DesiredState.values())
                .filter(state -> state.wireNumber() == stateType)
                .findFirst();
    }

    static Optional<ExecutionState> numbered(int number) {
        return Arrays.stream(ExecutionState.values())
                .filter(state -> state.wireNumber() == number)
                .findFirst();
    }
}
