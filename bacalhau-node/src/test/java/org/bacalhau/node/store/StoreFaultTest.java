package org.bacalhau.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What a store makes of failures of its disk, with changes that fail on demand. */
class StoreFaultTest {
    private static final Schema SCHEMA = new Schema(1, List.of("CREATE TABLE texts (text TEXT)"));

    @TempDir
    Path directory;

    private final ScriptedTarget target = new ScriptedTarget();
    private Database<String> database;

    /** Stores texts; some of them make it fail. */
    private static final class ScriptedTarget implements ChangeTarget<String> {
        private final CountDownLatch blocked = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);

        @Override
        public void load(StoreConnection connection) {
            // There is nothing to know.
        }

        @Override
        public void apply(StoreConnection connection, List<String> changes) throws SQLException {
            for (String change : changes) {
                switch (change) {
                    case "fsync" -> throw new SQLiteException("scripted", SQLiteErrorCode.SQLITE_IOERR_FSYNC);
                    case "quota" -> throw new SQLiteException("scripted", SQLiteErrorCode.SQLITE_IOERR_WRITE);
                    case "full" -> throw new SQLiteException("scripted", SQLiteErrorCode.SQLITE_FULL);
                    case "fault" -> throw new IllegalStateException("scripted");
                    case "block" -> block();
                    default -> connection.update("INSERT INTO texts VALUES (?)", change);
                }
            }
        }

        private void block() {
            blocked.countDown();
            try {
                assertThat(goOn.await(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @BeforeEach
    void open() {
        StoreFile file = StoreFile.of("store", directory.resolve("file"));
        database = Database.open(file, SCHEMA, StoreSettings.DEFAULT, target);
    }

    @AfterEach
    void close() {
        target.goOn.countDown();
        database.close();
    }

    private CompletionStage<Void> commit(String... changes) {
        return database.commit(List.of(changes));
    }

    private List<String> texts() {
        return database.lists().read(connection -> {
            List<String> texts = new ArrayList<>();
            connection.visit("SELECT text FROM texts ORDER BY rowid", row -> texts.add(row.getString(1)));
            return texts;
        });
    }

    @Test
    void storesNothingMoreOnceItIsNotKnownWhatIsOnTheDisk() {
        Await.outcome(commit("before"));
        assertThat(Await.failure(commit("x", "fsync")).code()).isEqualTo(ErrorCode.INTERNAL);

        assertThat(Await.failure(database.resume()).code()).isEqualTo(ErrorCode.INTERNAL);
        BacalhauException refusal = Await.failure(commit("after"));
        assertThat(refusal).hasMessageContaining("disk error on store " + directory.resolve("file"));
        assertThat(refusal.failure().retryable()).isFalse();
        assertThat(texts()).containsExactly("before");
    }

    @Test
    void goesOnAfterAFullDisk() {
        assertThat(Await.failure(commit("x", "full")).code()).isEqualTo(ErrorCode.STORAGE_FULL);
        assertThat(Await.failure(commit("too early")).code()).isEqualTo(ErrorCode.STORAGE_FULL);
        Await.outcome(database.resume());
        Await.outcome(commit("after"));

        assertThat(texts()).containsExactly("after");
    }

    @Test
    void aWriteThatTheDiskRefusesCountsAsAFullDisk() {
        BacalhauException refusal = Await.failure(commit("x", "quota"));
        assertThat(refusal.code()).isEqualTo(ErrorCode.STORAGE_FULL);
        assertThat(refusal).hasMessageContaining(directory.resolve("file") + " cannot be written");
        Await.outcome(database.resume());
        Await.outcome(commit("after"));

        assertThat(texts()).containsExactly("after");
    }

    @Test
    void goesOnAfterAFaultOfItsOwn() {
        assertThat(Await.failure(commit("x", "fault"))).hasMessageContaining("fault of store");
        Await.outcome(database.resume());
        Await.outcome(commit("after"));

        assertThat(texts()).containsExactly("after");
    }

    @Test
    void whatWaitsBehindAFailedCommitFailsWithIt() throws Exception {
        CompletionStage<Void> first = commit("block", "full");
        assertThat(target.blocked.await(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        CompletionStage<Void> follower = commit("follower");
        target.goOn.countDown();

        assertThat(Await.failure(first).code()).isEqualTo(ErrorCode.STORAGE_FULL);
        assertThat(Await.failure(follower).code()).isEqualTo(ErrorCode.STORAGE_FULL);
        Await.outcome(database.resume());
        Await.outcome(commit("after"));
        assertThat(texts()).containsExactly("after");
    }

    @Test
    void finishesWhatWaitsWhenItIsClosed() throws Exception {
        CompletionStage<Void> first = commit("block");
        assertThat(target.blocked.await(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        CompletionStage<Void> last = commit("last");
        Thread closer = new Thread(database::close);
        closer.start();
        target.goOn.countDown();
        closer.join(Await.DEADLINE.toMillis());

        Await.outcome(first);
        Await.outcome(last);
        assertThat(Await.failure(commit("after")).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(Await.failure(database.resume()).failure().retryable()).isFalse();
    }
}
