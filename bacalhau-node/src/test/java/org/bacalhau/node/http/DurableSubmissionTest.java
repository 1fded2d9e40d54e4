package org.bacalhau.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import org.bacalhau.node.executor.noop.NoopExecutor;
import org.bacalhau.node.http.TestNode.Reply;
import org.bacalhau.node.store.Retention;
import org.bacalhau.node.store.SqliteJobStore;
import org.bacalhau.node.store.StoreSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Idempotency keys over the end of a server. */
class DurableSubmissionTest {
    private static final String JOBS = "/api/v1/orchestrator/jobs";
    private static final String BODY = "{\"Job\":" + TestNode.noop("once") + "}";

    @TempDir
    private Path directory;

    @Test
    void givesTheSameJobAfterARestart() throws Exception {
        Reply first;
        try (SqliteJobStore store = open();
                TestNode node = start(store)) {
            first = submit(node, BODY);
            node.ended(String.valueOf(first.at("JobID")));
        }
        try (SqliteJobStore store = open();
                TestNode node = start(store)) {
            Reply again = submit(node, BODY);
            Reply misused = submit(node, "{\"Job\":" + TestNode.noop("twice") + "}");

            assertThat(again.text()).isEqualTo(first.text());
            assertThat(misused.status()).isEqualTo(409);
            assertThat(node.get(JOBS).text()).containsOnlyOnce("\"ID\":\"j-");
        }
    }

    private static Reply submit(TestNode node, String body) throws Exception {
        return node.send("PUT", JOBS, body, "Idempotency-Key", "k");
    }

    private SqliteJobStore open() {
        return SqliteJobStore.open(
                directory.resolve("jobs.db"), StoreSettings.DEFAULT, Retention.FOREVER, InstantSource.system());
    }

    private static TestNode start(SqliteJobStore store) {
        return TestNode.start(
                HttpSettings.DEFAULT, builder -> builder.jobStore(store).executor(new NoopExecutor()));
    }
}
