package org.bacalhau.node.executor.docker.engine;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.bacalhau.node.executor.docker.engine.ContainerState.Phase;
import org.jspecify.annotations.Nullable;

/** A Docker engine and its containers. Safe for any thread. Nothing is sent before the first call. */
public final class DockerEngine implements AutoCloseable {
    private final EngineConnection connection;
    private final EngineCalls calls;
    private final ImageCalls images;
    private final String address;
    private final Duration answerTimeout;

    private DockerEngine(
            EngineConnection connection, EngineCalls calls, ImageCalls images, String address, Duration answerTimeout) {
        this.connection = connection;
        this.calls = calls;
        this.images = images;
        this.address = address;
        this.answerTimeout = answerTimeout;
    }

    /**
     * Prepares to talk to an engine, which need not be there.
     *
     * @throws IllegalArgumentException if the address makes no sense
     */
    public static DockerEngine at(EngineAddress address) {
        DefaultDockerClientConfig.Builder builder = DefaultDockerClientConfig.createDefaultConfigBuilder();
        if (!address.host().isEmpty()) {
            builder.withDockerHost(address.host());
        }
        DefaultDockerClientConfig config = builder.build();
        String shown = config.getDockerHost().toString();
        EngineCalls calls = new EngineCalls(shown, address.answerTimeout());
        EngineConnection connection = new EngineConnection(config, address.connectTimeout());
        return new DockerEngine(connection, calls, new ImageCalls(connection, calls), shown, address.answerTimeout());
    }

    /** Returns where it is, for messages. */
    public String address() {
        return address;
    }

    /** Tells whether nothing but this machine lies between: only the engine itself can end a connection then. */
    public boolean isLocal() {
        return !address.startsWith("tcp:");
    }

    /** Returns its images. */
    public ImageCalls images() {
        return images;
    }

    /** Asks the engine about itself. */
    public EngineInfo info() throws EngineException, InterruptedException {
        Info info = calls.call(() -> connection.client().infoCmd().exec());
        String architecture =
                calls.call(() -> connection.client().versionCmd().exec()).getArch();
        List<String> security = info.getSecurityOptions();
        return new EngineInfo(
                Objects.toString(info.getServerVersion(), ""),
                new Platform(Objects.toString(info.getOsType(), "linux"), Objects.toString(architecture, "")),
                EngineInfo.remapsUsers(security == null ? List.of() : security));
    }

    /** Creates a container and returns its id. */
    public String create(ContainerPlan plan) throws EngineException, InterruptedException {
        return calls.call(() -> ContainerRequest.fill(connection.client().createContainerCmd(plan.image()), plan)
                .exec()
                .getId());
    }

    /** Starts a container; has no effect if it runs. */
    public void start(String container) throws EngineException, InterruptedException {
        boolean started = calls.call(() -> {
            try {
                connection.client().startContainerCmd(container).exec();
                return true;
            } catch (NotModifiedException e) {
                return false;
            }
        });
        assert started || container != null;
    }

    /** Returns what became of a container, by id or name. */
    public ContainerState inspect(String container) throws EngineException, InterruptedException {
        return stateOf(calls.call(
                () -> connection.client().inspectContainerCmd(container).exec()));
    }

    /**
     * Returns how many bytes a container has written to its own file system. The engine has to look at every file.
     *
     * @param container id or name
     */
    public long writtenBytes(String container) throws EngineException, InterruptedException {
        Long bytes = calls.call(() -> connection
                        .client()
                        .inspectContainerCmd(container)
                        .withSize(true)
                        .exec())
                .getSizeRw();
        return bytes == null ? 0 : bytes;
    }

    private static ContainerState stateOf(InspectContainerResponse found) {
        InspectContainerResponse.ContainerState state = found.getState();
        @Nullable Map<String, String> labels = found.getConfig().getLabels();
        Long exitCode = state.getExitCodeLong();
        return new ContainerState(
                found.getId(),
                phaseOf(Objects.toString(state.getStatus(), "")),
                exitCode == null ? -1 : exitCode.intValue(),
                Boolean.TRUE.equals(state.getOOMKilled()),
                Objects.toString(state.getError(), ""),
                labels == null ? Map.of() : labels);
    }

    private static Phase phaseOf(String status) {
        return switch (status) {
            case "created" -> Phase.CREATED;
            case "running", "paused", "restarting" -> Phase.RUNNING;
            case "exited" -> Phase.EXITED;
            default -> Phase.GOING;
        };
    }

    /**
     * Takes a container's output from now on; when this returns, nothing is missed. The program does not get far ahead of
     * the sink.
     */
    public LogStream attach(String container, OutputSink sink) throws EngineException, InterruptedException {
        LogStream stream = new LogStream(calls, sink);
        connection
                .client()
                .attachContainerCmd(container)
                .withStdOut(true)
                .withStdErr(true)
                .withFollowStream(true)
                .exec(stream.reading());
        if (!stream.awaitConnected(answerTimeout)) {
            stream.close();
            throw stream.fault()
                    .orElseGet(() -> EngineException.stalled(
                            "the Docker engine at " + address + " did not attach within " + answerTimeout));
        }
        return stream;
    }

    /**
     * Reads a container's log from its beginning.
     *
     * @param onwards whether to read on until the container ends; engines before 23 may leave out the last words then
     */
    public LogStream log(String container, boolean onwards, OutputSink sink) {
        LogStream stream = new LogStream(calls, sink);
        connection
                .client()
                .logContainerCmd(container)
                .withStdOut(true)
                .withStdErr(true)
                .withTailAll()
                .withFollowStream(onwards)
                .exec(stream.reading());
        return stream;
    }

    /** Waits for a container's program to end; false if it takes longer. */
    public boolean awaitEnd(String container, Duration limit) throws EngineException, InterruptedException {
        Ending ending = new Ending(calls);
        connection.client().waitContainerCmd(container).exec(ending);
        try {
            return ending.await(limit);
        } finally {
            ending.close();
        }
    }

    /** Ends a container's program: with a request to stop, and by force after the grace period. */
    public void stop(String container, Duration grace) throws EngineException, InterruptedException {
        boolean stopped = calls.call(
                () -> {
                    try {
                        connection
                                .client()
                                .stopContainerCmd(container)
                                .withTimeout(Math.toIntExact(grace.toSeconds()))
                                .exec();
                        return true;
                    } catch (NotModifiedException | NotFoundException e) {
                        return false; // It has ended already.
                    }
                },
                grace);
        assert stopped || container != null;
    }

    /** Removes a container with its volumes, running or not; has no effect if it is gone. */
    public void remove(String container) throws EngineException, InterruptedException {
        boolean removed = calls.call(() -> {
            try {
                connection
                        .client()
                        .removeContainerCmd(container)
                        .withForce(true)
                        .withRemoveVolumes(true)
                        .exec();
                return true;
            } catch (NotFoundException e) {
                return false;
            }
        });
        assert removed || container != null;
    }

    /** Returns containers with these labels, in whatever state: their labels by their id. */
    public Map<String, Map<String, String>> containers(Map<String, String> labels)
            throws EngineException, InterruptedException {
        List<Container> found = calls.call(() -> connection
                .client()
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(labels)
                .exec());
        return found.stream().collect(Collectors.toUnmodifiableMap(Container::getId, Container::getLabels));
    }

    /** Closes all connections; logs that are followed break off. */
    @Override
    public void close() {
        calls.close();
        try {
            connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException("could not close the connections to the Docker engine at " + address, e);
        }
    }
}
