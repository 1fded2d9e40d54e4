package org.bacalhau.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.LabelRequirement;
import org.bacalhau.core.store.JobChange.PutJob;
import org.bacalhau.core.store.JobQuery;
import org.bacalhau.core.store.JobQuery.Order;
import org.bacalhau.core.testing.Await;
import org.bacalhau.core.testing.Jobs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreMigrationTest {
    private static final JobQuery BY_MODIFICATION = new JobQuery(
            null, Set.of(), List.of(LabelRequirement.equalTo("team", "a")), Order.MODIFIED_AT, true, 100, null);

    @TempDir
    Path directory;

    private StoreConnection connect() throws SQLException {
        return StoreConnection.forWriting(StoreFile.of("job store", Stores.jobFile(directory)), Duration.ofSeconds(1));
    }

    /** Makes the file what version 1 wrote. */
    private void backToVersion1() throws SQLException {
        try (StoreConnection connection = connect()) {
            for (String index :
                    List.of("jobs_modified", "jobs_namespace_modified", "jobs_state_modified", "labels_modified")) {
                connection.execute("DROP INDEX " + index);
            }
            connection.execute("ALTER TABLE jobs DROP COLUMN modified");
            connection.execute("ALTER TABLE labels DROP COLUMN modified");
            connection.execute("PRAGMA user_version = 1");
        }
    }

    private static Job job(int number, Instant created) {
        return Job.accepted(
                Jobs.jobId(number),
                Jobs.specBuilder(JobType.BATCH).label("team", "a").build(),
                created);
    }

    @Test
    void listsTheJobsOfVersion1InTheOrderInWhichTheyMoved() throws Exception {
        List<Job> moved = new ArrayList<>();
        try (SqliteJobStore store = Stores.jobs(directory)) {
            for (int i = 0; i < 20; i++) {
                Job job = job(i, Jobs.NOW.plusSeconds(i));
                Await.outcome(store.commit(List.of(new PutJob(job))));
                moved.add(
                        0,
                        job.withState(
                                JobState.FAILED,
                                "",
                                Jobs.NOW.plusSeconds(100 - i).plusNanos(7)));
                Await.outcome(store.commit(List.of(new PutJob(moved.get(0)))));
            }
            moved.sort((one, other) -> other.modifyTime().compareTo(one.modifyTime()));
        }
        backToVersion1();

        try (SqliteJobStore store = Stores.jobs(directory)) {
            assertThat(store.jobs(BY_MODIFICATION).items()).containsExactlyElementsOf(moved);
        }
    }

    @Test
    void takesTimesThatHaveNoNumber() throws Exception {
        List<Job> jobs = List.of(
                job(1, Instant.MIN),
                job(2, Instant.EPOCH.minusNanos(1)),
                job(3, Instant.parse("9999-01-01T00:00:00Z")));
        try (SqliteJobStore store = Stores.jobs(directory)) {
            for (Job job : jobs) {
                Await.outcome(store.commit(List.of(new PutJob(job))));
            }
        }
        backToVersion1();

        try (SqliteJobStore store = Stores.jobs(directory)) {
            assertThat(store.jobs(BY_MODIFICATION).items()).containsExactlyInAnyOrderElementsOf(jobs);
        }
    }

    @Test
    void aDamagedRecordOfVersion1IsNamedWhenItIsReadAndHoldsUpNoOther() throws Exception {
        try (SqliteJobStore store = Stores.jobs(directory)) {
            Await.outcome(store.commit(JobLife.of(1).accepted()));
            Await.outcome(store.commit(JobLife.of(2).accepted()));
        }
        backToVersion1();
        try (StoreConnection connection = connect()) {
            connection.execute("UPDATE jobs SET record = x'00' WHERE num = 1");
        }

        try (SqliteJobStore store = Stores.jobs(directory)) {
            assertThatThrownBy(() -> store.job(Jobs.jobId(1)))
                    .isInstanceOf(BacalhauException.class)
                    .hasMessageContaining("is damaged: job " + Jobs.jobId(1));
            assertThat(store.job(Jobs.jobId(2))).isPresent();
        }
    }

    @Test
    void goesStepByStepToALaterVersion() throws Exception {
        Stores.jobs(directory).close();
        Schema later = withMigrations(
                "CREATE TABLE second (x); INSERT INTO second VALUES (1)",
                "ALTER TABLE second ADD COLUMN y; UPDATE second SET y = x + 1");
        StoreFile file = StoreFile.of("job store", Stores.jobFile(directory));
        try (StoreConnection connection = connect()) {
            later.check(connection, file);
            later.migrate(connection);
            later.migrate(connection);

            assertThat(connection.number("SELECT y FROM second")).isEqualTo(2);
            assertThat(connection.number("PRAGMA user_version")).isEqualTo(Schema.JOBS.version() + 2);
        }
    }

    @Test
    void aMigrationThatFailsChangesNothing() throws Exception {
        Stores.jobs(directory).close();
        Schema broken = withMigrations("CREATE TABLE second (x); INSERT INTO nowhere VALUES (1)");
        try (StoreConnection connection = connect()) {
            assertThatThrownBy(() -> broken.migrate(connection)).isInstanceOf(SQLException.class);

            assertThat(connection.number("PRAGMA user_version")).isEqualTo(Schema.JOBS.version());
            assertThat(connection.number("SELECT count(*) FROM sqlite_schema WHERE name = 'second'"))
                    .isZero();
        }
        Stores.jobs(directory).close();
    }

    private static Schema withMigrations(String... scripts) {
        List<String> migrations = new ArrayList<>(Schema.JOBS.migrations());
        migrations.addAll(List.of(scripts));
        return new Schema(Schema.JOBS.applicationId(), migrations);
    }
}
