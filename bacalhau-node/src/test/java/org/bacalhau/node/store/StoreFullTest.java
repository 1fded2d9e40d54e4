package org.bacalhau.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.NodeState.Membership;
import org.bacalhau.core.store.JobChange.PutNode;
import org.bacalhau.core.store.JobChange.RemoveNode;
import org.bacalhau.core.store.NodeRecord;
import org.bacalhau.core.testing.Await;
import org.bacalhau.core.testing.Jobs;
import org.bacalhau.core.testing.Nodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFullTest {
    private static final StoreSettings SMALL = StoreSettings.DEFAULT.withSizeLimitBytes(256 * 1024);

    @TempDir
    Path directory;

    private static PutNode largeNode(int number) {
        return new PutNode(new NodeRecord(
                Nodes.info(number, Map.of("large", "x".repeat(20_000))), Membership.APPROVED));
    }

    /** Stores nodes until there is no room; returns how many. */
    private int fill(SqliteJobStore store) {
        for (int stored = 0; ; stored++) {
            try {
                Await.outcome(store.commit(List.of(largeNode(stored))));
            } catch (BacalhauException full) {
                assertThat(full.code()).isEqualTo(ErrorCode.STORAGE_FULL);
                assertThat(full)
                        .hasMessageContaining("no space left for job store " + Stores.jobFile(directory))
                        .hasMessageMatching(".* [0-9]+ bytes are free on its disk.*");
                return stored;
            }
        }
    }

    @Test
    void keepsWhatItHasAndGoesOnOnceThereIsRoom() {
        try (SqliteJobStore store = Stores.jobs(directory, SMALL)) {
            int stored = fill(store);
            assertThat(stored).isPositive();
            assertThat(store.nodes()).hasSize(stored);

            Await.outcome(store.resume());
            Await.outcome(store.commit(List.of(new RemoveNode(Jobs.nodeId(0)))));
            Await.outcome(store.commit(List.of(largeNode(stored))));

            assertThat(store.nodes()).hasSize(stored);
        }
    }

    @Test
    void refusesWhatWouldFitUntilItIsToldToGoOn() {
        try (SqliteJobStore store = Stores.jobs(directory, SMALL)) {
            fill(store);
            assertThat(Await.failure(store.commit(List.of(new RemoveNode(Jobs.nodeId(0)))))
                            .code())
                    .isEqualTo(ErrorCode.STORAGE_FULL);

            Await.outcome(store.resume());
            Await.outcome(store.resume());

            Await.outcome(store.commit(List.of(new RemoveNode(Jobs.nodeId(0)))));
        }
    }

    @Test
    void canBeOpenedWithALargerLimit() {
        int stored;
        try (SqliteJobStore store = Stores.jobs(directory, SMALL)) {
            stored = fill(store);
        }
        try (SqliteJobStore store = Stores.jobs(directory)) {
            Await.outcome(store.commit(List.of(largeNode(stored))));
            assertThat(store.nodes()).hasSize(stored + 1);
        }
    }

    @Test
    void storesNothingThatFollowsFromAFailedCommit() {
        try (SqliteJobStore store = Stores.jobs(directory, SMALL)) {
            int stored = fill(store);
            List<CompletionStage<Void>> stages = new ArrayList<>();
            JobLife life = JobLife.of(1);
            stages.add(store.commit(List.of(largeNode(stored), life.accepted().get(0))));
            stages.add(store.commit(life.accepted().subList(1, 2)));
            stages.add(store.commit(life.move(JobState.FAILED)));

            // Whether they were in one group or came one after the other.
            stages.forEach(stage -> assertThat(Await.failure(stage).code()).isEqualTo(ErrorCode.STORAGE_FULL));
            assertThat(store.job(life.id())).isEmpty();
        }
    }
}
