package org.bacalhau.node.executor.docker;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.executor.RunRequest;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.model.ValidationException;
import org.bacalhau.node.executor.docker.engine.ContainerPlan;
import org.bacalhau.node.executor.docker.engine.DockerEngine;
import org.bacalhau.node.executor.docker.engine.EngineException;
import org.bacalhau.node.executor.docker.engine.EngineInfo;
import org.bacalhau.node.executor.docker.engine.ImageInfo;
import org.bacalhau.node.executor.docker.image.Images;
import org.jspecify.annotations.Nullable;

/** The engine {@code docker}. Safe for any thread. */
public final class DockerExecutor implements Executor {
    /** The engine type. */
    public static final String TYPE = "docker";

    // Who runs something without a node: a test, or code that embeds the executor alone.
    private static final NodeId NO_NODE = new NodeId("none");
    private static final int MOST_IMAGE_TRIES = 2;

    private final DockerConfig config;
    private final DockerEngine engine;
    private final Images images;
    private final ContainerPlanner planner;
    private final Leftovers leftovers;
    private volatile NodeId node = NO_NODE;
    private volatile @Nullable EngineInfo info;

    private DockerExecutor(DockerConfig config, DockerEngine engine) {
        this.config = config;
        this.engine = engine;
        this.images = new Images(engine.images(), config.images(), InstantSource.system());
        this.planner = new ContainerPlanner(config, NodeUser.ofThisProcess());
        this.leftovers = new Leftovers(engine);
    }

    /** Creates an executor; the Docker engine need not be there yet. */
    public static DockerExecutor create(DockerConfig config) {
        return new DockerExecutor(config, DockerEngine.at(config.engine()));
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public boolean survivesRestart() {
        return true;
    }

    /** {@inheritDoc} Only engines that run Linux containers count. */
    @Override
    public boolean isAvailable() {
        try {
            EngineInfo current = engine.info();
            info = current;
            return current.platform().os().equals("linux");
        } catch (EngineException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public List<Fault> validate(SpecConfig spec) {
        return DockerParams.of(spec).faults();
    }

    /** {@inheritDoc} The image must run on the engine's platform. */
    @Override
    public String reasonNotToBid(Task task) throws IOException, InterruptedException {
        DockerParams params = DockerParams.of(task.engine());
        return images.obstacle(params.image(), info().platform()).orElse("");
    }

    @Override
    public void recover(NodeId thisNode, Set<ExecutionId> runAgain) {
        node = thisNode;
        leftovers.sweep(thisNode, runAgain);
    }

    @Override
    public RunResult run(RunRequest request) throws IOException, InterruptedException {
        DockerParams params = DockerParams.of(request.task().engine());
        if (!params.faults().isEmpty()) {
            throw new ValidationException("engine", params.faults());
        }
        if (request.resources().gpus() > 0) {
            throw BacalhauException.of(
                    ErrorCode.UNSUPPORTED,
                    "the engine docker of this node gives no GPUs to containers",
                    "ask for none");
        }
        NodeId owner = node;
        leftovers.begun(request.executionId());
        try {
            return new ContainerRun(engine, config, () -> create(owner, request, params), leftovers, owner, request)
                    .run();
        } finally {
            leftovers.ended(request.executionId());
        }
    }

    private String create(NodeId owner, RunRequest request, DockerParams params)
            throws IOException, InterruptedException {
        for (int tries = 1; ; tries++) {
            EngineInfo current = info();
            ImageInfo image = images.prepare(params.image(), current.platform());
            ContainerPlan plan = planner.plan(owner, request, params, image, current);
            try {
                return engine.create(plan);
            } catch (EngineException e) {
                if (e.isConflict()) {
                    throw e;
                }
                if (!e.isNotFound() || tries == MOST_IMAGE_TRIES) {
                    throw ContainerFaults.notCreated(e);
                }
                // The image was there a moment ago.
                images.forget(params.image());
            }
        }
    }

    private EngineInfo info() throws EngineException, InterruptedException {
        EngineInfo known = info;
        if (known == null) {
            known = engine.info();
            info = known;
        }
        return known;
    }

    @Override
    public void close() {
        leftovers.close();
        engine.close();
    }
}
