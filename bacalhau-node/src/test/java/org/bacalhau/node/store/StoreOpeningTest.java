package org.bacalhau.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.testing.Await;
import org.bacalhau.core.testing.Jobs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class StoreOpeningTest {
    @TempDir
    Path directory;

    private BacalhauException refusal() {
        BacalhauException refusal = catchThrowableOfType(
                BacalhauException.class, () -> Stores.jobs(directory).close());
        assertThat(refusal)
                .isNotNull()
                .hasMessageContaining(Stores.jobFile(directory).toString());
        return refusal;
    }

    private void sql(String statement) throws Exception {
        StoreFile file = StoreFile.of("database", Stores.jobFile(directory));
        try (StoreConnection connection = StoreConnection.forWriting(file, Duration.ofSeconds(1))) {
            connection.execute(statement);
        }
    }

    @Test
    void refusesAStoreThatALaterVersionWrote() throws Exception {
        Stores.jobs(directory).close();
        sql("PRAGMA user_version = 7");

        BacalhauException refusal = refusal();
        assertThat(refusal.code()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(refusal)
                .hasMessageContaining(
                        "was written by a later version: its format is 7, and this version reads formats up to 2");
        sql("PRAGMA user_version = 2");
        Stores.jobs(directory).close();
    }

    @Test
    void refusesAnExecutionStoreThatALaterVersionWrote() throws Exception {
        Stores.executions(directory).close();
        StoreFile file = StoreFile.of("database", Stores.executionFile(directory));
        try (StoreConnection connection = StoreConnection.forWriting(file, Duration.ofSeconds(1))) {
            connection.execute("PRAGMA user_version = 2");
        }

        BacalhauException refusal = catchThrowableOfType(
                BacalhauException.class, () -> Stores.executions(directory).close());
        assertThat(refusal.code()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(refusal)
                .hasMessageContaining(
                        "execution store " + file.path() + " was written by a later version: its format is 2");
    }

    @Test
    void refusesADirectoryThatThisUserCannotWriteTo() throws Exception {
        Path locked = Files.createDirectory(directory.resolve("locked"));
        Stores.jobs(locked).close();
        try (UnwritableDirectory unwritable = UnwritableDirectory.of(locked)) {
            BacalhauException refusal = catchThrowableOfType(
                    BacalhauException.class, () -> Stores.jobs(locked).close());
            assertThat(refusal.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
            assertThat(refusal).hasMessageContaining(Stores.jobFile(locked).toString());
            assertThat(refusal.failure().hint()).startsWith("let this user write to");
        }
        Stores.jobs(locked).close();
    }

    @Test
    void isForOneUserAtATimeWithinAProcessAlsoOfExecutions() {
        try (SqliteExecutionStore first = Stores.executions(directory)) {
            assertThat(catchThrowableOfType(BacalhauException.class, () -> Stores.executions(directory)))
                    .hasMessageContaining(
                            "execution store " + Stores.executionFile(directory) + " is in use by this process");
            assertThat(first.executions()).isEmpty();
        }
    }

    @Test
    void refusesTheDatabaseOfSomethingElse() throws Exception {
        sql("CREATE TABLE something (x)");

        assertThat(refusal()).hasMessageContaining("is a database of something else");
    }

    @Test
    void refusesTheOtherKindOfStore() throws Exception {
        Stores.executions(directory).close();
        Files.move(Stores.executionFile(directory), Stores.jobFile(directory));

        assertThat(refusal().code()).isEqualTo(ErrorCode.CONFLICT);
    }

    @Test
    void refusesAFileThatIsNoDatabase() throws Exception {
        Files.writeString(Stores.jobFile(directory), "this is a text, and a rather long one".repeat(100));

        BacalhauException refusal = refusal();
        assertThat(refusal.code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(refusal.failure().retryable()).isFalse();
        assertThat(refusal).hasMessageContaining("is damaged");
        assertThat(Stores.jobFile(directory)).content().startsWith("this is a text");
    }

    @Test
    void refusesADirectoryThatCannotBe() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertThat(catchThrowableOfType(BacalhauException.class, () -> Stores.jobs(file.resolve("below")))
                        .code())
                .isEqualTo(ErrorCode.PERMISSION_DENIED);
    }

    @Test
    void aRefusedStoreCanBeOpenedOnceItIsSound() throws Exception {
        Files.writeString(Stores.jobFile(directory), "no database".repeat(100));
        refusal();
        Files.delete(Stores.jobFile(directory));

        Stores.jobs(directory).close();
    }

    @Test
    void isForOneUserAtATimeWithinAProcess() {
        try (SqliteJobStore first = Stores.jobs(directory)) {
            BacalhauException refusal = refusal();
            assertThat(refusal.code()).isEqualTo(ErrorCode.CONFLICT);
            assertThat(refusal).hasMessageContaining("is in use by this process");

            Await.outcome(first.commit(JobLife.of(1).accepted()));
        }
        try (SqliteJobStore next = Stores.jobs(directory)) {
            assertThat(next.job(Jobs.jobId(1))).isPresent();
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void isReadByItsOwnerAlone() throws Exception {
        Path own = directory.resolve("data");
        try (SqliteJobStore store = Stores.jobs(own)) {
            Await.outcome(store.commit(JobLife.of(1).accepted()));
            assertThat(modes(own)).hasSize(4).allMatch(mode -> mode.equals("rw-------"));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
                    .isEqualTo("rwx------");
        }
        Files.setPosixFilePermissions(Stores.jobFile(own), PosixFilePermissions.fromString("rw-r--r--"));
        Stores.jobs(own).close();

        assertThat(modes(own)).allMatch(mode -> mode.equals("rw-------"));
    }

    private static List<String> modes(Path directory) throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(StoreOpeningTest::mode).toList();
        }
    }

    private static String mode(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void takesAnyNameOfADirectory() throws Exception {
        Path odd = directory.resolve("a b?c=d&e#f%20g'h ü");
        try (SqliteJobStore store = Stores.jobs(odd)) {
            Await.outcome(store.commit(JobLife.of(1).accepted()));
        }

        assertThat(Stores.jobFile(odd)).exists();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(odd);
        }
    }

    @Test
    void leavesOneFileAndItsLockWhenItIsClosed() throws Exception {
        try (SqliteJobStore store = Stores.jobs(directory)) {
            Await.outcome(store.commit(JobLife.of(1).accepted()));
        }

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("jobs.db", "jobs.db.lock");
        }
    }

    @Test
    void asksTheDiskToKeepEveryCommit() throws Exception {
        Stores.jobs(directory).close();
        StoreFile file = StoreFile.of("job store", Stores.jobFile(directory));
        try (StoreConnection connection = StoreConnection.forWriting(file, Duration.ofSeconds(1))) {
            assertThat(connection.text("PRAGMA journal_mode")).isEqualTo("wal");
            assertThat(connection.text("PRAGMA synchronous")).isEqualTo("2");
        }
    }
}
