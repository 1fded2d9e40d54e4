package org.bacalhau.cli.template;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What names mean at a place of a template. Immutable.
 *
 * @param name what errors call the template
 * @param root all values, which {@code $} means
 * @param dot what {@code .} means: all values, or one text within a loop
 */
record Scope(String name, Map<String, String> root, Object dot) {
    Scope at(String each) {
        return new Scope(name, root, each);
    }

    /** Returns the value of a field of the dot; null if there is none. */
    @Nullable
    String field(String key) {
        return dot instanceof Map<?, ?> ? root.get(key) : null;
    }
}
