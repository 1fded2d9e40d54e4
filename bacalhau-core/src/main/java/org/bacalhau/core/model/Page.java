package org.bacalhau.core.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Part of a longer list. Immutable.
 *
 * @param <T> what is listed
 * @param items this part, in order
 * @param next the cursor that gives the following part; null if this is the last
 */
public record Page<T>(List<T> items, @Nullable String next) {
    public Page {
        items = List.copyOf(items);
    }
}
