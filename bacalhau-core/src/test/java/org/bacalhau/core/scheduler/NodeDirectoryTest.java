package org.bacalhau.core.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bacalhau.core.scheduler.NodeBuilder.node;

import java.time.Duration;
import java.time.Instant;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.NodeState;
import org.bacalhau.core.model.NodeState.Connection;
import org.bacalhau.core.model.NodeState.Membership;
import org.bacalhau.core.model.Resources;
import org.junit.jupiter.api.Test;

class NodeDirectoryTest {
    private static final Instant NOW = SchedulingScene.START;
    private static final NodeId ID = new NodeId("n-1");
    private static final Resources ONE = Resources.of(1_000, 0, 0, 0);

    private final NodeDirectory directory = new NodeDirectory(SchedulerConfig.DEFAULT);

    private long usedMillis() {
        int slot = directory.slotOf(ID);
        return NodeBuilder.CAPACITY.cpuMillis()
                - directory.loads().available(slot).cpuMillis()
                + directory.loads().queued(slot).cpuMillis();
    }

    private void report(long usedMillis, long queuedMillis) {
        directory.put(
                node("n-1")
                        .used(Resources.of(usedMillis, 0, 0, 0))
                        .queued(Resources.of(queuedMillis, 0, 0, 0))
                        .build(),
                NOW);
    }

    @Test
    void countsAPlacementBeforeTheNodeReportsIt() {
        report(500, 0);
        directory.reserve(ID, ONE);
        assertThat(usedMillis()).isEqualTo(1_500);

        report(1_500, 0);
        assertThat(usedMillis()).isEqualTo(1_500);

        directory.release(ID, ONE);
        assertThat(usedMillis()).isEqualTo(500);
    }

    @Test
    void doesNotCountAPlacementLessForAReportThatIsOlder() {
        report(0, 0);
        directory.reserve(ID, ONE);
        report(0, 0);

        assertThat(usedMillis()).isEqualTo(1_000);
    }

    @Test
    void countsWhatWaitsInTheNodesQueue() {
        report(4_000, 700);

        assertThat(directory.loads().queued(directory.slotOf(ID)).cpuMillis()).isEqualTo(700);
    }

    @Test
    void takesAnUnchangedInfoForNoNewReport() {
        report(1_000, 0);
        NodeState reported = directory.get(ID).orElseThrow();
        directory.reserve(ID, ONE);

        directory.put(new NodeState(reported.info(), Membership.APPROVED, Connection.DISCONNECTED), NOW);

        assertThat(usedMillis()).isEqualTo(2_000);
    }

    @Test
    void neverReservesLessThanNothing() {
        report(0, 0);
        directory.reserve(ID, ONE);
        directory.release(ID, Resources.of(3_000, 5, 0, 0));
        directory.release(ID, ONE);
        directory.reserve(ID, ONE);

        assertThat(usedMillis()).isEqualTo(1_000);
    }

    @Test
    void keepsReservationsOfANodeThatIsNotKnownYetOrAnyMore() {
        directory.reserve(ID, ONE);
        directory.reserve(ID, ONE);
        directory.reserve(ID, ONE);
        directory.release(ID, ONE);
        report(0, 0);
        assertThat(usedMillis()).isEqualTo(2_000);

        directory.remove(ID);
        directory.put(node("n-2").build(), NOW);
        directory.release(ID, ONE);
        report(0, 0);
        assertThat(usedMillis()).isEqualTo(1_000);
        assertThat(directory.loads().reservations(directory.slotOf(new NodeId("n-2"))))
                .isZero();
    }

    @Test
    void remembersSinceWhenANodeIsNotHeard() {
        Duration grace = SchedulerConfig.DEFAULT.reconnectGrace();
        directory.put(node("n-1").connection(Connection.DISCONNECTED).build(), NOW);
        directory.put(node("n-1").connection(Connection.DISCONNECTED).build(), NOW.plusSeconds(10));
        assertThat(directory.disconnectedSince(ID)).contains(NOW);
        assertThat(directory.lostAt(ID)).isEqualTo(NOW.plus(grace));

        directory.put(node("n-1").build(), NOW.plusSeconds(20));
        assertThat(directory.disconnectedSince(ID)).isEmpty();
        assertThat(directory.lostAt(ID)).isEqualTo(Instant.MAX);

        directory.remove(ID);
        assertThat(directory.lostAt(ID)).isEqualTo(Instant.MIN);
    }

    @Test
    void listsNodesInOrderOfTheirIds() {
        directory.put(node("n-3").build(), NOW);
        directory.put(node("n-1").build(), NOW);
        directory.put(node("n-2").build(), NOW);
        directory.remove(new NodeId("n-3"));

        assertThat(directory.all()).extracting(state -> state.id().value()).containsExactly("n-1", "n-2");
        assertThat(directory.contains(ID)).isTrue();
        assertThat(directory.contains(new NodeId("n-3"))).isFalse();
    }

    @Test
    void knowsWhetherAnybodyMayBeGivenWork() {
        assertThat(directory.hasSchedulableNode()).isFalse();
        directory.put(node("n-1").membership(Membership.PENDING).build(), NOW);
        assertThat(directory.hasSchedulableNode()).isFalse();
        directory.put(node("n-1").build(), NOW);
        assertThat(directory.hasSchedulableNode()).isTrue();
        directory.remove(ID);
        assertThat(directory.hasSchedulableNode()).isFalse();
    }

    @Test
    void changesItsRevisionOnlyWithWhatNodesOffer() {
        report(0, 0);
        long before = directory.revision();
        report(2_000, 0);
        assertThat(directory.revision()).isEqualTo(before);
        directory.put(node("n-1").label("a", "b").build(), NOW);
        assertThat(directory.revision()).isGreaterThan(before);
    }

    @Test
    void forgetsFailuresByHalfEveryTenMinutes() {
        report(0, 0);
        FailureMemory failures = directory.failures();
        directory.recordFailure(ID, NOW);
        directory.recordFailure(ID, NOW);
        assertThat(failures.penalty(0, failures.factor(NOW))).isEqualTo(20);
        assertThat(failures.penalty(0, failures.factor(NOW.plusSeconds(600)))).isEqualTo(10);

        directory.recordSuccess(ID);
        assertThat(failures.penalty(0, failures.factor(NOW))).isEqualTo(10);
    }

    @Test
    void remembersFailuresOfYearsWithoutOverflow() {
        report(0, 0);
        FailureMemory failures = directory.failures();
        Instant time = NOW;
        for (int day = 0; day < 1_000; day++) {
            time = time.plus(Duration.ofDays(1));
            directory.recordFailure(ID, time);
            assertThat(failures.penalty(0, failures.factor(time))).isBetween(9.99, 10.01);
        }
        directory.recordFailure(ID, NOW);
        assertThat(failures.penalty(0, failures.factor(NOW))).isBetween(10.0, FailureMemory.MOST_POINTS);
    }
}
