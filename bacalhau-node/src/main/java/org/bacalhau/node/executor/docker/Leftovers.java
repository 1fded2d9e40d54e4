package org.bacalhau.node.executor.docker;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.node.executor.docker.engine.DockerEngine;
import org.bacalhau.node.executor.docker.engine.EngineException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes containers that could not be removed when their run ended, and those that an earlier life of the node left. Tries
 * until it succeeds. Safe for any thread.
 */
final class Leftovers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    // What is dropped beyond that is found by the sweep of the node's next life.
    private static final int MOST = 10_000;

    private final DockerEngine engine;
    private final ScheduledExecutorService thread;
    private final Set<String> names = new LinkedHashSet<>(); // guarded by this; at most MOST
    private final Set<ExecutionId> inHand = new LinkedHashSet<>(); // guarded by this; bounded by the node's workers
    private @Nullable Sweep sweep; // guarded by this
    private boolean scheduled; // guarded by this
    private boolean closed; // guarded by this

    /** Whose containers are to go, but for those of some executions. */
    private record Sweep(NodeId node, Set<ExecutionId> kept) {}

    Leftovers(DockerEngine engine) {
        this.engine = engine;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread worker = new Thread(task, "docker-leftovers");
            worker.setDaemon(true);
            return worker;
        });
    }

    /** Has all of the node's containers removed, but for those of these executions and of those that begin meanwhile. */
    synchronized void sweep(NodeId node, Set<ExecutionId> kept) {
        sweep = new Sweep(node, Set.copyOf(kept));
        schedule(Duration.ZERO);
    }

    /** Has a container removed, a little later. */
    synchronized void add(String container) {
        if (names.size() < MOST) {
            names.add(container);
        } else {
            LOG.warn("too many containers wait to be removed; forgot {}", container);
        }
        schedule(INTERVAL);
    }

    /** Takes back that a container is to be removed: it is wanted again. */
    synchronized void spare(String container) {
        names.remove(container);
    }

    /** Says that an execution has begun, so that its container stays. */
    synchronized void begun(ExecutionId execution) {
        inHand.add(execution);
    }

    /** Says that an execution has ended; its container is removed already, or was added here. */
    synchronized void ended(ExecutionId execution) {
        inHand.remove(execution);
    }

    private void schedule(Duration delay) {
        if (!scheduled && !closed) {
            scheduled = true;
            var task = thread.schedule(this::work, delay.toMillis(), TimeUnit.MILLISECONDS);
            assert task != null;
        }
    }

    private void work() {
        boolean done;
        try {
            done = swept() & removed();
        } catch (InterruptedException e) {
            return; // Closed.
        } catch (RuntimeException e) {
            LOG.warn("could not clear up containers", e);
            done = false;
        }
        synchronized (this) {
            scheduled = false;
            if (!done || !names.isEmpty()) {
                schedule(INTERVAL);
            }
        }
    }

    private boolean swept() throws InterruptedException {
        Sweep wanted;
        synchronized (this) {
            wanted = sweep;
        }
        if (wanted == null) {
            return true;
        }
        try {
            Map<String, Map<String, String>> found = engine.containers(ContainerLabels.of(wanted.node));
            for (Map.Entry<String, Map<String, String>> container : found.entrySet()) {
                if (!isWanted(wanted, ContainerLabels.execution(container.getValue()))) {
                    engine.remove(container.getKey());
                }
            }
        } catch (EngineException e) {
            LOG.debug("could not look for containers of an earlier life: {}", e.getMessage());
            return false;
        }
        synchronized (this) {
            sweep = null;
        }
        return true;
    }

    private synchronized boolean isWanted(Sweep wanted, String execution) {
        if (execution.isEmpty()) {
            return false;
        }
        ExecutionId id = new ExecutionId(execution);
        return wanted.kept.contains(id) || inHand.contains(id);
    }

    private boolean removed() throws InterruptedException {
        List<String> waiting;
        synchronized (this) {
            waiting = List.copyOf(names);
        }
        for (String container : waiting) {
            try {
                engine.remove(container);
                spare(container);
            } catch (EngineException e) {
                LOG.debug("could not remove container {}: {}", container, e.getMessage());
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        thread.shutdownNow();
    }
}
