package org.bacalhau.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.bacalhau.core.LocalNetwork;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.LabelRequirement;
import org.bacalhau.core.model.RunOutput;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.requester.Requester;
import org.bacalhau.core.store.HistoryQuery;
import org.bacalhau.node.PublisherPlugin;
import org.bacalhau.node.StoragePlugin;
import org.bacalhau.node.WasmPlugin;
import org.bacalhau.node.executor.wasm.WasmSpec;
import org.bacalhau.node.storage.inline.InlineData;
import org.bacalhau.node.storage.local.AllowedPath;
import org.bacalhau.node.storage.local.LocalDirectoryStorage;
import org.bacalhau.node.storage.url.UrlStorageConfig;

/**
 * Counts the words of a folder of texts: a network of three compute nodes inside this program, and a WebAssembly job that runs
 * on every one of them that stands in the reading room.
 */
public final class WordCount {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private WordCount() {}

    /**
     * Runs the example.
     *
     * @param arguments the folder to read; and, if the results are to be kept elsewhere than in a new temporary directory, the
     *     folder to write them to
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 1 || !Files.isDirectory(Path.of(arguments[0]))) {
            System.err.println("usage: WordCount <folder of text files> [<folder for the results>]");
            System.exit(2);
        }
        Path texts = Path.of(arguments[0]).toRealPath();
        Path results = arguments.length > 1 ? Path.of(arguments[1]) : Files.createTempDirectory("word-count-");
        if (!run(texts, results)) {
            System.exit(1);
        }
    }

    /** Runs the job and prints what became of it; returns whether it completed. */
    static boolean run(Path texts, Path results) throws IOException {
        // tag::word-count
        try (LocalNetwork network = LocalNetwork.builder()
                .computeNodes(
                        3,
                        (node, index) -> node.id("node-" + index)
                                .label("room", index < 2 ? "reading" : "cellar")
                                .plugin(new WasmPlugin())
                                .plugin(new StoragePlugin(
                                        List.of(AllowedPath.parse(texts.toString())), UrlStorageConfig.DEFAULT))
                                .plugin(new PublisherPlugin(results)))
                .start()) {
            SpecConfig module = InlineData.source(InlineData.encode(WatModules.assemble("word-count.wat")));
            Task task = Task.builder("count", WasmSpec.of(module).build())
                    .input(LocalDirectoryStorage.readOnly(texts), "/inputs")
                    .publisher(SpecConfig.of("local"))
                    .build();
            JobSpec spec = JobSpec.builder(JobType.OPS, task)
                    .name("word-count")
                    .constraint(LabelRequirement.equalTo("room", "reading"))
                    .build();

            Requester requester = network.requester();
            JobId id = requester.submit(spec).join().job().id();
            Job ended = requester.awaitEnd(id, PATIENCE).join();
            print(requester, ended);
            return ended.state() == JobState.COMPLETED;
        }
        // end::word-count
    }

    private static void print(Requester requester, Job job) {
        System.out.println("job     " + job.id());
        System.out.println(
                "state   " + job.state().wireName() + " " + job.status().message());
        System.out.println("history");
        requester
                .history(HistoryQuery.of(job.id()))
                .items()
                .forEach(entry -> System.out.println("  " + Words.of(entry)));
        for (Execution execution : requester.executions(job.id())) {
            RunOutput output = execution.output() == null ? RunOutput.EMPTY : execution.output();
            System.out.println("output of " + execution.id() + " on " + execution.nodeId() + ", exit code "
                    + output.exitCode() + (output.stdoutTruncated() ? ", cut here; the whole is in the result" : ""));
            System.out.println((output.stdout() + output.stderr()).indent(2).stripTrailing());
        }
        System.out.println("results");
        requester.results(job.id()).forEach(result -> System.out.println("  " + result.param("URL")));
    }
}
