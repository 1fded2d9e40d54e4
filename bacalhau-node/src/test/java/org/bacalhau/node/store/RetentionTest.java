package org.bacalhau.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.LabelRequirement;
import org.bacalhau.core.store.HistoryQuery;
import org.bacalhau.core.store.JobChange.PutJob;
import org.bacalhau.core.store.JobQuery;
import org.bacalhau.core.store.JobQuery.Order;
import org.bacalhau.core.testing.Await;
import org.bacalhau.core.testing.Jobs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
    @TempDir
    Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(Jobs.NOW);

    private SqliteJobStore open(Retention retention) {
        return SqliteJobStore.open(Stores.jobFile(directory), StoreSettings.DEFAULT, retention, now::get);
    }

    private static JobLife commitEnded(SqliteJobStore store, int number) {
        JobLife life = JobLife.of(number);
        store.commit(life.accepted());
        Await.outcome(store.commit(life.move(JobState.COMPLETED)));
        return life;
    }

    private static List<JobId> kept(SqliteJobStore store) {
        return store.jobs(JobQuery.ALL).items().stream().map(Job::id).toList();
    }

    private long rows(String table) throws Exception {
        StoreFile file = StoreFile.of("job store", Stores.jobFile(directory));
        try (StoreConnection connection = StoreConnection.forReading(file, Duration.ofSeconds(1))) {
            return connection.number("SELECT count(*) FROM " + table);
        }
    }

    @Test
    void removesFinishedJobsThatAreTooOldWithAllThatBelongsToThem() throws Exception {
        try (SqliteJobStore store = open(new Retention(Duration.ofDays(1), Long.MAX_VALUE))) {
            JobLife old = commitEnded(store, 0);
            JobLife unfinished = JobLife.of(1);
            Await.outcome(store.commit(unfinished.accepted()));
            JobLife young = commitEnded(store, 3_600);
            now.set(old.job().modifyTime().plus(Duration.ofDays(1)).plusSeconds(1));
            Await.outcome(store.commit(List.of()));

            await().until(() -> store.job(old.id()).isEmpty());
            assertThat(kept(store)).containsExactly(unfinished.id(), young.id());
            assertThat(store.executions(old.id())).isEmpty();
            assertThat(store.history(HistoryQuery.of(old.id())).items()).isEmpty();
            assertThat(store.jobIdsWithPrefix(old.id().value(), 1)).isEmpty();
            assertThat(rows("specs")).isEqualTo(2);
            assertThat(rows("history")).isEqualTo(3);
            assertThat(rows("executions")).isEqualTo(2);
        }
    }

    @Test
    void keepsTheJobsThatEndedLastAndAllUnfinishedOnes() {
        try (SqliteJobStore store = open(new Retention(Duration.ofDays(1), 3))) {
            JobLife unfinished = JobLife.of(0);
            Await.outcome(store.commit(unfinished.accepted()));
            List<JobId> ended = new ArrayList<>();
            for (int i = 1; i <= 200; i++) {
                ended.add(commitEnded(store, i).id());
            }
            now.set(Jobs.NOW.plus(Duration.ofMinutes(2)));
            Await.outcome(store.commit(List.of()));

            await().until(() -> kept(store).size() <= 4);
            assertThat(kept(store)).containsExactly(unfinished.id(), ended.get(197), ended.get(198), ended.get(199));
        }
    }

    @Test
    void countsWhatEndedBeforeItWasOpened() {
        try (SqliteJobStore store = open(Retention.FOREVER)) {
            for (int i = 0; i < 10; i++) {
                commitEnded(store, i);
            }
        }
        try (SqliteJobStore store = open(new Retention(Duration.ofDays(1), 0))) {
            Await.outcome(store.commit(List.of()));

            await().until(() -> kept(store).isEmpty());
        }
    }

    @Test
    void removesLabelsAndGivesTheSpaceBack() throws Exception {
        try (SqliteJobStore store = open(new Retention(Duration.ofDays(1), 0))) {
            Job job = Job.accepted(
                    Jobs.jobId(1),
                    Jobs.specBuilder(JobType.BATCH).label("team", "a").build(),
                    Jobs.NOW);
            Await.outcome(store.commit(List.of(new PutJob(job))));
            Await.outcome(store.commit(List.of(new PutJob(job.withState(JobState.STOPPED, "", Jobs.NOW)))));
            now.set(Jobs.NOW.plus(Duration.ofMinutes(2)));
            Await.outcome(store.commit(List.of()));

            await().until(() -> store.job(job.id()).isEmpty());
            assertThat(rows("labels")).isZero();
            assertThat(store.jobs(new JobQuery(
                                    null,
                                    Set.of(),
                                    List.of(LabelRequirement.equalTo("team", "a")),
                                    Order.ID,
                                    false,
                                    1,
                                    null))
                            .items())
                    .isEmpty();
        }
    }

    @Test
    void anIdCanBeUsedAgainOnceItsJobIsRemoved() {
        try (SqliteJobStore store = open(new Retention(Duration.ofDays(1), 0))) {
            JobLife first = commitEnded(store, 1);
            now.set(Jobs.NOW.plus(Duration.ofMinutes(2)));
            Await.outcome(store.commit(List.of()));
            await().until(() -> store.job(first.id()).isEmpty());
            JobLife second = JobLife.of(1);
            Await.outcome(store.commit(second.accepted()));

            assertThat(store.job(first.id())).contains(second.job());
            assertThat(store.history(HistoryQuery.of(first.id())).items()).hasSize(1);
        }
    }
}
