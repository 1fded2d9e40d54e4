package org.bacalhau.node.http.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bacalhau.client.api.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Replays what was recorded from the original's server, v1.4.0, and compares. Whatever is not in the table of deviations is a
 * fault.
 */
class HttpConformanceTest {
    private static final Set<String> NONE_APPROVED = Set.of("nodes/list-cluster-pending", "nodes/actions", "nodes/get");
    private static final Set<String> ONE_REJECTED = Set.of("nodes/list-filters", "nodes/list-ordering");
    // What has to happen before a case, by the case in which it does.
    private static final Map<String, String> BEFORE = Map.of(
            "jobs-submit/service-own-id-again", "jobs-submit/service-own-id", "stop/running-after", "stop/running");

    private final List<Recording> recordings = Recording.all();
    private Stage recordedJobs;

    @AfterEach
    void close() throws Exception {
        if (recordedJobs != null) {
            recordedJobs.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> answersLikeTheOriginal() throws IOException {
        Deviations deviations = Deviations.read("/conformance/http/deviations.txt");
        Stream<DynamicTest> cases = recordings.stream()
                .map(recording -> dynamicTest(recording.name(), () -> replay(recording, deviations)));
        DynamicTest last = dynamicTest(
                "every row of the table of deviations is needed",
                () -> assertThat(deviations.unused()).isEmpty());
        return Stream.concat(cases, Stream.of(last));
    }

    private void replay(Recording recording, Deviations deviations) throws Exception {
        assertThat(recording.exchanges()).isNotEmpty();
        if (showsRecordedJobs(recording)) {
            if (recordedJobs == null) {
                recordedJobs = Stage.ofRecordedJobs(new RecordedJobs(recordings));
            }
            replay(recording, recordedJobs, deviations);
        } else {
            try (Stage stage = stageOf(recording)) {
                replay(recording, stage, deviations);
            }
        }
    }

    // These change nothing, so that one node does for all.
    private static boolean showsRecordedJobs(Recording recording) {
        boolean changes = recording.group().equals("jobs-submit")
                || recording.group().equals("stop") && !recording.name().equals("stop/errors");
        return recording.exchanges().get(0).server().isEmpty() && !changes;
    }

    private void replay(Recording recording, Stage stage, Deviations deviations) throws Exception {
        List<String> faults = new ArrayList<>();
        String token = recording.exchanges().get(0).server().equals("auth") ? token(stage.uri()) : "";
        Replay replay = new Replay(stage.uri(), token);
        if (BEFORE.containsKey(recording.name())) {
            replay.differences(named(BEFORE.get(recording.name())).exchanges().get(0));
        }
        int number = 0;
        for (Recording.Exchange exchange : recording.exchanges()) {
            String name = recording.name() + "#" + number++;
            if (!Replay.canSend(exchange)) {
                continue;
            }
            for (Shapes.Difference difference : replay.differences(exchange)) {
                if (!deviations.cover(name, difference)) {
                    faults.add(name + " | " + difference.place() + " | " + difference.recorded() + " | "
                            + difference.ours() + " | (" + exchange.method() + " " + exchange.target() + ")");
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    private Stage stageOf(Recording recording) {
        Recording.Exchange first = recording.exchanges().get(0);
        return switch (first.server()) {
            case "auth" -> Stage.ofAuth();
            case "cluster" -> cluster(recording.name());
            case "computeA", "computeB" -> Stage.ofComputeOnly();
            default -> stageOfHybrid(recording);
        };
    }

    private Stage cluster(String name) {
        RecordedJobs jobs = new RecordedJobs(recordings);
        if (NONE_APPROVED.contains(name)) {
            return Stage.ofCluster(jobs);
        }
        Stage stage = Stage.ofCluster(jobs, Stage.COMPUTE_A, Stage.COMPUTE_B);
        if (ONE_REJECTED.contains(name)) {
            stage.reject(Stage.COMPUTE_B);
        }
        return stage;
    }

    private Recording named(String name) {
        return recordings.stream()
                .filter(recording -> recording.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Stage stageOfHybrid(Recording recording) {
        if (recording.group().equals("jobs-submit")) {
            return Stage.ofEngines();
        }
        return Stage.ofRunning(
                new RecordedJobs(recordings),
                recording.exchanges().stream()
                        .map(exchange ->
                                String.valueOf(exchange.request().get("path")).split("/")[5])
                        .filter(id -> id.length() > 36)
                        .distinct()
                        .toList());
    }

    private static String token(URI server) throws IOException, InterruptedException {
        String data = Base64.getEncoder().encodeToString(Json.write(Map.of("user", "ann", "passcode", "letmein")));
        HttpRequest request = HttpRequest.newBuilder(URI.create(server + "/api/v1/auth/password"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.text(Map.of("MethodData", data))))
                .build();
        String answer = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body();
        return String.valueOf(((Map<?, ?>) Json.read(answer, Map.class).get("Authentication")).get("token"));
    }
}
