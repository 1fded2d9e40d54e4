package org.bacalhau.examples;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.bacalhau.client.BacalhauClient;
import org.bacalhau.client.DownloadOptions;
import org.bacalhau.client.DownloadedResult;
import org.bacalhau.client.LogOptions;
import org.bacalhau.client.api.ApiJob;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.node.executor.wasm.WasmSpec;
import org.bacalhau.node.storage.inline.InlineData;

/** Submits a job to a node in another process, follows its output and fetches its result, all through the HTTP API. */
public final class RemoteJob {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private RemoteJob() {}

    /** Runs the example: the address of a node, such as {@code http://127.0.0.1:1234}, and where results go. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            System.err.println("usage: RemoteJob <address of a node> <new directory for the result>");
            System.exit(2);
        }
        run(URI.create(arguments[0]), Path.of(arguments[1]));
    }

    static void run(URI node, Path directory) throws IOException {
        SpecConfig module = InlineData.source(InlineData.encode(WatModules.assemble("hello.wat")));
        // tag::remote-job
        Task task = Task.builder("hello", WasmSpec.of(module).build())
                .publisher(SpecConfig.of("local"))
                .build();
        try (BacalhauClient client = BacalhauClient.builder(node).build()) {
            String id = client.jobs()
                    .submit(JobSpec.builder(JobType.BATCH, task).build())
                    .jobId();
            client.jobs().logs(id, LogOptions.FOLLOW, line -> System.out.print(line.text()));
            ApiJob job = client.jobs().await(id, PATIENCE);
            System.out.println("job " + id + " is " + job.state().stateType());
            List<DownloadedResult> results = client.results().downloadAll(id, directory, DownloadOptions.DEFAULT);
            // end::remote-job
            for (DownloadedResult result : results) {
                System.out.println(result.directory() + ", " + result.downloadedBytes() + " bytes"
                        + (result.verified() ? ", verified" : ""));
                list(result.directory());
            }
        }
    }

    private static void list(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.filter(Files::isRegularFile)
                    .map(file -> "  " + directory.relativize(file))
                    .sorted()
                    .forEach(System.out::println);
        }
    }
}
