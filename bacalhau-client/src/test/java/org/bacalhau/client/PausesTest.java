package org.bacalhau.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PausesTest {
    private static final long AN_HOUR = 3_600_000;

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final Pauses pauses = new Pauses(timer);
    private final List<String> told = new ArrayList<>();

    @AfterEach
    void stopTheTimer() {
        timer.shutdownNow();
    }

    @Test
    void doesTheWorkWhenTheTimeHasCome() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);

        Future<?> planned = pauses.later(1, done::countDown, () -> told.add("closed"));

        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(planned).isNotNull();
        pauses.close();
        assertThat(told).isEmpty();
    }

    @Test
    void tellsWhoeverWaitsThatTheClientCloses() {
        Future<?> planned = pauses.later(AN_HOUR, () -> told.add("worked"), () -> told.add("closed"));
        timer.shutdownNow();

        pauses.close();
        pauses.close();

        assertThat(told).containsExactly("closed");
        assertThat(planned).isNotNull();
    }

    @Test
    void tellsNobodyWhoNoLongerWaits() {
        Future<?> planned = pauses.later(AN_HOUR, () -> told.add("worked"), () -> told.add("closed"));

        planned.cancel(false);
        pauses.close();

        assertThat(told).isEmpty();
    }

    @Test
    void tellsAtOnceIfTheClientIsClosed() {
        timer.shutdownNow();
        pauses.close();

        Future<?> planned = pauses.later(AN_HOUR, () -> told.add("worked"), () -> told.add("closed"));

        assertThat(told).containsExactly("closed");
        assertThat(planned).isDone();
    }
}
