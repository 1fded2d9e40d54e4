package org.bacalhau.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.testing.Await;
import org.bacalhau.node.store.CommitBuffer.Commit;
import org.junit.jupiter.api.Test;

class CommitBufferTest {
    private static final StoreFile FILE = StoreFile.of("store", Path.of("file"));
    private static final BacalhauException CAUSE = BacalhauException.of(ErrorCode.UNAVAILABLE, "closed", "");

    private static CommitBuffer<String> buffer(Duration wait) {
        return new CommitBuffer<>(FILE, StoreSettings.DEFAULT.withQueue(2, wait));
    }

    private static List<List<String>> changes(List<Commit<String>> commits) {
        return commits.stream().map(Commit::changes).toList();
    }

    private static ErrorCode codeOf(CompletionStage<Void> stage) {
        return Await.failure(stage).code();
    }

    @Test
    void handsOutCommitsInOrderUpToALimit() throws Exception {
        CommitBuffer<String> buffer = buffer(Await.DEADLINE);
        buffer.add(List.of("a", "b"));
        buffer.add(List.of("c"));

        assertThat(changes(buffer.take(1, Await.DEADLINE))).containsExactly(List.of("a", "b"));
        assertThat(changes(buffer.take(5, Await.DEADLINE))).containsExactly(List.of("c"));
        assertThat(buffer.take(5, Duration.ofMillis(1))).isEmpty();
    }

    @Test
    void refusesACommitThatFindsNoRoomInTime() throws Exception {
        CommitBuffer<String> buffer = buffer(Duration.ofMillis(1));
        buffer.add(List.of("a"));
        buffer.add(List.of("b"));

        BacalhauException refusal = Await.failure(buffer.add(List.of("c")));
        assertThat(refusal.code()).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED);
        assertThat(refusal).hasMessageContaining("2 commits wait for store " + FILE.path());
        assertThat(changes(buffer.take(5, Await.DEADLINE))).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void makesCallersWaitForRoom() throws Exception {
        CommitBuffer<String> buffer = buffer(Await.DEADLINE);
        buffer.add(List.of("a"));
        buffer.add(List.of("b"));
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> buffer.add(List.of("c")));

        assertThat(changes(buffer.take(1, Await.DEADLINE))).containsExactly(List.of("a"));
        Await.outcome(waiting);
        assertThat(changes(buffer.take(5, Await.DEADLINE))).containsExactly(List.of("b"), List.of("c"));
    }

    @Test
    void turnsWaitingCallersAwayWhenItCloses() {
        CommitBuffer<String> buffer = buffer(Await.DEADLINE);
        buffer.add(List.of("a"));
        buffer.add(List.of("b"));
        AtomicReference<CompletionStage<Void>> stage = new AtomicReference<>();
        Thread caller = new Thread(() -> stage.set(buffer.add(List.of("c"))));
        caller.start();
        await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
        buffer.close(CAUSE);
        await().until(() -> stage.get() != null);

        assertThat(codeOf(stage.get())).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void tellsAnInterruptedCallerThatNothingWasStored() throws Exception {
        CommitBuffer<String> buffer = buffer(Await.DEADLINE);
        buffer.add(List.of("a"));
        buffer.add(List.of("b"));
        Thread.currentThread().interrupt();
        CompletionStage<Void> stage = buffer.add(List.of("c"));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(codeOf(stage)).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(buffer.take(5, Await.DEADLINE)).hasSize(2);
    }

    @Test
    void stillHandsOutWhatWaitsWhenItIsClosed() throws Exception {
        CommitBuffer<String> buffer = buffer(Await.DEADLINE);
        buffer.add(List.of("a"));
        buffer.close(CAUSE);

        assertThat(codeOf(buffer.add(List.of("b")))).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(changes(buffer.take(5, Await.DEADLINE))).containsExactly(List.of("a"));
        assertThat(buffer.take(5, Await.DEADLINE)).isNull();
    }

    @Test
    void keepsTheFirstReasonToRefuse() {
        CommitBuffer<String> buffer = buffer(Await.DEADLINE);
        buffer.refuse(BacalhauException.of(ErrorCode.INTERNAL, "disk", ""));
        buffer.close(CAUSE);

        assertThat(codeOf(buffer.add(List.of("a")))).isEqualTo(ErrorCode.INTERNAL);
    }
}
