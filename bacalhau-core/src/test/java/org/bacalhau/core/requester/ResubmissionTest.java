package org.bacalhau.core.requester;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.store.JobQuery;
import org.bacalhau.core.testing.Jobs;
import org.junit.jupiter.api.Test;

/** Submissions with a key, which may be tried again. */
class ResubmissionTest {
    private static final SubmissionKey KEY = new SubmissionKey("ann", "k", "this");

    private final RequesterRig rig = new RequesterRig().start();

    @Test
    void givesTheJobOfTheFirstTry() {
        Submitted first = submit(KEY);
        Submitted again = submit(KEY);

        assertThat(again.job().id()).isEqualTo(first.job().id());
        assertThat(again.evaluationId()).isEqualTo(first.evaluationId());
        assertThat(again.warnings()).isEqualTo(first.warnings());
        assertThat(jobs()).isEqualTo(1);
    }

    @Test
    void givesTheJobOfTheFirstTryAfterARestart() {
        Submitted first = submit(KEY);
        rig.restart();

        assertThat(submit(KEY).job().id()).isEqualTo(first.job().id());
        assertThat(jobs()).isEqualTo(1);
    }

    @Test
    void givesAJobThatHasEnded() {
        Submitted first = submit(KEY);
        rig.now(rig.requester().stop(first.job().id(), ""));

        assertThat(submit(KEY).job().state().isTerminal()).isTrue();
    }

    @Test
    void answersTheSecondTryOnlyWhenTheFirstIsSafe() {
        rig.store().hold();
        CompletableFuture<Submitted> first = rig.requester().submit(submission(KEY));
        CompletableFuture<Submitted> second = rig.requester().submit(submission(KEY));
        rig.run();
        assertThat(first).isNotDone();
        assertThat(second).isNotDone();

        rig.store().release();

        assertThat(rig.now(second).job().id()).isEqualTo(rig.now(first).job().id());
    }

    @Test
    void refusesTheKeyForAnotherSubmission() {
        submit(KEY);

        assertThat(rig.refusal(rig.requester().submit(submission(new SubmissionKey("ann", "k", "that"))))
                        .code())
                .isEqualTo(ErrorCode.CONFLICT);
        assertThat(jobs()).isEqualTo(1);
    }

    @Test
    void tellsOwnersAndKeysApart() {
        submit(KEY);
        submit(new SubmissionKey("bob", "k", "this"));
        submit(new SubmissionKey("ann", "l", "this"));
        // Together these read the same, though the parts differ.
        submit(new SubmissionKey("ann" + "k", "", "this"));

        assertThat(jobs()).isEqualTo(4);
    }

    @Test
    void knowsAServiceByTheIdItsSubmitterChose() {
        Submission service = new Submission(Jobs.spec(JobType.SERVICE), new JobId("mine")).withKey(KEY);
        rig.now(rig.requester().submit(service));

        assertThat(rig.now(rig.requester().submit(service)).job().id()).isEqualTo(new JobId("mine"));
        Submission other = service.withKey(new SubmissionKey("ann", "l", "this"));
        assertThat(rig.refusal(rig.requester().submit(other)).code()).isEqualTo(ErrorCode.ALREADY_EXISTS);
    }

    @Test
    void refusesTheKeyForAnotherServiceWhateverItsId() {
        Submission service = new Submission(Jobs.spec(JobType.SERVICE), new JobId("mine")).withKey(KEY);
        rig.now(rig.requester().submit(service));

        refusesTheKeyOf(service);
        rig.restart();
        refusesTheKeyOf(service);
        rig.now(rig.requester().stop(new JobId("mine"), ""));
        refusesTheKeyOf(service);

        submit(new SubmissionKey("ann", "l", "this"));
        assertThat(rig.refusal(rig.requester().submit(service.withKey(new SubmissionKey("ann", "l", "that"))))
                        .code())
                .isEqualTo(ErrorCode.CONFLICT);
    }

    private void refusesTheKeyOf(Submission service) {
        SubmissionKey again = new SubmissionKey("ann", "k", "that");
        for (Submission other : List.of(
                new Submission(service.spec(), new JobId("other")).withKey(again),
                service.withKey(again),
                submission(again))) {
            assertThat(rig.refusal(rig.requester().submit(other)).code()).isEqualTo(ErrorCode.CONFLICT);
        }
        assertThat(rig.now(rig.requester().submit(service)).job().id()).isEqualTo(new JobId("mine"));
    }

    @Test
    void refusesTheKeyOfAServiceThatIsNotSafeYet() {
        rig.store().hold();
        Submission service = new Submission(Jobs.spec(JobType.SERVICE), new JobId("mine")).withKey(KEY);
        CompletableFuture<Submitted> first = rig.requester().submit(service);
        CompletableFuture<Submitted> second = rig.requester().submit(submission(new SubmissionKey("ann", "k", "that")));
        rig.run();
        rig.store().release();

        assertThat(rig.now(first).job().id()).isEqualTo(new JobId("mine"));
        assertThat(rig.refusal(second).code()).isEqualTo(ErrorCode.CONFLICT);
    }

    @Test
    void givesAJobThatWouldBeRefusedNow() {
        Task task = Task.builder("main", SpecConfig.of("quantum")).build();
        Submission quantum =
                Submission.of(JobSpec.builder(JobType.BATCH, task).build()).withKey(KEY);
        Submitted first = rig.now(rig.requester().submit(quantum));
        rig.join(1); // offers another engine, so that the network is known not to have this one

        assertThat(rig.now(rig.requester().submit(quantum)).job().id())
                .isEqualTo(first.job().id());
        assertThat(rig.refusal(rig.requester().submit(quantum.withKey(new SubmissionKey("ann", "l", "this"))))
                        .code())
                .isEqualTo(ErrorCode.UNSUPPORTED);
    }

    @Test
    void letsASubmitterForgeNoKey() {
        Submitted first = submit(KEY);
        String seal = String.valueOf(first.job().spec().meta().get(SubmissionKey.META));
        JobSpec forged = Jobs.batch().toBuilder().meta(SubmissionKey.META, seal).build();

        Submitted other = rig.now(rig.requester().submit(forged));

        assertThat(other.job().spec().meta()).doesNotContainKey(SubmissionKey.META);
    }

    private Submitted submit(SubmissionKey key) {
        return rig.now(rig.requester().submit(submission(key)));
    }

    private static Submission submission(SubmissionKey key) {
        return Submission.of(Jobs.batch()).withKey(key);
    }

    private int jobs() {
        return rig.requester().jobs(JobQuery.ALL).items().size();
    }
}
