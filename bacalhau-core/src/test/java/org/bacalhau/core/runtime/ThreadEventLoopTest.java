package org.bacalhau.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.bacalhau.core.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThreadEventLoopTest {
    private static final int CAPACITY = 3;
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final Duration LATER = Duration.ofMillis(30);
    private static final Duration NEVER = Duration.ofDays(1_000_000);

    private final BlockingQueue<Throwable> faults = new LinkedBlockingQueue<>();
    private final ThreadEventLoop loop =
            new ThreadEventLoop("test-loop", () -> SimulatedTime.START, CAPACITY, faults::add);

    @AfterEach
    void closeLoop() {
        loop.close();
    }

    /** Holds up the loop until the returned latch is counted down; returns when it is held. */
    private CountDownLatch hold() {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        loop.execute(() -> {
            held.countDown();
            await(release);
        });
        await(held);
        return release;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** Waits until everything that is queued has run. */
    private void settle() {
        Await.outcome(CompletableFuture.runAsync(() -> {}, loop));
    }

    @Test
    void runsWorkInOrderOnOneThread() {
        List<Integer> ran = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            int number = i;
            loop.execute(() -> {
                ran.add(number);
                threads.add(Thread.currentThread());
            });
        }
        settle();

        assertThat(ran).isSorted().hasSize(1_000);
        assertThat(threads.stream().distinct()).hasSize(1).first().satisfies(thread -> {
            assertThat(thread.isDaemon()).isTrue();
            assertThat(thread.getName()).isEqualTo("test-loop");
        });
    }

    @Test
    void losesNoWorkOfManyThreads() {
        List<Integer> ran = new ArrayList<>();
        List<CompletableFuture<Void>> senders = IntStream.range(0, 4)
                .mapToObj(sender -> CompletableFuture.runAsync(() ->
                        IntStream.range(0, 10_000).forEach(i -> loop.execute(() -> ran.add(10_000 * sender + i)))))
                .toList();
        senders.forEach(Await::outcome);
        settle();

        assertThat(ran).hasSize(40_000).doesNotHaveDuplicates();
    }

    @Test
    void knowsWhetherTheCallerIsInTheLoop() {
        assertThat(loop.isInLoop()).isFalse();
        assertThatThrownBy(loop::checkInLoop).isInstanceOf(IllegalStateException.class);
        assertThat(Await.outcome(CompletableFuture.supplyAsync(loop::isInLoop, loop)))
                .isTrue();
        Await.outcome(CompletableFuture.runAsync(loop::checkInLoop, loop));
    }

    @Test
    void tellsTheTimeOfItsClock() {
        assertThat(loop.instant()).isEqualTo(SimulatedTime.START);
    }

    @Test
    void refusesWorkFromOutsideWhenTooMuchWaits() {
        CountDownLatch release = hold();
        List<Integer> ran = new ArrayList<>();
        for (int i = 0; i < CAPACITY; i++) {
            int number = i;
            assertThat(loop.tryExecute(() -> ran.add(number))).isTrue();
        }
        assertThat(loop.tryExecute(() -> ran.add(-1))).isFalse();
        loop.execute(() -> ran.add(CAPACITY));
        release.countDown();
        settle();

        assertThat(ran).containsExactly(0, 1, 2, CAPACITY);
        assertThat(loop.tryExecute(() -> {})).isTrue();
    }

    @Test
    void runsTimersInTheOrderInWhichTheyAreDue() {
        BlockingQueue<String> ran = new LinkedBlockingQueue<>();
        CountDownLatch release = hold();
        loop.schedule(LATER, () -> ran.add("later"));
        loop.schedule(MOMENT, () -> ran.add("soon"));
        loop.schedule(Duration.ZERO, () -> ran.add("now"));
        loop.schedule(NEVER, () -> ran.add("never"));
        release.countDown();

        assertThat(IntStream.range(0, 3).mapToObj(i -> taken(ran))).containsExactly("now", "soon", "later");
        assertThat(ran).isEmpty();
    }

    private static <T> T taken(BlockingQueue<T> queue) {
        try {
            T next = queue.poll(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS);
            assertThat(next).isNotNull();
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    @Test
    void doesNotRunATimerThatWasCancelled() {
        BlockingQueue<String> ran = new LinkedBlockingQueue<>();
        CountDownLatch release = hold();
        EventLoop.Timer cancelled = loop.schedule(Duration.ZERO, () -> ran.add("cancelled"));
        loop.schedule(MOMENT, () -> ran.add("kept"));
        cancelled.cancel();
        cancelled.cancel();
        release.countDown();

        assertThat(taken(ran)).isEqualTo("kept");
        assertThat(ran).isEmpty();
    }

    @Test
    void keepsTheOthersWhenManyTimersAreCancelled() {
        BlockingQueue<Integer> ran = new LinkedBlockingQueue<>();
        CountDownLatch release = hold();
        List<EventLoop.Timer> timers = IntStream.range(0, 1_000)
                .mapToObj(i -> loop.schedule(i % 100 == 0 ? MOMENT : NEVER, () -> ran.add(i)))
                .toList();
        IntStream.range(0, 1_000)
                .filter(i -> i % 100 != 0)
                .forEach(i -> timers.get(i).cancel());
        release.countDown();

        assertThat(IntStream.range(0, 10).mapToObj(i -> taken(ran))).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void goesOnAfterAFault() {
        IllegalStateException fault = new IllegalStateException("broken");
        loop.execute(() -> {
            throw fault;
        });
        settle();

        assertThat(faults).containsExactly(fault);
    }

    @Test
    void goesOnWhenItsFaultHandlerFails() {
        try (ThreadEventLoop fragile = new ThreadEventLoop("fragile", () -> SimulatedTime.START, CAPACITY, fault -> {
            throw new AssertionError("handler is broken");
        })) {
            fragile.execute(() -> {
                throw new IllegalStateException("broken");
            });

            Await.outcome(CompletableFuture.runAsync(() -> {}, fragile));
        }
    }

    @Test
    void reportsAStrayInterruptAndGoesOn() {
        Await.outcome(CompletableFuture.runAsync(() -> Thread.currentThread().interrupt(), loop));
        assertThat(taken(faults)).hasRootCauseInstanceOf(InterruptedException.class);

        settle();
    }

    @Test
    void doesWhatIsQueuedBeforeItCloses() {
        CountDownLatch release = hold();
        List<Integer> ran = new ArrayList<>();
        IntStream.range(0, 100).forEach(i -> loop.execute(() -> ran.add(i)));
        CompletableFuture<Void> closing = CompletableFuture.runAsync(loop::close);
        release.countDown();
        Await.outcome(closing);

        assertThat(ran).hasSize(100);
    }

    @Test
    void takesNothingOnceItIsClosed() {
        AtomicBoolean fired = new AtomicBoolean();
        loop.execute(() -> {
            loop.schedule(Duration.ZERO, () -> fired.set(true));
            loop.close();
        });
        loop.close();
        loop.close();

        assertThatThrownBy(() -> loop.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        assertThat(loop.tryExecute(() -> {})).isFalse();
        assertThat(loop.schedule(Duration.ZERO, () -> fired.set(true))).isSameAs(EventLoop.Timer.NONE);
        assertThat(fired).as("a timer of a closed loop has fired").isFalse();
    }

    @Test
    void canBeClosedByItsOwnWork() {
        List<String> ran = new ArrayList<>();
        CountDownLatch release = hold();
        loop.execute(() -> {
            loop.close();
            ran.add("closing");
        });
        loop.execute(() -> ran.add("queued before"));
        release.countDown();
        loop.close();

        assertThat(ran).containsExactly("closing", "queued before");
    }
}
