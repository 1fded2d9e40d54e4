package org.bacalhau.core.model;

import java.util.Objects;

/**
 * A state and what is to be said about it. Immutable.
 *
 * @param <S> the enum of states
 * @param state the state
 * @param message why, in words for the job's owner; empty when there is nothing to say
 */
public record Status<S extends Enum<S>>(S state, String message) {
    public Status {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(message, "message");
    }

    /** Returns a state with nothing said about it. */
    public static <S extends Enum<S>> Status<S> of(S state) {
        return new Status<>(state, "");
    }
}
