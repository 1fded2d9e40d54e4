package org.bacalhau.node.http.conformance;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.bacalhau.core.BacalhauNode;
import org.bacalhau.core.LocalNetwork;
import org.bacalhau.core.Role;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.executor.RunRequest;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.requester.RequesterConfig;
import org.bacalhau.core.requester.Submission;
import org.bacalhau.node.PublisherPlugin;
import org.bacalhau.node.StoragePlugin;
import org.bacalhau.node.WasmPlugin;
import org.bacalhau.node.executor.noop.NoopExecutor;
import org.bacalhau.node.http.HttpApiServer;
import org.bacalhau.node.http.HttpSettings;
import org.bacalhau.node.http.auth.AccessPolicy;
import org.bacalhau.node.http.auth.AskMethod;
import org.bacalhau.node.http.auth.AuthSettings;
import org.bacalhau.node.publisher.local.LocalPublisher;

/** The nodes that a case was recorded with, as ours. */
final class Stage implements AutoCloseable {
    private static final String HYBRID = "n-481dff19-961e-4609-84d8-b0ff5e454e52";
    private static final String REQUESTER = "n-124f12bf-9b5b-444b-bd59-d87dcf4af939";
    static final String COMPUTE_A = "n-aaaa1111-0000-4000-8000-000000000001";
    static final String COMPUTE_B = "n-aaaa2222-0000-4000-8000-000000000002";

    private static final String ANY_SERVICE = "j-b0fc1de7-ac30-47cb-80e2-1d761a2ffcec";

    private final List<AutoCloseable> parts = new ArrayList<>();
    private final BacalhauNode node;
    private final HttpApiServer server;

    private Stage(BacalhauNode node, AutoCloseable owner, HttpSettings settings) {
        this.node = node;
        parts.add(owner);
        server = HttpApiServer.of(node, settings.withAddress("127.0.0.1", 0).withOrigins(Set.of("*")));
        server.start();
    }

    /** Has the requester give a node no more work. */
    void reject(String id) {
        node.requester().reject(new NodeId(id)).join();
    }

    URI uri() {
        return server.uri();
    }

    /** A node of both roles that shows the recorded jobs. */
    static Stage ofRecordedJobs(RecordedJobs jobs) {
        return ofNode(BacalhauNode.builder()
                .id(HYBRID)
                .jobStore(jobs)
                .plugin(new StoragePlugin())
                .plugin(new PublisherPlugin())
                .executor(new StandIn("docker", false))
                .build());
    }

    /** A node of both roles that runs what it is given; containers by a stand-in. */
    static Stage ofEngines() {
        return ofNode(BacalhauNode.builder()
                .id(HYBRID)
                .plugin(new StoragePlugin())
                .plugin(new PublisherPlugin())
                .plugin(new WasmPlugin())
                .executor(new NoopExecutor())
                .executor(new StandIn("docker", false))
                .publisher(new LocalPublisher(Path.of(System.getProperty("java.io.tmpdir"), "conformance-results")))
                .build());
    }

    private static Stage ofNode(BacalhauNode node) {
        node.start();
        return new Stage(node, node, HttpSettings.DEFAULT);
    }

    /** A node on which these jobs run, as services, until they are stopped. */
    static Stage ofRunning(RecordedJobs recorded, List<String> ids) {
        BacalhauNode node = BacalhauNode.builder()
                .id(HYBRID)
                .executor(new StandIn("docker", true))
                .build();
        node.start();
        for (String id : ids) {
            // Of some only the stop was recorded; for those any job of the same engine does.
            JobSpec spec = recorded.job(new JobId(id))
                    .or(() -> recorded.job(new JobId(ANY_SERVICE)))
                    .orElseThrow()
                    .spec();
            JobSpec service = JobSpec.builder(JobType.SERVICE, spec.task())
                    .name(spec.name())
                    .build();
            node.requester().submit(new Submission(service, new JobId(id))).join();
        }
        return new Stage(node, node, HttpSettings.DEFAULT);
    }

    /** A requester that decides by hand who takes part, and two compute nodes. */
    static Stage ofCluster(RecordedJobs jobs, String... approved) {
        LocalNetwork network = LocalNetwork.builder()
                .requester(node ->
                        node.id(REQUESTER).jobStore(jobs).requester(RequesterConfig.DEFAULT.withManualApproval(true)))
                .computeNode(node -> node.id(COMPUTE_A)
                        .label("zone", "eu-1")
                        .label("tier", "gold")
                        .plugin(new StoragePlugin())
                        .plugin(new PublisherPlugin())
                        .executor(new StandIn("docker", false)))
                .computeNode(node -> node.id(COMPUTE_B)
                        .label("zone", "us-1")
                        .plugin(new StoragePlugin())
                        .plugin(new PublisherPlugin())
                        .executor(new StandIn("docker", false)))
                .start();
        for (String node : approved) {
            network.requester().approve(new NodeId(node)).join();
        }
        return new Stage(network.requesterNode(), network, HttpSettings.DEFAULT);
    }

    /** A compute node. */
    static Stage ofComputeOnly() {
        BacalhauNode node = BacalhauNode.builder()
                .id(COMPUTE_A)
                .roles(Role.COMPUTE)
                .label("zone", "eu-1")
                .label("tier", "gold")
                .plugin(new StoragePlugin())
                .plugin(new PublisherPlugin())
                .executor(new StandIn("docker", false))
                .build();
        return ofNode(node);
    }

    /** A node that asks for a pass code and forbids to stop jobs. */
    static Stage ofAuth() {
        BacalhauNode node = BacalhauNode.builder().id(HYBRID).build();
        node.start();
        AccessPolicy policy = request -> {
            if (request.path().size() > 2
                    && List.of("auth", "agent").contains(request.path().get(2))) {
                return AccessPolicy.Decision.ALLOW;
            }
            if (request.claims().isEmpty()) {
                return AccessPolicy.Decision.UNAUTHENTICATED;
            }
            return request.method().equals("DELETE") ? AccessPolicy.Decision.DENY : AccessPolicy.Decision.ALLOW;
        };
        AuthSettings auth = new AuthSettings(Map.of("password", AskMethod.ofUser("ann", "letmein")), policy, null);
        return new Stage(node, node, HttpSettings.DEFAULT.withAuth(auth));
    }

    @Override
    public void close() throws Exception {
        server.close();
        for (AutoCloseable part : parts) {
            part.close();
        }
    }

    /** Runs containers by doing nothing, or by waiting until it is interrupted. */
    private record StandIn(String type, boolean hangs) implements Executor {
        @Override
        public RunResult run(RunRequest request) throws InterruptedException {
            if (hangs) {
                new CountDownLatch(1).await();
            }
            return RunResult.SUCCESS;
        }
    }
}
