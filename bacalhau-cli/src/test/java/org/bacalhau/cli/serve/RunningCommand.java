package org.bacalhau.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bacalhau.cli.Cli;
import org.bacalhau.cli.Cli.Outcome;
import org.bacalhau.client.BacalhauClient;
import org.bacalhau.client.api.ApiJob;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;

/** A command that runs until it is told to stop, on a thread of its own. */
final class RunningCommand implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final Thread thread;

    private RunningCommand(Cli cli, String... arguments) {
        thread = new Thread(() -> {
            try {
                outcome.complete(cli.run(arguments));
            } catch (RuntimeException | Error e) {
                outcome.completeExceptionally(e);
            }
        });
        thread.start();
    }

    static RunningCommand start(Cli cli, String... arguments) {
        return new RunningCommand(cli, arguments);
    }

    /** Waits for the file for clients, and returns the address that it tells. */
    URI address(Path exports) throws IOException {
        await().atMost(PATIENCE).until(() -> Files.exists(exports) || outcome.isDone());
        assertThat(outcome.isDone()).as(() -> outcome.join().err()).isFalse();
        return addressIn(Files.readString(exports));
    }

    static URI addressIn(String exports) {
        String host = exports.replaceAll("(?s).*CLIENTAPI_HOST=(\\S+).*", "$1");
        return URI.create("http://" + host + ":" + exports.replaceAll("(?s).*CLIENTAPI_PORT=(\\S+).*", "$1"));
    }

    /** Runs a job that does nothing, and returns the state in which it ended. */
    static String runJob(URI node, String engine) {
        try (BacalhauClient client = BacalhauClient.builder(node).build()) {
            Task task = Task.builder("main", SpecConfig.of(engine)).build();
            String id = client.jobs()
                    .submit(JobSpec.builder(JobType.BATCH, task).build())
                    .jobId();
            ApiJob ended = client.jobs().await(id, PATIENCE);
            return ended.state().stateType() + ended.state().message();
        }
    }

    Outcome stop() throws InterruptedException, ExecutionException, TimeoutException {
        thread.interrupt();
        return outcome.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
