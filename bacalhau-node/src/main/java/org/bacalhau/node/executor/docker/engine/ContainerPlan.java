package org.bacalhau.node.executor.docker.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container to be created. Immutable.
 *
 * @param name its name, unique on the engine
 * @param image id or reference of an image that the engine has
 * @param labels marks by which it is found again
 * @param command what runs in it
 * @param mounts what it sees of the host
 * @param limits what it may use
 * @param isolation what keeps it from the host
 */
public record ContainerPlan(
        String name,
        String image,
        Map<String, String> labels,
        Command command,
        List<Mount> mounts,
        Limits limits,
        Isolation isolation) {

    public ContainerPlan {
        labels = Map.copyOf(labels);
        mounts = List.copyOf(mounts);
    }

    /**
     * What runs.
     *
     * @param entrypoint replaces the image's entry point; empty: the image's own
     * @param parameters replace the image's command; empty: the image's own, unless there is an entry point here
     * @param environment {@code NAME=value}, added to the image's
     * @param workingDirectory absolute; empty: the image's own
     * @param user {@code uid:gid}; empty: the image's own
     */
    public record Command(
            List<String> entrypoint,
            List<String> parameters,
            List<String> environment,
            String workingDirectory,
            Optional<String> user) {
        public Command {
            entrypoint = List.copyOf(entrypoint);
            parameters = List.copyOf(parameters);
            environment = List.copyOf(environment);
        }
    }

    /**
     * A file or directory of the host that the container sees.
     *
     * @param source where it is on the host; it must exist
     * @param target the absolute path in the container
     * @param readOnly whether the container may only read it
     */
    public record Mount(Path source, String target, boolean readOnly) {}

    /**
     * What it may use.
     *
     * @param cpuMillis thousandths of a core; 0: no limit
     * @param memoryBytes main memory, without swap on top; 0: no limit
     * @param processes how many processes and threads; 0: no limit
     * @param sharedMemoryBytes the size of {@code /dev/shm}
     * @param logBytes how much of its output the engine keeps until it is read
     */
    public record Limits(long cpuMillis, long memoryBytes, long processes, long sharedMemoryBytes, long logBytes) {}

    /**
     * What keeps it from the host.
     *
     * @param network the engine's network that it joins, or {@code none}
     * @param extraHosts {@code name:address} entries for its hosts file
     * @param capabilities the only ones it has, without the prefix {@code CAP_}
     * @param newPrivileges whether its programs may gain privileges by set-user-id files
     */
    public record Isolation(String network, List<String> extraHosts, List<String> capabilities, boolean newPrivileges) {
        public Isolation {
            extraHosts = List.copyOf(extraHosts);
            capabilities = List.copyOf(capabilities);
        }
    }
}
