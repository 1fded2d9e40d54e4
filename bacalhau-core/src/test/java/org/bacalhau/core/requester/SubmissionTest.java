package org.bacalhau.core.requester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.executor.RunRequest;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.core.executor.ScriptedExecutor;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.ResourcesConfig;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.model.Timeouts;
import org.bacalhau.core.model.ValidationException;
import org.bacalhau.core.testing.Jobs;
import org.junit.jupiter.api.Test;

/** What becomes of a submission before anything runs (job-lifecycle.md §2.1). */
class SubmissionTest {
    private final RequesterRig rig = new RequesterRig();

    @Test
    void reportsAllFaultsOfASpecAtOnce() {
        rig.start();
        Task task = Task.builder("", SpecConfig.of("noop"))
                .resources(new ResourcesConfig("many", "", "", ""))
                .output("out", "relative")
                .build();

        BacalhauException refused = rig.refusal(rig.requester()
                .submit(JobSpec.builder(JobType.BATCH, task).count(-1).build()));

        assertThat(refused)
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        faulty -> assertThat(faulty.faults())
                                .extracting(Fault::path)
                                .contains("Count", "Tasks[0].Resources.CPU", "Tasks[0].ResultPaths[0].Path"));
        assertThat(rig.store().commits()).isEmpty();
    }

    @Test
    void reportsFaultsOfAnEnginesParametersTogetherWithTheOthers() {
        rig.knowing(new ScriptedExecutor()).start();
        Task task = Task.builder("main", SpecConfig.of(ScriptedExecutor.TYPE)).build();

        BacalhauException refused = rig.refusal(rig.requester()
                .submit(JobSpec.builder(JobType.BATCH, task).count(-1).build()));

        assertThat(((ValidationException) refused).faults())
                .extracting(Fault::path)
                .containsExactly("Count", "Tasks[0].Engine.Params.ExitCode");
    }

    @Test
    void saysThatAnEngineCouldNotCheckItsParametersInsteadOfThrowing() {
        rig.knowing(new Broken()).start();
        JobSpec spec = JobSpec.builder(
                        JobType.BATCH,
                        Task.builder("main", SpecConfig.of("broken")).build())
                .build();

        BacalhauException submitted = rig.refusal(rig.requester().submit(spec));
        BacalhauException explained = rig.refusal(rig.requester().explain(spec));

        assertThat(submitted.code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(submitted).hasMessageContaining("out of order");
        assertThat(explained.code()).isEqualTo(ErrorCode.INTERNAL);
    }

    @Test
    void fillsInTheTimeLimitsAndThePublisherOfTheSettings() {
        rig.with(RequesterConfig.DEFAULT
                        .withDefaultTimeouts(
                                new Timeouts(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(5)))
                        .withDefaultPublisher(SpecConfig.of("noop")))
                .start();
        rig.join(1);

        Task batch = rig.submit(Jobs.batch()).task();
        Task service = rig.submit(Jobs.spec(JobType.SERVICE)).task();

        assertThat(batch.publisher()).isEqualTo(SpecConfig.of("noop"));
        assertThat(batch.timeouts())
                .isEqualTo(new Timeouts(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(5)));
        assertThat(service.timeouts()).isEqualTo(new Timeouts(Duration.ZERO, Duration.ofMinutes(2), Duration.ZERO));
    }

    @Test
    void givesTheDefaultPublisherToTheOneTaskThatIsKept() {
        rig.with(RequesterConfig.DEFAULT.withDefaultPublisher(SpecConfig.of("noop")))
                .start();
        JobSpec spec = Jobs.batch();
        JobSpec twoTasks = new JobSpec(
                spec.name(),
                spec.namespace(),
                spec.type(),
                0,
                1,
                List.of(),
                spec.meta(),
                spec.labels(),
                List.of(Jobs.task(), Jobs.task()));

        Submitted submitted = rig.now(rig.requester().submit(twoTasks));

        assertThat(submitted.warnings()).containsExactly("only one task is supported per job");
        assertThat(submitted.job().task().publisher()).isEqualTo(SpecConfig.of("noop"));
    }

    @Test
    void keepsAPublisherThatTheTaskNames() {
        rig.with(RequesterConfig.DEFAULT.withDefaultPublisher(SpecConfig.of("other")))
                .start();
        JobSpec spec = JobSpec.builder(
                        JobType.BATCH,
                        Jobs.taskBuilder().publisher(SpecConfig.of("noop")).build())
                .build();

        assertThat(rig.submit(spec).task().publisher()).isEqualTo(SpecConfig.of("noop"));
    }

    @Test
    void stampsTheJobWithTheRequesterAndWarnsOfReservedKeys() {
        rig.start();
        JobSpec spec = Jobs.specBuilder(JobType.BATCH)
                .meta("owner", "me")
                .meta("bacalhau.org/requester.id", "somebody else")
                .build();

        Submitted submitted = rig.now(rig.requester().submit(spec));

        assertThat(submitted.job().spec().meta())
                .containsEntry("owner", "me")
                .containsEntry("bacalhau.org/requester.id", RequesterRig.REQUESTER.value());
        assertThat(submitted.warnings())
                .containsExactly("job meta key \"bacalhau.org/requester.id\" is reserved and will be ignored");
    }

    @Test
    void namesAJobWithoutNameAfterItsId() {
        rig.start();

        Job job = rig.submit(Jobs.specBuilder(JobType.BATCH).name("").build());

        assertThat(job.spec().name()).isEqualTo(job.id().value());
    }

    @Test
    void takesTheIdOfAServiceAndIgnoresThatOfABatchJob() {
        rig.start();
        JobId wanted = new JobId("my-service");

        Submitted service = submit(JobType.SERVICE, wanted);
        Submitted batch = submit(JobType.BATCH, wanted);

        assertThat(service.job().id()).isEqualTo(wanted);
        assertThat(batch.job().id()).isNotEqualTo(wanted);
        assertThat(batch.warnings()).containsExactly("job ID is ignored when submitting a batch job");
    }

    @Test
    void refusesAnIdThatIsTakenByAJobThatRunsOrHasEnded() {
        rig.start();
        JobId wanted = new JobId("my-service");
        submit(JobType.SERVICE, wanted);

        assertThat(refusal(wanted).code()).isEqualTo(ErrorCode.ALREADY_EXISTS);
        rig.now(rig.requester().stop(wanted, ""));
        assertThat(refusal(wanted)).hasMessageContaining("job already exists: my-service");
    }

    @Test
    void refusesAnIdThatListsCouldNotShow() {
        rig.start();

        assertThat(refusal(new JobId("a b"))).isInstanceOf(ValidationException.class);
    }

    @Test
    void refusesJobsBeyondTheLimitUntilOneHasEnded() {
        rig.with(RequesterConfig.DEFAULT.withActiveJobLimit(1)).start();
        Job first = rig.submit(Jobs.batch());

        BacalhauException refused = rig.refusal(rig.requester().submit(Jobs.batch()));
        rig.now(rig.requester().stop(first.id(), ""));

        assertThat(refused.code()).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED);
        assertThat(rig.stateOf(rig.submit(Jobs.batch()))).isEqualTo(JobState.PENDING);
    }

    @Test
    void refusesCallsThatFindTheQueueFull() {
        rig.start();
        while (rig.loop().tryExecute(() -> {})) {
            assertThat(rig.time().steps()).isNotNegative();
        }

        CompletableFuture<Submitted> submitted = rig.requester().submit(Jobs.batch());

        assertThatThrownBy(submitted::join)
                .cause()
                .isInstanceOfSatisfying(
                        BacalhauException.class,
                        full -> assertThat(full.code()).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED));
    }

    @Test
    void refusesWhatNobodyOffersAndListsWhatIsOffered() {
        rig.start();
        rig.join(1);
        Task task = Task.builder("main", SpecConfig.of("quantum"))
                .publisher(SpecConfig.of("nowhere"))
                .input(SpecConfig.of("thin-air"), "/in")
                .build();

        BacalhauException refused = rig.refusal(
                rig.requester().submit(JobSpec.builder(JobType.BATCH, task).build()));

        assertThat(refused.code()).isEqualTo(ErrorCode.UNSUPPORTED);
        assertThat(refused)
                .hasMessageContainingAll("quantum", "nowhere", "thin-air")
                .hasMessageContainingAll(
                        "use another engine: noop",
                        "use another publisher: noop",
                        "use another storage source: inline");
    }

    @Test
    void refusesNothingAsLongAsNobodyIsKnown() {
        rig.start();

        Job job = rig.submit(JobSpec.builder(
                        JobType.BATCH,
                        Task.builder("main", SpecConfig.of("quantum")).build())
                .build());

        assertThat(rig.stateOf(job)).isEqualTo(JobState.PENDING);
    }

    private Submitted submit(JobType type, JobId id) {
        return rig.now(rig.requester().submit(new Submission(Jobs.spec(type), id)));
    }

    private BacalhauException refusal(JobId id) {
        return rig.refusal(rig.requester().submit(new Submission(Jobs.spec(JobType.SERVICE), id)));
    }

    private static final class Broken implements Executor {
        @Override
        public String type() {
            return "broken";
        }

        @Override
        public List<Fault> validate(SpecConfig engine) {
            throw new IllegalStateException("out of order");
        }

        @Override
        public RunResult run(RunRequest request) {
            return RunResult.SUCCESS;
        }
    }
}
