package org.bacalhau.core.requester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.bacalhau.core.logs.LogChunk;
import org.bacalhau.core.logs.LogReader;
import org.bacalhau.core.logs.LogRequest;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.LabelRequirement;
import org.bacalhau.core.model.RunOutput;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.ValidationException;
import org.bacalhau.core.scheduler.PlacementReport;
import org.bacalhau.core.store.HistoryQuery;
import org.bacalhau.core.store.JobQuery;
import org.bacalhau.core.testing.Jobs;
import org.bacalhau.core.transport.ComputeEndpoint.AskForBid;
import org.bacalhau.core.transport.ListLogReader;
import org.junit.jupiter.api.Test;

/** What can be read of jobs: by id or prefix, results, logs, explanations (job-lifecycle.md §2.3, §12). */
class ReadingTest {
    private static final RunOutput OUTPUT = new RunOutput("out\n", false, "err\n", false, 0, "");
    private final RequesterRig rig = new RequesterRig();

    // Ids.

    @Test
    void resolvesAnExactIdAndAPrefix() {
        rig.start();
        Job job = rig.submit(Jobs.batch());
        String id = job.id().value();

        assertThat(rig.requester().resolve(id)).isEqualTo(job.id());
        assertThat(rig.requester().resolve(id.substring(0, 10))).isEqualTo(job.id());
    }

    @Test
    void anExactIdWinsOverLongerOnes() {
        rig.start();
        service("svc");
        service("svc-2");

        assertThat(rig.requester().resolve("svc")).isEqualTo(new JobId("svc"));
        assertThat(rig.requester().resolve("svc-")).isEqualTo(new JobId("svc-2"));
    }

