package org.bacalhau.node.executor.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.hash.Hashing;
import com.google.common.hash.HashingOutputStream;
import com.google.common.io.CountingOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program writes arrives whole, in order, and at once. */
@RequiresDocker
class DockerOutputTest {
    private static DockerExecutor executor;

    @TempDir
    private Path directory;

    @BeforeAll
    static void open() {
        executor = DockerExecutor.create(DockerConfig.DEFAULT);
    }

    @AfterAll
    static void close() {
        executor.close();
    }

    @Test
    void losesNothingOfALargeOutput() throws Exception {
        int bytes = 10_000_000;
        CountingOutputStream counter = new CountingOutputStream(OutputStream.nullOutputStream());
        HashingOutputStream hash = new HashingOutputStream(Hashing.sha256(), counter);
        DockerRun run = DockerRun.script(directory, "yes 'a line of text' | head -c " + bytes)
                .outputTo(hash, hash);

        assertThat(run.on(executor)).isZero();
        assertThat(counter.getCount()).isEqualTo(bytes);
        byte[] line = "a line of text\n".getBytes(StandardCharsets.UTF_8);
        byte[] expected = new byte[bytes];
        IntStream.range(0, bytes).forEach(i -> expected[i] = line[i % line.length]);
        assertThat(hash.hash()).isEqualTo(Hashing.sha256().hashBytes(expected));
    }

    @Test
    void keepsBytesThatAreNoText() throws Exception {
        DockerRun run = DockerRun.script(directory, "printf '\\000\\001\\n\\377no line end'");

        run.on(executor);
        assertThat(run.stdout().getBytes(StandardCharsets.UTF_8)).startsWith(0, 1, '\n');
        assertThat(run.stdout()).endsWith("no line end");
    }

    @Test
    void keepsTheOrderOfEachStream() throws Exception {
        DockerRun run = DockerRun.script(directory, "for i in $(seq 2000); do echo o$i; echo e$i >&2; done");

        run.on(executor);
        assertThat(run.stdout().lines())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 2000).mapToObj(i -> "o" + i).toList());
        assertThat(run.stderr().lines())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 2000).mapToObj(i -> "e" + i).toList());
    }

    @Test
    void handsOutputOnWhileTheProgramRuns() throws Exception {
        DockerRun run = DockerRun.script(directory, "echo first; while [ ! -e /out/go ]; do sleep 0.1; done; echo last")
                .output("out", "/out");
        BackgroundRun background = BackgroundRun.start(run, executor).untilPrinted("first");

        assertThat(run.stdout()).isEqualTo("first\n");
        assertThat(run.result("out").resolve("go").toFile().createNewFile()).isTrue();
        assertThat(background.exitCode()).isZero();
        assertThat(run.stdout()).isEqualTo("first\nlast\n");
    }

    @Test
    void endsAProgramWhoseOutputIsRefused() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("full");
            }
        };
        DockerRun run = DockerRun.script(directory, "yes").outputTo(full, full);

        assertThatThrownBy(() -> run.on(executor))
                .isInstanceOf(IOException.class)
                .hasMessage("full");
        assertThat(DockerCli.containers(run.id().value())).isEmpty();
    }
}
