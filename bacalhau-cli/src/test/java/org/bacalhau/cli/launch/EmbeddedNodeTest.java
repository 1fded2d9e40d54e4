package org.bacalhau.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.bacalhau.client.BacalhauClient;
import org.bacalhau.client.JobSelection;
import org.junit.jupiter.api.Test;

class EmbeddedNodeTest {
    private static int status(HttpRequest request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void letsInNobodyButItsOwnCommand() throws Exception {
        try (EmbeddedNode node = EmbeddedNode.start(List.of())) {
            URI jobs = URI.create(node.uri() + "/api/v1/orchestrator/jobs");
            HttpRequest.Builder stranger = HttpRequest.newBuilder(jobs);
            assertThat(status(stranger.GET().build())).isEqualTo(401);
            assertThat(status(stranger.PUT(HttpRequest.BodyPublishers.ofString("{}"))
                            .header("Content-Type", "application/json")
                            .build()))
                    .isEqualTo(401);
            assertThat(status(stranger.header("Authorization", "Bearer x").GET().build()))
                    .isEqualTo(401);
            try (BacalhauClient own =
                    BacalhauClient.builder(node.uri()).tokens(node.tokens()).build()) {
                assertThat(own.jobs().list(JobSelection.ALL)).isEmpty();
            }
        }
    }
}
