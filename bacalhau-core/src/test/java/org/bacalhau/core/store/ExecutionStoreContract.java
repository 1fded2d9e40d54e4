package org.bacalhau.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Event;
import org.bacalhau.core.model.EventTopic;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.LocalExecutionState;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.model.RunOutput;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Status;
import org.bacalhau.core.store.ExecutionChange.Forget;
import org.bacalhau.core.store.ExecutionChange.Put;
import org.bacalhau.core.store.LocalExecution.Outcome;
import org.bacalhau.core.testing.Await;
import org.bacalhau.core.testing.Jobs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ExecutionStore} promises. Extend it and say how to open a store. */
public abstract class ExecutionStoreContract {
    private final List<ExecutionStore> opened = new ArrayList<>();
    private ExecutionStore store;

    /** Opens the store: at first an empty one; later, in the same test, the same store again if it is durable. */
    protected abstract ExecutionStore open() throws Exception;

    /** Tells whether the store keeps its content when it is closed. */
    protected abstract boolean isDurable();

    @BeforeEach
    void openStore() throws Exception {
        store = reopened();
    }

    @AfterEach
    void closeStores() {
        opened.forEach(ExecutionStore::close);
    }

    private ExecutionStore reopened() throws Exception {
        ExecutionStore next = open();
        opened.add(next);
        return next;
    }

    private void commit(ExecutionChange... changes) {
        Await.outcome(store.commit(List.of(changes)));
    }

    private static LocalExecution execution(int number) {
        return new LocalExecution(
                Jobs.executionId(number),
                new NodeId("requester"),
                Jobs.job(number),
                true,
                Resources.of(500, 1_000, 0, 0),
                Status.of(LocalExecutionState.CREATED),
                null,
                1,
                Jobs.NOW,
                Jobs.NOW);
    }

    @Test
    void isEmptyAtFirst() {
        assertThat(store.executions()).isEmpty();
        assertThat(store.execution(Jobs.executionId(1))).isEmpty();
    }

    @Test
    void takesACommitWithoutChanges() {
        commit();

        assertThat(store.executions()).isEmpty();
    }

    @Test
    void returnsExecutionsInOrderOfCreationThoughTheyMove() {
        commit(new Put(execution(3)), new Put(execution(1)));
        commit(new Put(execution(2)));
        LocalExecution moved = execution(3).withState(LocalExecutionState.BID_ACCEPTED, "", null, Jobs.NOW);
        commit(new Put(moved));

        assertThat(store.executions()).containsExactly(moved, execution(1), execution(2));
        assertThat(store.execution(moved.id())).contains(moved);
    }

    @Test
    void forgetsAnExecutionAsOftenAsItIsTold() {
        commit(new Put(execution(1)), new Put(execution(2)));
        commit(new Forget(Jobs.executionId(1)));
        commit(new Forget(Jobs.executionId(1)), new Forget(Jobs.executionId(9)));

        assertThat(store.executions()).containsExactly(execution(2));
        assertThat(store.execution(Jobs.executionId(1))).isEmpty();
    }

    @Test
    void appliesTheChangesOfACommitInTheirOrder() {
        commit(new Put(execution(1)), new Forget(Jobs.executionId(1)), new Put(execution(2)), new Put(execution(1)));

        assertThat(store.executions()).containsExactly(execution(2), execution(1));
    }

    @Test
    void commitsCompleteInTheOrderOfTheCalls() {
        List<Integer> completed = new CopyOnWriteArrayList<>();
        List<CompletionStage<Void>> stages = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int number = i;
            stages.add(store.commit(List.of(new Put(execution(number)))).thenRun(() -> completed.add(number)));
        }
        stages.forEach(Await::outcome);

        assertThat(completed).isSorted().hasSize(200);
    }

    @Test
    void otherThreadsSeeWhatIsCommitted() {
        for (int i = 0; i < 100; i++) {
            LocalExecution execution = execution(i);
            commit(new Put(execution));
            assertThat(CompletableFuture.supplyAsync(() -> store.execution(execution.id()))
                            .join())
                    .contains(execution);
        }
    }

    @Test
    void refusesCommitsOnceItIsClosed() {
        store.close();
        store.close();

        assertThat(Await.failure(store.commit(List.of(new Put(execution(1))))).code())
                .isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void finishesCommitsInHandBeforeItCloses() {
        List<CompletionStage<Void>> stages = IntStream.range(0, 100)
                .mapToObj(i -> store.commit(List.of(new Put(execution(i)))))
                .toList();
        store.close();

        stages.forEach(Await::outcome);
    }

    @Test
    void findsEverythingAgainAfterItWasClosed() throws Exception {
        if (!isDurable()) {
            return; // not promised, unless the store is durable
        }
        LocalExecution completed = running(2)
                .withState(
                        LocalExecutionState.COMPLETED,
                        "",
                        new Outcome.Completed(
                                SpecConfig.of("local").with("URL", "file:///x"),
                                new RunOutput("o", true, "e", true, 3, "")),
                        Jobs.NOW.plusNanos(1));
        Failure failure = new Failure(ErrorCode.BAD_PROGRAM, "no entry point", "name one", false);
        LocalExecution failed = running(1)
                .withState(
                        LocalExecutionState.FAILED,
                        failure.message(),
                        new Outcome.Failed(failure, Event.of(EventTopic.RUNNING_EXECUTION, failure, Jobs.NOW)),
                        Jobs.NOW.plusSeconds(1));
        FullJob full = FullJob.create();
        LocalExecution whole = new LocalExecution(
                Jobs.executionId(3),
                new NodeId("requester"),
                full.job(),
                false,
                full.executions().get(0).allocated(),
                new Status<>(LocalExecutionState.CREATED, "said"),
                null,
                7,
                Jobs.NOW,
                Jobs.NOW);
        commit(new Put(completed), new Put(failed), new Put(whole), new Put(execution(4)));
        commit(new Forget(Jobs.executionId(4)));
        store.close();
        store = reopened();

        assertThat(store.executions()).containsExactly(completed, failed, whole);
    }

    private static LocalExecution running(int number) {
        return execution(number)
                .withState(LocalExecutionState.BID_ACCEPTED, "", null, Jobs.NOW)
                .withState(LocalExecutionState.RUNNING, "", null, Jobs.NOW);
    }
}
