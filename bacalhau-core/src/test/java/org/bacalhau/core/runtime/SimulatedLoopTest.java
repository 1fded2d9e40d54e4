package org.bacalhau.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class SimulatedLoopTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final SimulatedTime time = new SimulatedTime();
    private final SimulatedLoop loop = time.loop("loop", 2);
    private final SimulatedLoop other = time.loop("other");
    private final List<String> ran = new ArrayList<>();

    @Test
    void runsWorkByTimeAndThenInTheOrderOfItsArrival() {
        loop.schedule(SECOND.multipliedBy(2), () -> ran.add("late"));
        other.schedule(SECOND, () -> ran.add("timer"));
        loop.execute(() -> {
            ran.add("first");
            loop.execute(() -> ran.add("third"));
        });
        other.execute(() -> ran.add("second"));
        time.runUntilIdle();

        assertThat(ran).containsExactly("first", "second", "third", "timer", "late");
        assertThat(time.instant()).isEqualTo(SimulatedTime.START.plusSeconds(2));
        assertThat(time.steps()).isEqualTo(5);
    }

    @Test
    void timeMovesOnlyWithWorkOrOnRequest() {
        loop.schedule(SECOND, () -> ran.add("timer"));
        time.runFor(SECOND.minusNanos(1));
        assertThat(ran).isEmpty();
        time.runFor(Duration.ofNanos(1));
        assertThat(ran).containsExactly("timer");
        assertThat(time.step()).isFalse();
        time.runFor(SECOND);

        assertThat(loop.instant()).isEqualTo(SimulatedTime.START.plusSeconds(2));
    }

    @Test
    void runsOnlyWhatIsDueNow() {
        loop.execute(() -> loop.execute(() -> ran.add("now")));
        loop.schedule(Duration.ofNanos(1), () -> ran.add("later"));
        time.runReady();

        assertThat(ran).containsExactly("now");
        assertThat(time.nextDue()).contains(SimulatedTime.START.plusNanos(1));
    }

    @Test
    void stopsWhenTheConditionHolds() {
        repeatEverySecond();

        assertThat(time.runUntil(() -> ran.size() == 3, SECOND.multipliedBy(10)))
                .isTrue();
        assertThat(ran).hasSize(3);
        assertThat(time.runUntil(() -> ran.size() == 100, SECOND.multipliedBy(10)))
                .isFalse();
    }

    private void repeatEverySecond() {
        loop.schedule(SECOND, () -> {
            ran.add("tick");
            repeatEverySecond();
        });
    }

    @Test
    void knowsWhoseWorkRuns() {
        loop.execute(() -> {
            assertThat(loop.isInLoop()).isTrue();
            assertThat(other.isInLoop()).isFalse();
        });
        time.schedule(Duration.ZERO, () -> assertThat(loop.isInLoop()).isFalse());
        time.runUntilIdle();

        assertThat(loop.isInLoop()).isFalse();
    }

    @Test
    void skipsTimersThatWereCancelled() {
        EventLoop.Timer timer = loop.schedule(SECOND, () -> ran.add("cancelled"));
        timer.cancel();
        timer.cancel();

        assertThat(time.nextDue()).isEmpty();
        assertThat(time.step()).isFalse();
        assertThat(time.instant()).isEqualTo(SimulatedTime.START);
    }

    @Test
    void refusesWorkFromOutsideWhenTooMuchWaits() {
        assertThat(loop.tryExecute(() -> {})).isTrue();
        assertThat(loop.tryExecute(() -> {})).isTrue();
        assertThat(loop.tryExecute(() -> {})).isFalse();
        time.runUntilIdle();

        assertThat(loop.tryExecute(() -> {})).isTrue();
    }

    @Test
    void crashedLoopLosesItsWorkAndTheOthersKeepTheirs() {
        loop.execute(() -> ran.add("lost"));
        loop.schedule(SECOND, () -> ran.add("lost"));
        other.execute(() -> ran.add("kept"));
        loop.crash();
        loop.execute(() -> ran.add("lost"));
        loop.schedule(SECOND, () -> ran.add("lost"));
        time.runUntilIdle();

        assertThat(loop.isCrashed()).isTrue();
        assertThat(loop.tryExecute(() -> {})).isFalse();
        assertThat(ran).containsExactly("kept");
    }

    @Test
    void closedLoopDoesWhatIsQueuedAndTakesNoMore() {
        loop.execute(() -> ran.add("queued"));
        loop.schedule(Duration.ZERO, () -> ran.add("timer"));
        loop.close();
        loop.close();
        time.runUntilIdle();

        assertThat(ran).containsExactly("queued");
        assertThatThrownBy(() -> loop.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        assertThat(loop.tryExecute(() -> {})).isFalse();
    }

    @Test
    void wrongClockMovesNoTimer() {
        loop.setClockOffset(Duration.ofHours(-5));
        loop.schedule(SECOND, () -> ran.add("timer"));
        assertThat(loop.instant()).isEqualTo(SimulatedTime.START.minus(Duration.ofHours(5)));
        time.runFor(SECOND);

        assertThat(ran).containsExactly("timer");
        assertThat(other.instant()).isEqualTo(SimulatedTime.START.plusSeconds(1));
    }

    @Test
    void faultOfWorkIsAFailureOfTheTest() {
        IllegalStateException fault = new IllegalStateException("broken");
        loop.execute(() -> {
            throw fault;
        });

        assertThatThrownBy(time::runUntilIdle)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("loop")
                .hasCause(fault);
    }

    @Test
    void checksAfterEveryStep() {
        time.afterEachStep(() -> assertThat(ran).hasSizeLessThan(2));
        loop.execute(() -> ran.add("fine"));
        loop.execute(() -> ran.add("too many"));

        assertThat(time.step()).isTrue();
        assertThatThrownBy(time::step).isInstanceOf(AssertionError.class);
    }

    @Test
    void refusesToGoBackInTime() {
        assertThatThrownBy(() -> loop.schedule(Duration.ofNanos(-1), () -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
