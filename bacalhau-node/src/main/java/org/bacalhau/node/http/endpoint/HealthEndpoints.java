package org.bacalhau.node.http.endpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.bacalhau.client.api.ApiBuildVersion;
import org.bacalhau.client.api.ApiNodeState;
import org.bacalhau.client.api.HealthResponse;
import org.bacalhau.client.api.HealthResponse.Disk;
import org.bacalhau.client.api.HealthResponse.FreeSpace;
import org.bacalhau.client.api.NodeMapper;
import org.bacalhau.client.api.VersionRequest;
import org.bacalhau.client.api.VersionResponse;
import org.bacalhau.node.http.route.Answer;
import org.bacalhau.node.http.route.Content;
import org.bacalhau.node.http.route.Endpoint;
import org.bacalhau.node.http.route.Method;
import org.bacalhau.node.http.route.Operation;
import org.bacalhau.node.http.route.Route;

/** Tells whether and what the node is, to monitors and old clients (http-api.md §11). */
final class HealthEndpoints {
    private final ServedNode node;
    private final ApiBuildVersion version;

    HealthEndpoints(ServedNode node, ApiBuildVersion version) {
        this.node = node;
        this.version = version;
    }

    List<Route> routes() {
        return List.of(
                Route.of(
                        Method.GET,
                        "/",
                        Operation.of("home", "Returns the version of the node.", Content.json(ApiBuildVersion.class)),
                        call -> Answers.json(version)),
                get(
                        "id",
                        Operation.of("id", "Returns the node's id as plain text.", Content.text()),
                        call -> text(node.id().value())),
                get("livez", Operation.of("livez", "Returns OK as plain text.", Content.text()), call -> text("OK")),
                get(
                        "node_info",
                        Operation.of(
                                "nodeInfo",
                                "Returns what the node says about itself.",
                                Content.json(ApiNodeState.class)),
                        call -> Answers.json(NodeMapper.toWire(node.self()))),
                get(
                        "healthz",
                        Operation.of(
                                "healthz", "Tells how full the node's disks are.", Content.json(HealthResponse.class)),
                        call -> Answers.json(health())),
                Route.of(
                        Method.POST,
                        "/api/v1/version",
                        Operation.of("version", "Returns the version of the node.", Content.json(VersionResponse.class))
                                .taking(VersionRequest.class)
                                .refusing(415),
                        call -> {
                            call.json(VersionRequest.class); // only to refuse what is none
                            return Answers.json(new VersionResponse(version));
                        }));
    }

    private static Route get(String name, Operation operation, Endpoint endpoint) {
        return Route.of(Method.GET, "/api/v1/" + name, operation, endpoint);
    }

    private static CompletionStage<Answer> text(String text) {
        return Answers.now(new Answer.Whole(200, Answer.TEXT, text, Map.of()));
    }

    private static HealthResponse health() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
        Path root = FileSystems.getDefault().getRootDirectories().iterator().next();
        return new HealthResponse(new FreeSpace(disk(temporary), disk(root)));
    }

    private static Disk disk(Path path) {
        try {
            FileStore store = Files.getFileStore(path);
            long all = store.getTotalSpace();
            return new Disk(all, all - store.getUnallocatedSpace(), store.getUsableSpace());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tell how full the disk of " + path + " is", e);
        }
    }
}
