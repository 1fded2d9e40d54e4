package org.bacalhau.node.executor.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The user of the host that the node is. Immutable.
 *
 * @param uid its number; 0 is root
 * @param gid the number of its group
 */
record NodeUser(int uid, int gid) {
    static final int ROOT = 0;

    /** Returns this process's user; empty where containers run in a machine of their own, or without users. */
    static Optional<NodeUser> ofThisProcess() {
        try {
            Path self = Path.of("/proc/self");
            return Optional.of(new NodeUser(
                    (int) Files.getAttribute(self, "unix:uid"), (int) Files.getAttribute(self, "unix:gid")));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    boolean isRoot() {
        return uid == ROOT;
    }

    /** Returns {@code uid:gid}. */
    @Override
    public String toString() {
        return uid + ":" + gid;
    }
}
