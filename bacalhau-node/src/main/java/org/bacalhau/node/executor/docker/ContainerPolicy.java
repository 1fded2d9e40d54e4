package org.bacalhau.node.executor.docker;

import java.util.List;
import java.util.Objects;

/**
 * What containers may do and use beyond what their job says. Immutable.
 *
 * @param user who programs run as
 * @param capabilities what root of a container may do; names without the prefix {@code CAP_}
 * @param newPrivileges whether programs may gain privileges by set-user-id files
 * @param processes how many processes and threads one container may have; 0: no limit
 * @param sharedMemoryBytes the size of {@code /dev/shm}, which counts as the job's memory
 * @param diskBytes how much a job may write that does not say how much disk it needs; 0: no limit
 */
public record ContainerPolicy(
        User user,
        List<String> capabilities,
        boolean newPrivileges,
        long processes,
        long sharedMemoryBytes,
        long diskBytes) {

    /** The image's user without capabilities, no new privileges, 1024 processes, 64 MiB in /dev/shm, 10 GiB of disk. */
    public static final ContainerPolicy DEFAULT =
            new ContainerPolicy(User.AS_IMAGE_SAYS, List.of(), false, 1024, 64L << 20, 10L << 30);

    /** Who programs run as. A node that is not root itself runs all programs as its own user. */
    public enum User {
        /** Whoever the image says; root, though without capabilities, if it says nothing. */
        AS_IMAGE_SAYS,
        /** Nobody instead of root. */
        NEVER_ROOT
    }

    public ContainerPolicy {
        Objects.requireNonNull(user, "user");
        capabilities = List.copyOf(capabilities);
        if (processes < 0 || sharedMemoryBytes < 1 || diskBytes < 0) {
            throw new IllegalArgumentException("processes " + processes + ", sharedMemoryBytes " + sharedMemoryBytes
                    + " and diskBytes " + diskBytes + " must not be negative");
        }
    }
}