    @Test
    void namesTheFirstCandidatesOfAnAmbiguousPrefix() {
        rig.start();
        List.of("a1", "a2", "a3", "a4").forEach(this::service);

        assertThatThrownBy(() -> rig.requester().resolve("a"))
                .isInstanceOfSatisfying(
                        BacalhauException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.AMBIGUOUS_ID))
                .hasMessageContaining("[a1, a2, a3] and more")
                .hasMessageNotContaining("a4");
    }

    @Test
    void refusesAPrefixOfNothingAndABlankOne() {
        rig.start();

        assertThatThrownBy(() -> rig.requester().resolve("j-0"))
                .isInstanceOfSatisfying(
                        BacalhauException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NOT_FOUND));
        assertThatThrownBy(() -> rig.requester().resolve(" "))
                .isInstanceOfSatisfying(
                        BacalhauException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    }

    @Test
    void readsJobsExecutionsAndHistoryOnlyOfJobsThatAreThere() {
        rig.start();
        Job job = rig.submit(Jobs.batch());

        assertThat(rig.requester().jobs(JobQuery.ALL).items()).containsExactly(job);
        assertThat(rig.history(job)).containsExactly(1L);
        for (Runnable read : List.<Runnable>of(
                () -> rig.requester().job(Jobs.jobId(9)),
                () -> rig.requester().executions(Jobs.jobId(9)),
                () -> rig.requester().history(HistoryQuery.of(Jobs.jobId(9))),
                () -> rig.requester().results(Jobs.jobId(9)))) {
            assertThatThrownBy(read::run).isInstanceOf(BacalhauException.class).hasMessageContaining("job not found");
        }
    }

    // Results.

    @Test
    void resultsAreThoseOfExecutionsThatCompletedAndPublishedInTheirOrder() {
        rig.start();
        PlayedNode one = rig.join(1);
        PlayedNode two = rig.join(2);
        PlayedNode three = rig.join(3);
        Job job = rig.submit(Jobs.specBuilder(JobType.OPS).build());
        two.complete(two.asked(), SpecConfig.of("second"), OUTPUT);
        one.complete(one.asked(), SpecConfig.of("first"), OUTPUT);
        three.complete(three.asked(), SpecConfig.NONE, OUTPUT);

        List<SpecConfig> inOrder = rig.executions(job).stream()
                .map(execution -> execution.publishedResult())
                .filter(result -> result != null && !result.isNone())
                .toList();
        assertThat(rig.requester().results(job.id()))
                .hasSize(2)
                .containsExactlyElementsOf(inOrder)
                .containsExactlyInAnyOrder(SpecConfig.of("first"), SpecConfig.of("second"));
    }

    @Test
    void longRunningJobsHaveNoResults() {
        rig.start();
        service("svc");

        assertThatThrownBy(() -> rig.requester().results(new JobId("svc")))
                .isInstanceOfSatisfying(
                        BacalhauException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CONFLICT))
                .hasMessageContaining("job type service does not support results");
    }

    // Logs.

    @Test
    void readsTheStoredOutputOfAnExecutionThatHasEnded() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job job = rig.submit(Jobs.batch());
        node.complete(node.startsRun(), SpecConfig.NONE, OUTPUT);

        assertThat(drain(rig.now(rig.requester().logs(job.id(), null, false, true))))
                .containsExactly("STDOUT out\n", "STDERR err\n");
    }

    @Test
    void anExecutionThatReportedNothingHasAnEmptyLog() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job job = rig.submit(Jobs.batch());
        node.fail(node.startsRun(), Failure.of(ErrorCode.BAD_PROGRAM, "no entry point", ""));

        assertThat(drain(rig.now(rig.requester().logs(job.id(), null, false, false))))
                .isEmpty();
    }

    @Test
    void aStoredLogThatIsClosedGivesNoMore() {
        StoredLogReader reader = new StoredLogReader(OUTPUT);
        reader.close();

        assertThat(drain(reader)).isEmpty();
    }

    @Test
    void opensTheLogOfAnExecutionThatRunsOnItsNode() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job job = rig.submit(Jobs.batch());
        AskForBid asked = node.startsRun();
        List<LogRequest> requests = new ArrayList<>();
        node.endpoint().openingLogs((from, request) -> {
            requests.add(request);
            return CompletableFuture.completedStage(new ListLogReader(List.of(chunk("live"))));
        });

        LogReader reader = rig.now(rig.requester().logs(job.id(), asked.executionId(), true, true));

        assertThat(drain(reader)).containsExactly("STDOUT live");
        assertThat(requests).containsExactly(new LogRequest(asked.executionId(), true, true));
    }

    @Test
    void choosesTheExecutionThatMovedLastAmongThoseThatWereNotDiscarded() {
        rig.start();
        PlayedNode one = rig.join(1);
        Job job = rig.submit(Jobs.batch());
        one.fail(one.startsRun(), Failure.of(ErrorCode.UPSTREAM_FAILED, "bad day", ""));
        rig.pass(Duration.ofSeconds(1));
        one.complete(one.startsRun(), SpecConfig.NONE, OUTPUT);

        assertThat(drain(rig.now(rig.requester().logs(job.id(), null, false, false))))
                .hasSize(2);
    }

    @Test
    void refusesTheLogOfWhatIsNotThere() {
        rig.start();
        Job job = rig.submit(Jobs.batch());

        assertThat(rig.refusal(rig.requester().logs(job.id(), null, false, false)))
                .hasMessageContaining("no executions found for job " + job.id());
        assertThat(rig.refusal(rig.requester().logs(Jobs.jobId(9), null, false, false)))
                .hasMessageContaining("job not found");
        rig.join(1);
        assertThat(rig.refusal(rig.requester().logs(job.id(), Jobs.executionId(9), false, false)))
                .hasMessageContaining("unable to find execution " + Jobs.executionId(9) + " in job " + job.id());
    }

    @Test
    void givesUpOnANodeThatDoesNotAnswerAndClosesALogThatComesTooLate() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job job = rig.submit(Jobs.batch());
        node.startsRun();
        CompletableFuture<LogReader> slow = new CompletableFuture<>();
        node.endpoint().openingLogs((from, request) -> slow);
        CompletableFuture<LogReader> log = rig.requester().logs(job.id(), null, false, false);

        rig.pass(RequesterConfig.DEFAULT.commandDeadline());
        ListLogReader late = new ListLogReader(List.of());
        slow.complete(late);

        assertThat(rig.refusal(log).code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
        assertThat(late.closed().getCount()).isZero();
    }

    @Test
    void readsTheStoredOutputOfAnExecutionThatEndsWhileItsLogIsOpened() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job job = rig.submit(Jobs.batch());
        AskForBid asked = node.startsRun();
        node.endpoint().openingLogs((from, request) -> {
            node.complete(asked, SpecConfig.NONE, OUTPUT);
            return CompletableFuture.failedStage(BacalhauException.of(ErrorCode.CONFLICT, "it has ended", ""));
        });

        assertThat(drain(rig.now(rig.requester().logs(job.id(), null, false, false))))
                .containsExactly("STDOUT out\n", "STDERR err\n");
    }

    @Test
    void asksAgainForALogWhoseExecutionHasNotYetReachedItsNode() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job job = rig.submit(Jobs.batch());
        node.startsRun();
        CompletableFuture<LogReader> log = rig.requester().logs(job.id(), null, false, true);
        rig.run();
        assertThat(log).isNotDone();

        node.endpoint()
                .openingLogs(
                        (from, request) -> CompletableFuture.completedStage(new ListLogReader(List.of(chunk("live")))));
        rig.pass(Duration.ofSeconds(1));

        assertThat(drain(rig.now(log))).containsExactly("STDOUT live");
    }

    @Test
    void givesUpOnALogThatItsNodeDoesNotKnow() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job job = rig.submit(Jobs.batch());
        node.startsRun();
        CompletableFuture<LogReader> log = rig.requester().logs(job.id(), null, false, true);

        rig.pass(Duration.ofSeconds(10));

        assertThat(rig.refusal(log).code()).isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void closesALogWhoseReaderDoesNotWantItAnyMore() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job job = rig.submit(Jobs.batch());
        node.startsRun();
        CompletableFuture<LogReader> slow = new CompletableFuture<>();
        node.endpoint().openingLogs((from, request) -> slow);
        rig.requester().logs(job.id(), null, false, false).cancel(false);

        ListLogReader unwanted = new ListLogReader(List.of());
        slow.complete(unwanted);

        assertThat(unwanted.closed().getCount()).isZero();
    }

    @Test
    void passesOnWhyANodeDoesNotOpenALog() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job job = rig.submit(Jobs.batch());
        node.startsRun();
        node.endpoint()
                .openingLogs((from, request) -> CompletableFuture.failedStage(
                        BacalhauException.of(ErrorCode.RESOURCE_EXHAUSTED, "too many readers", "close one")));

        BacalhauException refused = rig.refusal(rig.requester().logs(job.id(), null, false, false));

        assertThat(refused.code()).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED);
        assertThat(rig.stateOf(job)).isEqualTo(JobState.RUNNING);
    }

    // Explanations.

    @Test
    void explainsForEveryNodeWhyAJobDoesNotFitAndChangesNothing() {
        rig.start();
        rig.join(1);
        rig.join(2);
        int commits = rig.store().commits().size();
        JobSpec spec = Jobs.specBuilder(JobType.BATCH)
                .constraint(LabelRequirement.equalTo("zone", "nowhere"))
                .build();

        PlacementReport report = rig.now(rig.requester().explain(spec));

        assertThat(report.considered()).isEqualTo(2);
        assertThat(report.suitable()).isZero();
        assertThat(report.rejections()).allMatch(rejection -> rejection.reason().contains("zone"));
        assertThat(rig.store().commits()).hasSize(commits);
    }

    @Test
    void countsTheNodesAJobWouldFit() {
        rig.start();
        rig.join(1);
        rig.join(2);

        assertThat(rig.now(rig.requester().explain(Jobs.spec(JobType.OPS))).suitable())
                .isEqualTo(2);
    }

    @Test
    void explainsNothingOfASpecWithFaults() {
        rig.start();

        assertThat(rig.refusal(rig.requester()
                        .explain(Jobs.specBuilder(JobType.BATCH).count(-1).build())))
                .isInstanceOf(ValidationException.class);
    }

    private void service(String id) {
        rig.now(rig.requester().submit(new Submission(Jobs.spec(JobType.SERVICE), new JobId(id))));
    }

    private static LogChunk chunk(String text) {
        return new LogChunk(LogChunk.Stream.STDOUT, text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> drain(LogReader reader) {
        List<String> lines = new ArrayList<>();
        Optional<LogChunk> next = reader.next().toCompletableFuture().join();
        while (next.isPresent()) {
            lines.add(next.get().stream() + " " + new String(next.get().bytes(), StandardCharsets.UTF_8));
            next = reader.next().toCompletableFuture().join();
        }
        return lines;
    }
}
