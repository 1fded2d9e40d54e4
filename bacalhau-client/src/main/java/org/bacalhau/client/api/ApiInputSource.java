package org.bacalhau.client.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Data that a task reads (http-api.md §14.3). Immutable.
 *
 * @param source where it comes from; null if not said, which no server accepts
 * @param alias a name for it; empty for none
 * @param target where the task sees it
 */
public record ApiInputSource(@Nullable ApiSpecConfig source, String alias, String target) {
    public ApiInputSource {
        Objects.requireNonNull(alias, "alias");
        Objects.requireNonNull(target, "target");
    }
}
