package org.bacalhau.client.api;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.bacalhau.core.model.JobState;

/**
 * Where a job stands: on the wire a text (http-api.md §14.1, §14.2). Immutable.
 *
 * @param stateType the state's name; {@code Undefined} in submissions
 * @param message what is to be said about it; empty for nothing
 */
public record ApiJobState(String stateType, @OmitEmpty String message) {
    private static final String UNDEFINED = "Undefined";

    /** The state that clients of the original submit. */
    public static final ApiJobState NOT_SAID = new ApiJobState(UNDEFINED, "");

    public ApiJobState {
        Objects.requireNonNull(stateType, "stateType");
        Objects.requireNonNull(message, "message");
    }

    /** Returns the state, without regard to case and blanks around; empty for a name that is not known. */
    public Optional<JobState> state() {
        return named(stateType);
    }

    static Optional<JobState> named(String name) {
        return Arrays.stream(JobState.values())
                .filter(state -> state.wireName().equalsIgnoreCase(name.trim()))
                .findFirst();
    }
}
