package org.bacalhau.node.executor.docker;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.bacalhau.core.executor.RunRequest;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.node.executor.docker.engine.ContainerState;
import org.bacalhau.node.executor.docker.engine.ContainerState.Phase;
import org.bacalhau.node.executor.docker.engine.DockerEngine;
import org.bacalhau.node.executor.docker.engine.EngineException;
import org.bacalhau.node.executor.docker.engine.LogStream;
import org.jspecify.annotations.Nullable;

/**
 * One execution's container, from before it exists until it is gone. For the run's thread.
 *
 * <p>Its output is taken as it is written. Where that broke off, or began in another life of the node, the engine's log is read
 * from its beginning, and what was handed on before is left out.
 */
final class ContainerRun {
    private static final int MOST_TRIES = 5;
    // The engine sends what it has at once; it is only to be fetched.
    private static final Duration REST_OF_LOG = Duration.ofSeconds(5);
    // By SIGKILL and SIGTERM, which is what an engine that goes down sends.
    private static final Set<Integer> EXIT_CODES_OF_OUTAGE = Set.of(137, 143, 255);

    private final DockerEngine engine;
    private final DockerConfig config;
    private final Launch launch;
    private final Leftovers leftovers;
    private final NodeId node;
    private final RunRequest request;
    private final String name;
    private final CapturedOutput output;
    private final Outage outage;
    private @Nullable LogStream log;
    private Reading reading = Reading.ATTACHED;
    // False once the name turns out to be somebody else's.
    private boolean ours = true;
    // Whether the engine may still be creating it.
    private boolean inDoubt;

    private enum Reading {
        /** All of it as it is written, from before the start. */
        ATTACHED,
        /** From the beginning of the engine's log, and on while the program runs. */
        ONWARDS,
        /** The engine's log of a program that has ended. */
        TO_THE_END
    }

    /** Plans and creates the container; the engine tells by its answer what is missing. */
    @FunctionalInterface
    interface Launch {
        /** Creates it, unless the name is taken, and returns its id. */
        String create() throws IOException, InterruptedException;
    }

    ContainerRun(
            DockerEngine engine,
            DockerConfig config,
            Launch launch,
            Leftovers leftovers,
            NodeId node,
            RunRequest request) {
        this.engine = engine;
        this.config = config;
        this.launch = launch;
        this.leftovers = leftovers;
        this.node = node;
        this.request = request;
        this.name = ContainerLabels.name(node, request);
        this.output = new CapturedOutput(request.stdout(), request.stderr());
        this.outage = new Outage(name, config.outagePatience());
    }

    /** Runs the program, or goes on with the one that an earlier life of the node began, to its end. */
    RunResult run() throws IOException, InterruptedException {
        leftovers.spare(name);
        try {
            String container = obtain();
            return result(follow(container));
        } catch (InterruptedException e) {
            stop();
            throw e;
        } finally {
            if (log != null) {
                log.close();
            }
            if (ours) {
                remove();
            }
        }
    }

