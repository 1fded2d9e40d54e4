package org.bacalhau.node.http.result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.requester.Requester;
import org.bacalhau.node.http.route.Answer;
import org.bacalhau.node.http.route.Call;
import org.bacalhau.node.http.route.Content;
import org.bacalhau.node.http.route.Method;
import org.bacalhau.node.http.route.Operation;
import org.bacalhau.node.http.route.Parameter;
import org.bacalhau.node.http.route.Refusal;
import org.bacalhau.node.http.route.Route;

/** Answers for links to results. Safe for any thread. */
final class ResultEndpoints {
    private static final Content ARCHIVE = Content.file(ArchiveAnswers.MEDIA_TYPE);
    private static final Parameter[] LINK = {
        Parameter.text("expires", "until when the link is valid, in seconds since 1970"),
        Parameter.text("signature", "proves that this node, or its requester, made the link"),
        Parameter.header("Range", "which part to send", "^bytes=([0-9]+-[0-9]*|-[0-9]+)$"),
        Parameter.header("If-Range", "sends the part only of this version: an ETag, or a Last-Modified", "^[ -~]+$"),
    };

    private final NodeKey key;
    private final Optional<ServedArchives> archives;
    private final ResultLinks links;
    private final Relay relay;
    private final InstantSource clock;

    ResultEndpoints(
            NodeKey key, Optional<ServedArchives> archives, ResultLinks links, Relay relay, InstantSource clock) {
        this.key = key;
        this.archives = archives;
        this.links = links;
        this.relay = relay;
        this.clock = clock;
    }

    List<Route> routes(Optional<Requester> requester) {
        List<Route> routes = new ArrayList<>();
        routes.add(Route.of(
                Method.GET,
                ResultServer.PATH + ":file",
                Operation.of("results.get", "Sends an archive of this node, or a range of it, as tar.gz.", ARCHIVE)
                        .refusing(404, 410, 416)
                        .with(LINK),
                this::archive));
        requester.ifPresent(role -> routes.add(Route.of(
                Method.GET,
                ResultServer.PATH + ":job/:file",
                Operation.of(
                                "results.relay",
                                "Sends an archive of the compute node that published it, or a range of it, as tar.gz.",
                                ARCHIVE)
                        .refusing(404, 410, 416)
                        .with(LINK),
                call -> relayed(role, call))));
        return routes;
    }

    private CompletionStage<Answer> archive(Call call) {
        String file = call.variable("file");
        key.forArchive(file).require(call.query(), clock.instant());
        OpenArchive archive = open(file).orElseThrow(ResultEndpoints::gone);
        Answer answer = null;
        try {
            answer = ArchiveAnswers.of(archive, call);
            return CompletableFuture.completedFuture(answer);
        } finally {
            if (answer == null) {
                archive.close();
            }
        }
    }

    private Optional<OpenArchive> open(String file) {
        if (archives.isEmpty()) {
            return Optional.empty();
        }
        try {
            return archives.get().open(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the archive " + file, e);
        }
    }

    private CompletionStage<Answer> relayed(Requester requester, Call call) {
        String job = call.variable("job");
        String file = call.variable("file");
        key.forRelay(job, file).require(call.query(), clock.instant());
        StoredResult result = results(requester, job).stream()
                .flatMap(published -> StoredResult.of(published).stream())
                .filter(stored -> stored.file().equals(file))
                .findFirst()
                .orElseThrow(ResultEndpoints::gone);
        return relay.fetch(result, links.direct(result), call);
    }

    private static List<SpecConfig> results(Requester requester, String job) {
        try {
            return requester.results(new JobId(job));
        } catch (BacalhauException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                return List.of();
            }
            throw e;
        }
    }

    // Whoever has a valid link may know that there was something.
    private static Refusal gone() {
        return Refusal.withStatus(
                410, ErrorCode.NOT_FOUND, "the result is not kept any more", "run the job again for a new one");
    }
}
