package org.bacalhau.node.executor.docker.engine;

import java.util.Map;

/**
 * A container as the engine has it now. Immutable.
 *
 * @param id the engine's id for it
 * @param phase where it is in its life
 * @param exitCode how its program ended; means something only if it did
 * @param outOfMemory whether the kernel killed one of its processes for want of memory
 * @param error what the engine says went wrong with it; empty if nothing
 * @param labels its marks
 */
public record ContainerState(
        String id, Phase phase, int exitCode, boolean outOfMemory, String error, Map<String, String> labels) {
    /** Where a container is in its life. */
    public enum Phase {
        /** Not yet started, or it could not be. */
        CREATED,
        /** Its program runs, or is paused. */
        RUNNING,
        /** Its program has ended. */
        EXITED,
        /** It is being removed, or that failed. */
        GOING
    }

    public ContainerState {
        labels = Map.copyOf(labels);
    }
}
