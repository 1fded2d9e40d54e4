package org.bacalhau.node.executor.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bacalhau.core.executor.RunRequest;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.NetworkConfig;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.storage.PreparedInput;
import org.bacalhau.node.executor.docker.engine.ContainerPlan;
import org.bacalhau.node.executor.docker.engine.EngineInfo;
import org.bacalhau.node.executor.docker.engine.ImageInfo;

/** Plans an execution's container (engines-storage-publishers.md §3.2). Safe for any thread. */
final class ContainerPlanner {
    private static final String HOST_NAME = "host.docker.internal:host-gateway";

    private final DockerConfig config;
    private final Optional<NodeUser> nodeUser;

    ContainerPlanner(DockerConfig config, Optional<NodeUser> nodeUser) {
        this.config = config;
        this.nodeUser = nodeUser;
    }

    /** Plans the container, and opens the outputs to its user. */
    ContainerPlan plan(NodeId node, RunRequest request, DockerParams params, ImageInfo image, EngineInfo engine)
            throws IOException {
        ContainerPolicy policy = config.containers();
        ContainerUser user = ContainerUser.of(policy.user(), nodeUser, image, engine);
        if (!user.ownsOutputs()) {
            openOutputs(request);
        }
        return new ContainerPlan(
                ContainerLabels.name(node, request),
                image.id(),
                ContainerLabels.of(node, request),
                new ContainerPlan.Command(
                        params.entrypoint(),
                        params.parameters(),
                        environment(request, params),
                        params.workingDirectory(),
                        user.setting()),
                mounts(request),
                new ContainerPlan.Limits(
                        request.resources().cpuMillis(),
                        request.resources().memoryBytes(),
                        policy.processes(),
                        policy.sharedMemoryBytes(),
                        config.logBytes()),
                isolation(request, policy));
    }

    /** Sorted by name; what the engine's parameters say wins. */
    private static List<String> environment(RunRequest request, DockerParams params) {
        Map<String, String> environment = new TreeMap<>(request.environment());
        for (String variable : params.environment()) {
            int equals = variable.indexOf('=');
            environment.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        List<String> variables = new ArrayList<>(environment.size());
        environment.forEach((name, value) -> variables.add(name + "=" + value));
        return variables;
    }

    private static List<ContainerPlan.Mount> mounts(RunRequest request) {
        List<ContainerPlan.Mount> mounts = new ArrayList<>();
        for (PreparedInput input : request.inputs()) {
            mounts.add(new ContainerPlan.Mount(
                    input.source().toAbsolutePath(), target("input", input.target()), input.readOnly()));
        }
        for (RunRequest.Output output : request.outputs()) {
            String path = target("output", output.resultPath().path());
            mounts.add(new ContainerPlan.Mount(output.directory().toAbsolutePath(), path, false));
        }
        return mounts;
    }

    private static String target(String what, String path) {
        if (!path.startsWith("/") || path.equals("/")) {
            throw BacalhauException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "the " + what + " \"" + path + "\" cannot be mounted in a container",
                    "use an absolute path below the root");
        }
        return path;
    }

    private static ContainerPlan.Isolation isolation(RunRequest request, ContainerPolicy policy) {
        NetworkConfig network = request.task().network();
        return switch (network.type()) {
            case NONE -> isolation("none", List.of(), policy);
            case FULL -> isolation("bridge", List.of(HOST_NAME), policy);
            case HTTP ->
                throw BacalhauException.of(
                        ErrorCode.UNSUPPORTED,
                        "the engine docker of this node does not filter HTTP",
                        "set the task's Network.Type to None or Full");
        };
    }

    private static ContainerPlan.Isolation isolation(String network, List<String> hosts, ContainerPolicy policy) {
        return new ContainerPlan.Isolation(network, hosts, policy.capabilities(), policy.newPrivileges());
    }

    // The way to them on the host is closed to others by the directories above.
    private static void openOutputs(RunRequest request) throws IOException {
        for (RunRequest.Output output : request.outputs()) {
            Path directory = output.directory();
            if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
            }
        }
    }
}
