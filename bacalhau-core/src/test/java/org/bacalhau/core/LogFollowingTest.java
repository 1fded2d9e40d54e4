package org.bacalhau.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.bacalhau.core.compute.ComputeConfig;
import org.bacalhau.core.executor.RunRequest;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.core.logs.LogChunk;
import org.bacalhau.core.logs.LogReader;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.requester.Requester;
import org.bacalhau.core.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The output of a program from its engine to those who follow it, through requester and compute node. */
class LogFollowingTest {
    private static final int MANY_LINES = 20_000;

    private final CountDownLatch wrote = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private LocalNetwork network;
    private Requester requester;

    @BeforeEach
    void startNetwork() {
        network = LocalNetwork.builder()
                .computeNode(node -> node.executor(new LambdaExecutor(this::writeInTwoParts))
                        .compute(ComputeConfig.builder().workers(1).build()))
                .start();
        requester = network.requester();
    }

    @AfterEach
    void closeNetwork() {
        goOn.countDown();
        network.close();
    }

    private RunResult writeInTwoParts(RunRequest request) throws IOException, InterruptedException {
        write(request, "before\n");
        wrote.countDown();
        goOn.await();
        if (request.task().engine().param("Lines") instanceof Integer lines) {
            for (int i = 0; i < lines; i++) {
                write(request, i + "\n");
            }
        }
        request.stderr().write("complaint\n".getBytes(StandardCharsets.UTF_8));
        write(request, "after\n");
        return RunResult.SUCCESS;
    }

    private static void write(RunRequest request, String text) throws IOException {
        request.stdout().write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void followersGetWhatWasWrittenAndWhatIsWrittenUntilTheEnd() throws InterruptedException {
        Job job = started();
        LogReader first = open(job, false, true);
        LogReader second = open(job, false, true);
        assertThat(next(first)).contains("STDOUT before\n");

        goOn.countDown();

        assertThat(rest(first)).isEqualTo("STDERR complaint\nSTDOUT after\n");
        assertThat(rest(second)).isEqualTo("STDOUT before\nSTDERR complaint\nSTDOUT after\n");
        assertThat(ended(job).state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void whoWantsNewOutputOnlyMissesWhatWasWritten() throws InterruptedException {
        Job job = started();
        assertThat(next(open(job, false, true))).contains("STDOUT before\n");
        LogReader newOnly = open(job, true, true);

        goOn.countDown();

        assertThat(rest(newOnly)).isEqualTo("STDERR complaint\nSTDOUT after\n");
    }

    @Test
    void whoDoesNotFollowGetsWhatIsThere() throws InterruptedException {
        Job job = started();
        assertThat(next(open(job, false, true))).contains("STDOUT before\n");

        assertThat(rest(open(job, false, false))).isEqualTo("STDOUT before\n");
    }

    @Test
    void whoFollowsAJobThatIsQueuedOnItsNodeGetsAllOfItOnceItRuns() throws InterruptedException {
        started();
        Job queued = submitted(0);
        LogReader follower = open(queued, true, true);

        goOn.countDown();

        assertThat(rest(follower)).isEqualTo("STDOUT before\nSTDERR complaint\nSTDOUT after\n");
    }

    @Test
    void whoReadsOnlyAfterTheEndStillGetsEverything() throws InterruptedException {
        Job job = started(MANY_LINES);
        LogReader slow = open(job, false, true);
        goOn.countDown();
        assertThat(ended(job).state()).isEqualTo(JobState.COMPLETED);

        String everything = rest(slow);

        String lines = String.join(
                "\n", IntStream.range(0, MANY_LINES).mapToObj(Integer::toString).toList());
        assertThat(everything.replace("STDOUT ", "")).isEqualTo("before\n" + lines + "\nSTDERR complaint\nafter\n");
    }

    @Test
    void theLogOfAnExecutionThatHasEndedIsWhatWasReported() throws InterruptedException {
        Job job = started();
        goOn.countDown();
        ended(job);

        assertThat(rest(open(job, false, true))).isEqualTo("STDOUT before\nafter\nSTDERR complaint\n");
    }

    @Test
    void aReaderThatIsClosedGetsNoMoreAndDisturbsNobody() throws InterruptedException {
        Job job = started();
        LogReader closed = open(job, false, true);
        LogReader other = open(job, false, true);
        next(closed);
        var waiting = closed.next();

        closed.close();

        assertThat(Await.outcome(waiting)).isEmpty();
        goOn.countDown();
        assertThat(rest(other)).endsWith("STDOUT after\n");
    }

    @Test
    void followersAreLetGoWhenTheNetworkCloses() throws InterruptedException {
        Job job = started();
        LogReader follower = open(job, false, true);
        next(follower);
        CompletableFuture<Optional<LogChunk>> waiting = follower.next().toCompletableFuture();

        network.close();

        Awaitility.await().atMost(Await.DEADLINE).until(waiting::isDone);
    }

    private Job started() throws InterruptedException {
        return started(0);
    }

    private Job started(int lines) throws InterruptedException {
        Job job = submitted(lines);
        wrote.await();
        return job;
    }

    private Job submitted(int lines) {
        return Await.outcome(requester.submit(LambdaExecutor.job(JobType.BATCH)
                        .task(Task.builder(
                                        "main",
                                        SpecConfig.of(LambdaExecutor.TYPE).with("Lines", lines))
                                .build())
                        .build()))
                .job();
    }

    private Job ended(Job job) {
        return Await.outcome(requester.awaitEnd(job.id(), Await.DEADLINE));
    }

    private LogReader open(Job job, boolean newOnly, boolean follow) {
        try {
            return Await.outcome(requester.logs(job.id(), null, newOnly, follow));
        } catch (BacalhauException refused) {
            throw new AssertionError(refused);
        }
    }

    private static Optional<String> next(LogReader reader) {
        return Await.outcome(reader.next()).map(LogFollowingTest::show);
    }

    private static String rest(LogReader reader) {
        List<LogChunk> chunks = new ArrayList<>();
        Optional<LogChunk> next = Await.outcome(reader.next());
        while (next.isPresent()) {
            chunks.add(next.get());
            next = Await.outcome(reader.next());
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < chunks.size(); i++) {
            boolean goesOn = i > 0 && chunks.get(i).stream() == chunks.get(i - 1).stream();
            text.append(goesOn ? new String(chunks.get(i).bytes(), StandardCharsets.UTF_8) : show(chunks.get(i)));
        }
        return text.toString();
    }

    private static String show(LogChunk chunk) {
        return chunk.stream() + " " + new String(chunk.bytes(), StandardCharsets.UTF_8);
    }
}
