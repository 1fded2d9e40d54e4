package org.bacalhau.node.executor.docker.image;

import java.util.List;
import java.util.Locale;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.bacalhau.node.executor.docker.engine.EngineException;

/** Tells what the words of a registry mean to the owner of a job. Without state. */
final class RegistryFaults {
    private static final List<String> TOO_MANY = List.of("toomanyrequests", "too many requests", "rate limit");
    private static final List<String> NO_PLATFORM =
            List.of("no matching manifest", "does not match the specified platform");
    private static final List<String> DENIED =
            List.of("denied", "unauthorized", "authentication required", "no basic auth credentials", "forbidden");
    private static final List<String> MISSING = List.of(
            "manifest unknown", "manifest_unknown", "not found", "does not exist", "name unknown", "name_unknown");
    // Registries say so of themselves, and a registry that is away says nothing at all.
    private static final List<String> AWAY =
            List.of("connection refused", "no such host", "timeout", "deadline exceeded", "connection reset", "eof");

    private RegistryFaults() {}

    static boolean isRateLimit(EngineException fault) {
        return says(fault, TOO_MANY);
    }

    /**
     * Returns the failure.
     *
     * @param doing {@code pull} or {@code inspect}
     */
    static Failure of(String doing, ImageName image, EngineException fault) {
        // The wording of the original (engines-storage-publishers.md §3.5).
        String message = "Could not " + doing + " image \"" + image.reference()
                + "\" - could be due to repo/image not existing, or registry needing authorization: "
                + fault.getMessage();
        String registry = image.registry();
        if (isRateLimit(fault)) {
            return new Failure(
                    ErrorCode.RESOURCE_EXHAUSTED,
                    message,
                    "try again later, or give the node credentials for " + registry + ", which raise the limit",
                    true);
        }
        if (fault.isUnanswered() || says(fault, AWAY)) {
            return Failure.of(
                    ErrorCode.UPSTREAM_FAILED,
                    message,
                    "make sure that the node reaches " + registry + "; it is tried again");
        }
        if (says(fault, NO_PLATFORM)) {
            return Failure.of(
                    ErrorCode.BAD_PROGRAM, message, "publish the image for this platform, or run it on another node");
        }
        if (says(fault, DENIED)) {
            return Failure.of(
                    ErrorCode.PERMISSION_DENIED,
                    message,
                    "check the image's name, or give the node credentials for " + registry
                            + ": in its settings, or by docker login");
        }
        if (says(fault, MISSING)) {
            return Failure.of(
                    ErrorCode.BAD_PROGRAM,
                    message,
                    "check the image's name and tag, and that it was pushed to " + registry);
        }
        return Failure.of(ErrorCode.UPSTREAM_FAILED, message, "look at what " + registry + " says; it is tried again");
    }

    private static boolean says(EngineException fault, List<String> words) {
        String text = String.valueOf(fault.getMessage()).toLowerCase(Locale.ROOT);
        return words.stream().anyMatch(text::contains);
    }
}