    private String obtain() throws IOException, InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                inDoubt = true;
                String created = launch.create();
                inDoubt = false;
                log = engine.attach(created, output);
                start(created);
                return created;
            } catch (BacalhauException e) {
                inDoubt = false;
                throw e;
            } catch (EngineException e) {
                inDoubt &= e.isUnanswered();
                if (!e.isConflict() || tries == MOST_TRIES) {
                    throw e;
                }
            }
            String adopted = adopt();
            if (!adopted.isEmpty()) {
                reading = Reading.ONWARDS;
                log = engine.log(adopted, true, output);
                return adopted;
            }
        }
    }

    private void start(String container) throws IOException, InterruptedException {
        boolean begun = false;
        while (!begun) {
            try {
                engine.start(container);
                begun = true;
            } catch (EngineException e) {
                if (!e.isUnanswered()) {
                    throw ContainerFaults.notStarted(e);
                }
                begun = hasBegunMeanwhile(container, e);
            }
        }
    }

    // To start a program that has ended already would run it twice.
    private boolean hasBegunMeanwhile(String container, EngineException unanswered)
            throws IOException, InterruptedException {
        EngineException last = unanswered;
        while (true) {
            outage.endure(last);
            try {
                boolean begun = engine.inspect(container).phase() != Phase.CREATED;
                outage.over();
                return begun;
            } catch (EngineException e) {
                if (!e.isUnanswered()) {
                    throw e;
                }
                last = e;
            }
        }
    }

    /** Returns the container that has the name already; empty if it was of no use and is gone. */
    private String adopt() throws IOException, InterruptedException {
        ContainerState found;
        try {
            found = engine.inspect(name);
        } catch (EngineException e) {
            if (e.isNotFound()) {
                return "";
            }
            throw e;
        }
        if (!ContainerLabels.belongs(found.labels(), node, request.executionId())) {
            ours = false;
            throw BacalhauException.of(
                    ErrorCode.CONFLICT,
                    "container " + name + " exists on the Docker engine and is not this node's",
                    "remove it: docker rm -f " + name);
        }
        return switch (found.phase()) {
            case RUNNING, EXITED -> found.id();
            // Its mounts may be those of another life.
            case CREATED, GOING -> {
                engine.remove(found.id());
                yield "";
            }
        };
    }

    private ContainerState follow(String container) throws IOException, InterruptedException {
        DiskWatch disk = new DiskWatch(engine, request.outputs(), diskLimit());
        while (true) {
            boolean ended = log().await(disk.interval());
            if (log().refusal().isPresent()) {
                throw log().refusal().get();
            }
            try {
                if (!ended || isOnlySilent(container, disk.interval())) {
                    disk.check(container);
                    outage.over();
                    continue;
                }
                ContainerState state = engine.inspect(container);
                if (state.phase() == Phase.GOING) {
                    throw ContainerFaults.vanished(name);
                }
                if (state.phase() == Phase.RUNNING) {
                    outage.rest();
                } else if (isWhole() && !isInDoubt()) {
                    return unlessEndedByOutage(state);
                }
                outage.over();
                readAgain(container, state.phase() == Phase.RUNNING);
            } catch (EngineException e) {
                if (e.isNotFound()) {
                    throw ContainerFaults.vanished(name);
                }
                if (!e.isUnanswered()) {
                    throw e;
                }
                outage.endure(e);
            }
        }
    }

    /** Tells whether the program has closed its output and still runs. */
    private boolean isOnlySilent(String container, Duration limit) throws EngineException, InterruptedException {
        return reading == Reading.ATTACHED && isWhole() && !engine.awaitEnd(container, limit);
    }

    // A connection that is closed by somebody in between looks like the end of the output.
    private boolean isInDoubt() {
        return reading == Reading.ATTACHED && (outage.wasSeen() || !engine.isLocal());
    }

    private boolean isWhole() {
        return reading != Reading.ONWARDS && log().fault().isEmpty();
    }

    private void readAgain(String container, boolean onwards) {
        log().close();
        reading = onwards ? Reading.ONWARDS : Reading.TO_THE_END;
        log = engine.log(container, onwards, output.again());
    }

    private LogStream log() {
        return Objects.requireNonNull(log, "no log before there is a container");
    }

    private ContainerState unlessEndedByOutage(ContainerState state) {
        if (outage.wasSeen() && EXIT_CODES_OF_OUTAGE.contains(state.exitCode())) {
            throw ContainerFaults.endedByOutage(state.exitCode());
        }
        return state;
    }

    private long diskLimit() {
        long wanted = request.resources().diskBytes();
        return wanted > 0 ? wanted : config.containers().diskBytes();
    }

    private RunResult result(ContainerState end) {
        if (end.outOfMemory() && end.exitCode() != 0) {
            throw ContainerFaults.outOfMemory(request.resources().memoryBytes());
        }
        return new RunResult(end.exitCode());
    }

    /** Lets the program end by itself for a while, and takes its last words. */
    private void stop() {
        LogStream reading = log;
        if (reading == null) {
            return; // It never ran, or that is not known; it is removed by force.
        }
        try {
            engine.stop(name, config.stopGrace());
            boolean complete = reading.await(REST_OF_LOG);
            if (!complete) {
                reading.close();
            }
        } catch (EngineException e) {
            leftovers.add(name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void remove() {
        boolean interrupted = Thread.interrupted();
        try {
            engine.remove(name);
            if (inDoubt) {
                leftovers.add(name);
            }
        } catch (EngineException e) {
            leftovers.add(name);
        } catch (InterruptedException e) {
            leftovers.add(name);
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
