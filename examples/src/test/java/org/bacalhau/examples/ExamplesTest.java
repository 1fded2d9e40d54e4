package org.bacalhau.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bacalhau.examples.benchmark.NodeProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs every example as the README tells to. */
class ExamplesTest {
    @TempDir
    private Path directory;

    @Test
    void countsTheWordsOfAFolderOnEveryMatchingNode() throws IOException {
        Path texts = Files.createDirectory(directory.resolve("texts"));
        Files.writeString(texts.resolve("one.txt"), "the quick brown fox\njumps\n");
        Files.writeString(texts.resolve("two.txt"), "  over the lazy dog  ");
        Path results = directory.resolve("results");

        String printed = printed(() -> assertThat(WordCount.run(texts, results)).isTrue());

        assertThat(printed)
                .contains("state   Completed")
                .contains("on node-0", "on node-1")
                .doesNotContain("on node-2")
                .contains("5 2 one.txt", "4 0 two.txt", "9 2 total");
        try (var archives = Files.list(results)) {
            assertThat(archives)
                    .hasSize(2)
                    .allMatch(archive -> archive.toString().endsWith(".tar.gz"));
        }
    }

    @Test
    void runsAJobOnAnEngineOfOnesOwn() {
        assertThat(OwnExecutor.shout("hello")).isEqualTo("HELLO\n");
    }

    @Test
    void embedsAComputeNodeWithLabelsAndLimits() {
        assertThat(EmbeddedComputeNode.run())
                .contains("the node offers {CPU: 2, Memory: 1.0 GB, Disk: 10 GB, GPU: 0}")
                .contains("a job at night: Completed")
                .contains("a job by day: Failed", "hours")
                .contains("a job that is too big: Failed", "more CPU");
    }

    @Test
    void runsAJobOnANodeInAnotherProcess() throws Exception {
        Path result = directory.resolve("result");
        String printed;
        try (NodeProcess node = NodeProcess.start(directory.resolve("node"))) {
            printed = printed(() -> RemoteJob.run(node.uri(), result));
        }

        assertThat(printed).contains("hello, world\n", " is Completed\n", "bytes, verified\n", "  stdout\n");
        try (var files = Files.walk(result)) {
            assertThat(files.filter(file -> file.endsWith("stdout")))
                    .singleElement()
                    .satisfies(file -> assertThat(file).hasContent("hello, world"));
        }
    }

    private interface Action {
        void run() throws IOException;
    }

    private static String printed(Action action) throws IOException {
        PrintStream terminal = System.out;
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
        try {
            action.run();
        } finally {
            System.setOut(terminal);
        }
        return captured.toString(StandardCharsets.UTF_8);
    }
}
