package org.bacalhau.core.model;

import java.util.Objects;

/**
 * Data that a task reads. Immutable.
 *
 * @param source where the data comes from; its type names a storage provider
 * @param alias a name other parts of the task may refer to it by; empty for none, otherwise unique in the task
 * @param target the absolute path at which the task sees it
 */
public record InputSource(SpecConfig source, String alias, String target) {
    public InputSource {
        Objects.requireNonNull(source, "source");
        alias = alias.trim();
        target = target.trim();
    }

    /** Returns an input without an alias. */
    public static InputSource of(SpecConfig source, String target) {
        return new InputSource(source, "", target);
    }
}
