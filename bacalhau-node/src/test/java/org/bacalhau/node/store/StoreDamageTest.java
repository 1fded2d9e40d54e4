package org.bacalhau.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.store.HistoryQuery;
import org.bacalhau.core.store.JobQuery;
import org.bacalhau.core.testing.Await;
import org.bacalhau.core.testing.Jobs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreDamageTest {
    private static final int FLIPS = 200;

    @TempDir
    Path directory;

    private byte[] sound;
    private List<Object> content;

    @BeforeEach
    void fillStore() throws Exception {
        try (SqliteJobStore store = Stores.jobs(directory)) {
            for (int i = 0; i < 40; i++) {
                JobLife life = JobLife.of(i);
                store.commit(life.accepted());
                Await.outcome(store.commit(life.move(i % 2 == 0 ? JobState.RUNNING : JobState.FAILED)));
            }
            content = contentOf(store);
        }
        sound = Files.readAllBytes(Stores.jobFile(directory));
    }

    private static List<Object> contentOf(SqliteJobStore store) {
        List<Object> content = new ArrayList<>();
        content.addAll(store.jobs(JobQuery.ALL).items());
        content.addAll(store.activeJobs());
        for (int i = 0; i < 40; i++) {
            content.add(store.job(Jobs.jobId(i)));
            content.add(store.executions(Jobs.jobId(i)));
            content.add(store.history(HistoryQuery.of(Jobs.jobId(i))));
        }
        return content;
    }

    private Path flipped(Random random) throws Exception {
        byte[] damaged = sound.clone();
        int bit = random.nextInt(8 * damaged.length);
        damaged[bit / 8] ^= (byte) (1 << bit % 8);
        Path copy = Files.createTempDirectory(directory, "flipped");
        Files.write(Stores.jobFile(copy), damaged);
        return copy;
    }

    @Test
    void aFlippedBitIsReportedOrWithoutEffect() throws Exception {
        int reported = 0;
        for (int seed = 0; seed < FLIPS; seed++) {
            Path copy = flipped(new Random(seed));
            try (SqliteJobStore store = Stores.jobs(copy)) {
                assertThat(contentOf(store)).as("seed %d", seed).isEqualTo(content);
            } catch (BacalhauException e) {
                reported++;
                assertThat(e)
                        .as("seed %d", seed)
                        .hasMessageContaining(Stores.jobFile(copy).toString());
                assertThat(e.failure().retryable()).as("seed %d", seed).isFalse();
            }
        }

        assertThat(reported).isPositive();
    }

    @Test
    void withoutACheckAtOpeningNoWrongRecordIsReturned() throws Exception {
        Set<Object> records = new HashSet<>();
        try (SqliteJobStore store = Stores.jobs(directory)) {
            for (Job job : store.jobs(JobQuery.ALL).items()) {
                records.add(job);
                records.addAll(store.executions(job.id()));
                records.addAll(store.history(HistoryQuery.of(job.id())).items());
            }
        }
        int reported = 0;
        for (int seed = FLIPS; seed < 2 * FLIPS; seed++) {
            Path copy = flipped(new Random(seed));
            try (SqliteJobStore store = Stores.jobs(copy, StoreSettings.DEFAULT.withCheckBudget(Duration.ZERO))) {
                for (Job job : store.jobs(JobQuery.ALL).items()) {
                    assertThat(records).as("seed %d", seed).contains(job).containsAll(store.executions(job.id()));
                    assertThat(records)
                            .as("seed %d", seed)
                            .containsAll(
                                    store.history(HistoryQuery.of(job.id())).items());
                }
            } catch (BacalhauException e) {
                reported++;
                assertThat(e)
                        .as("seed %d", seed)
                        .hasMessageContaining(Stores.jobFile(copy).toString());
            }
        }

        assertThat(reported).isPositive();
    }

    @Test
    void aRecordWithAWrongChecksumIsNamed() throws Exception {
        StoreFile file = StoreFile.of("job store", Stores.jobFile(directory));
        try (StoreConnection connection = StoreConnection.forWriting(file, Duration.ofSeconds(1))) {
            connection.execute("UPDATE jobs SET record = replace(record, 'RUNNING', 'STOPPED') WHERE num = 1");
        }
        try (SqliteJobStore store = Stores.jobs(directory)) {
            assertThatThrownBy(() -> store.job(Jobs.jobId(0)))
                    .isInstanceOfSatisfying(
                            BacalhauException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL))
                    .hasMessageContaining(
                            "job store " + file.path() + " is damaged: job " + Jobs.jobId(0) + ": checksum is wrong");
            assertThat(store.job(Jobs.jobId(1))).isPresent();
        }
    }

    @Test
    void aTruncatedStoreIsRefused() throws Exception {
        Path copy = Files.createTempDirectory(directory, "short");
        Files.write(Stores.jobFile(copy), Arrays.copyOf(sound, sound.length / 2));

        assertThatThrownBy(() -> Stores.jobs(copy))
                .isInstanceOf(BacalhauException.class)
                .hasMessageContaining("is damaged");
    }
}
