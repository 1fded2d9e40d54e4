package org.bacalhau.node.http.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bacalhau.client.api.Json;
import org.bacalhau.node.http.conformance.Shapes.Difference;
import org.junit.jupiter.api.Test;

/** Submits every job of which the original's validation was recorded, and compares what is said of it. */
class InvalidJobsTest {
    private static final String FOLDER = "/conformance/invalid-jobs/";

    @Test
    void saysOfEachInvalidJobWhatTheOriginalSays() throws Exception {
        Deviations deviations = Deviations.read(FOLDER + "deviations.txt");
        List<String> faults = new ArrayList<>();
        HttpClient client = HttpClient.newHttpClient();
        try (Stage stage = Stage.ofEngines()) {
            for (Object entry :
                    (List<?>) Json.read(text("index.json"), Map.class).get("cases")) {
                Map<?, ?> recorded = (Map<?, ?>) entry;
                String file = String.valueOf(recorded.get("file"));
                HttpRequest request = HttpRequest.newBuilder(URI.create(stage.uri() + "/api/v1/orchestrator/jobs"))
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString("{\"Job\":" + text(file) + "}"))
                        .build();
                HttpResponse<String> ours = client.send(request, BodyHandlers.ofString());
                for (Difference difference : differences(recorded, ours)) {
                    if (!deviations.cover(file, difference)) {
                        faults.add(file + " | " + difference.place() + " | " + difference.recorded() + " | "
                                + difference.ours() + " | (" + recorded.get("rule") + ")");
                    }
                }
            }
        }
        assertThat(faults).isEmpty();
        assertThat(deviations.unused()).isEmpty();
    }

    // The cause is the message where the status was chosen, and the error where it was not.
    private static List<Difference> differences(Map<?, ?> recorded, HttpResponse<String> ours) {
        List<Difference> differences = new ArrayList<>();
        String status = String.valueOf(recorded.get("status"));
        if (!status.equals(String.valueOf(ours.statusCode()))) {
            differences.add(new Difference("status", status, String.valueOf(ours.statusCode())));
        }
        Object message = Json.read(ours.body(), Map.class).get("message");
        String cause = String.valueOf(recorded.get(status.equals("500") ? "error" : "message"));
        if (message != null && !cause.equals(message)) {
            differences.add(new Difference("message", cause, String.valueOf(message)));
        }
        return differences;
    }

    private static String text(String file) throws IOException {
        try (InputStream in = InvalidJobsTest.class.getResourceAsStream(FOLDER + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
