package org.bacalhau.node.config;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * A way for users to prove who they are (cli-config-auth.md §15.1). Immutable.
 *
 * @param type what users do
 * @param policy the file that says who is known; a challenge without one lets in everybody who has a key
 */
public record AuthMethodConfig(Type type, Optional<Path> policy) {
    /** What users do. */
    public enum Type {
        /** Sign something with their key. */
        CHALLENGE,
        /** Answer questions. */
        ASK
    }

    public AuthMethodConfig {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(policy, "policy");
        if (type == Type.ASK && policy.isEmpty()) {
            throw new IllegalArgumentException("a method of type ask needs a policy");
        }
    }
}
