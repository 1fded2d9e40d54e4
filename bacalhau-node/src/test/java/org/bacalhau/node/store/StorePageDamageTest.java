package org.bacalhau.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.LocalExecutionState;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.model.Status;
import org.bacalhau.core.store.ExecutionChange;
import org.bacalhau.core.store.JobQuery;
import org.bacalhau.core.store.JobQuery.Order;
import org.bacalhau.core.store.LocalExecution;
import org.bacalhau.core.testing.Await;
import org.bacalhau.core.testing.Jobs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Flipped bits in the pages of one table or index, found when a store is opened or while it is used. */
class StorePageDamageTest {
    private static final StoreSettings UNCHECKED = StoreSettings.DEFAULT.withCheckBudget(Duration.ZERO);
    // Behind the header of a page, where its list of cells is.
    private static final int CELL_LIST = 8;

    @TempDir
    Path directory;

    private void fillJobs() {
        try (SqliteJobStore store = Stores.jobs(directory)) {
            for (int i = 0; i < 200; i++) {
                JobLife life = JobLife.of(i);
                store.commit(life.accepted());
                Await.outcome(store.commit(life.move(JobState.FAILED)));
            }
        }
    }

    private void fillExecutions() {
        try (SqliteExecutionStore store = Stores.executions(directory)) {
            for (int i = 0; i < 200; i++) {
                Await.outcome(store.commit(List.of(new ExecutionChange.Put(execution(i)))));
            }
        }
    }

    private static LocalExecution execution(int number) {
        return new LocalExecution(
                Jobs.executionId(number),
                new NodeId("requester"),
                Jobs.job(number),
                true,
                Resources.ZERO,
                Status.of(LocalExecutionState.CREATED),
                null,
                1,
                Jobs.NOW,
                Jobs.NOW);
    }

    /** Flips bits in the cell lists of all leaves of a table or index. */
    private static void damage(Path path, String name) throws Exception {
        List<Long> pages = new ArrayList<>();
        StoreFile file = StoreFile.of("store", path);
        try (StoreConnection connection = StoreConnection.forReading(file, Duration.ofSeconds(1))) {
            connection.visit(
                    "SELECT pgoffset FROM dbstat WHERE name = ? AND pagetype = 'leaf'",
                    row -> pages.add(row.getLong(1)),
                    name);
        }
        assertThat(pages).as("pages of %s", name).isNotEmpty();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            for (long page : pages) {
                ByteBuffer cells = ByteBuffer.allocate(4);
                channel.read(cells, page + CELL_LIST);
                cells.putInt(0, ~cells.getInt(0));
                channel.write(cells.rewind(), page + CELL_LIST);
            }
        }
    }

    private static void assertDamaged(BacalhauException refusal, Path path) {
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(refusal.failure().retryable()).isFalse();
        assertThat(refusal).hasMessageContaining(path + " is damaged");
        assertThat(refusal.failure().hint()).contains("restore it from a copy");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jobs",
                "specs",
                "executions",
                "history",
                "jobs_id",
                "jobs_created",
                "jobs_modified",
                "jobs_namespace_created",
                "jobs_state_modified",
                "jobs_ended"
            })
    void aJobStoreWithADamagedPageIsRefusedAtStart(String name) throws Exception {
        fillJobs();
        damage(Stores.jobFile(directory), name);

        assertDamaged(
                catchThrowableOfType(
                        BacalhauException.class, () -> Stores.jobs(directory).close()),
                Stores.jobFile(directory));
    }

    @ParameterizedTest
    @ValueSource(strings = {"executions", "jobs", "executions_id"})
    void anExecutionStoreWithADamagedPageIsRefusedAtStart(String name) throws Exception {
        fillExecutions();
        damage(Stores.executionFile(directory), name);

        assertDamaged(
                catchThrowableOfType(
                        BacalhauException.class,
                        () -> Stores.executions(directory).close()),
                Stores.executionFile(directory));
    }

    @Test
    void aDamagedTableIsFoundWhileTheStoreIsUsed() throws Exception {
        fillJobs();
        try (SqliteJobStore store = Stores.jobs(directory, UNCHECKED)) {
            damage(Stores.jobFile(directory), "jobs");

            assertReportsDamage(() -> store.job(Jobs.jobId(7)));
            assertReportsDamage(() -> store.jobs(JobQuery.ALL));
        }
    }

    @Test
    void aDamagedIndexIsFoundWhileTheStoreIsUsed() throws Exception {
        fillJobs();
        JobQuery byId = new JobQuery(null, Set.of(), List.of(), Order.ID, false, 100, null);
        try (SqliteJobStore store = Stores.jobs(directory, UNCHECKED)) {
            damage(Stores.jobFile(directory), "jobs_id");

            assertReportsDamage(() -> store.job(Jobs.jobId(7)));
            assertReportsDamage(() -> store.jobs(byId));
        }
    }

    @Test
    void aCommitThatFindsDamageIsTheLast() throws Exception {
        fillJobs();
        try (SqliteJobStore store = Stores.jobs(directory, UNCHECKED)) {
            damage(Stores.jobFile(directory), "jobs_id");

            assertDamaged(Await.failure(store.commit(JobLife.of(7).accepted())), Stores.jobFile(directory));
            assertDamaged(Await.failure(store.resume()), Stores.jobFile(directory));
            assertDamaged(Await.failure(store.commit(List.of())), Stores.jobFile(directory));
        }
    }

    @Test
    void aDamagedExecutionIsFoundWhileTheStoreIsUsed() throws Exception {
        fillExecutions();
        try (SqliteExecutionStore store = SqliteExecutionStore.open(Stores.executionFile(directory), UNCHECKED)) {
            damage(Stores.executionFile(directory), "jobs");

            assertThatThrownBy(() -> store.execution(Jobs.executionId(7)))
                    .isInstanceOf(BacalhauException.class)
                    .hasMessageContaining(Stores.executionFile(directory) + " is damaged");
        }
    }

    private void assertReportsDamage(Supplier<?> reading) {
        assertDamaged(catchThrowableOfType(BacalhauException.class, reading::get), Stores.jobFile(directory));
    }
}
