package org.bacalhau.node.http.route;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bacalhau.core.model.ErrorCode;

/**
 * Who is calling. Immutable.
 *
 * @param name by what name they proved to be known; empty if they did not
 * @param rights what they may do in each namespace, as a sum of the constants here, {@link #ALL_NAMESPACES} standing for all;
 *     empty if nothing is forbidden
 */
public record Caller(String name, Optional<Map<String, Integer>> rights) {
    /** May read what is in the namespace. */
    public static final int READ = 1;

    /** May submit to the namespace. */
    public static final int WRITE = 2;

    /** May fetch results from the namespace. */
    public static final int DOWNLOAD = 4;

    /** May stop jobs of the namespace. */
    public static final int CANCEL = 8;

    /** All of these. */
    public static final int EVERYTHING = READ | WRITE | DOWNLOAD | CANCEL;

    /** Stands for every namespace. */
    public static final String ALL_NAMESPACES = "*";

    /** Somebody, to whom nothing is forbidden. */
    public static final Caller ANYBODY = new Caller("", Optional.empty());

    public Caller {
        Objects.requireNonNull(name, "name");
        rights = rights.map(Map::copyOf);
    }

    /** Tells whether the caller may do all of {@code wanted} in a namespace. */
    public boolean may(int wanted, String namespace) {
        return rights.isEmpty()
                || ((rights.get().getOrDefault(namespace, 0) | rights.get().getOrDefault(ALL_NAMESPACES, 0)) & wanted)
                        == wanted;
    }

    /**
     * Makes sure that the caller may do all of {@code wanted} in a namespace.
     *
     * @throws Refusal if not
     */
    public void require(int wanted, String namespace) {
        if (!may(wanted, namespace)) {
            throw Refusal.of(
                    ErrorCode.PERMISSION_DENIED,
                    "Access denied. " + name + " may not do this in namespace " + namespace,
                    "use a namespace of yours, or ask the node's operator");
        }
    }
}
