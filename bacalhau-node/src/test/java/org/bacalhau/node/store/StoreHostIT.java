package org.bacalhau.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.testing.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store does with other processes and with disks that are full or read-only. */
class StoreHostIT {
    @TempDir
    Path directory;

    private static BacalhauException refusal(Path directory) {
        BacalhauException refusal = catchThrowableOfType(
                BacalhauException.class, () -> Stores.jobs(directory).close());
        assertThat(refusal)
                .isNotNull()
                .hasMessageContaining(Stores.jobFile(directory).toString());
        return refusal;
    }

    @Test
    void isForOneProcessAtATime() throws Exception {
        try (ChildProcess holder = new ChildProcess(StoreHolder.class, directory.toString())) {
            assertThat(holder.readLine()).isEqualTo("open");

            BacalhauException refusal = refusal(directory);
            assertThat(refusal.code()).isEqualTo(ErrorCode.CONFLICT);
            assertThat(refusal).hasMessageContaining("is in use by process " + holder.pid() + " on ");
            // Having tried must not have broken the lock.
            refusal(directory);
            holder.end();
        }

        Stores.jobs(directory).close();
    }

    @Test
    void aKilledProcessLeavesNoLock() throws Exception {
        try (ChildProcess holder = new ChildProcess(StoreHolder.class, directory.toString())) {
            assertThat(holder.readLine()).isEqualTo("open");
            holder.kill();
            assertThat(holder.readLine()).isNull();
            holder.end();
        }

        Stores.jobs(directory).close();
    }

    @Test
    void goesOnWhenAFullDiskHasRoomAgain() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(directory)) {
            List<JobLife> stored = new ArrayList<>();
            try (SqliteJobStore store = Stores.jobs(disk.path())) {
                for (int i = 0; i < 50; i++) {
                    stored.add(JobLife.of(i));
                    Await.outcome(store.commit(stored.get(i).accepted()));
                }
                Path filler = disk.fill();
                int failed = commitUntilFull(store, stored);
                assertThat(store.job(stored.get(0).id())).isPresent();
                assertThat(store.job(JobLife.of(failed).id())).isEmpty();

                assertThat(Await.failure(store.resume()).code()).isEqualTo(ErrorCode.STORAGE_FULL);
                Files.delete(filler);
                Await.outcome(store.resume());
                stored.add(JobLife.of(failed));
                Await.outcome(store.commit(stored.get(failed).accepted()));
            }
            try (SqliteJobStore store = Stores.jobs(disk.path())) {
                assertThat(stored)
                        .allSatisfy(life -> assertThat(store.job(life.id())).contains(life.job()));
            }
        }
    }

    /** Returns the number of the first job that was not stored. */
    private static int commitUntilFull(SqliteJobStore store, List<JobLife> stored) {
        while (true) {
            int next = stored.size();
            CompletionStage<Void> commit = store.commit(JobLife.of(next).accepted());
            try {
                Await.outcome(commit);
                stored.add(JobLife.of(next));
            } catch (BacalhauException full) {
                assertThat(full.code()).isEqualTo(ErrorCode.STORAGE_FULL);
                assertThat(full).hasMessageContaining("no space left for job store");
                return next;
            }
        }
    }

    @Test
    void refusesADiskThatIsReadOnly() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(directory)) {
            Stores.jobs(disk.path()).close();
            disk.remount("ro");

            BacalhauException refusal = refusal(disk.path());
            assertThat(refusal.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
            assertThat(refusal).hasMessageContaining("let this user write to " + disk.path());
            disk.remount("rw");
            Stores.jobs(disk.path()).close();
        }
    }
}
