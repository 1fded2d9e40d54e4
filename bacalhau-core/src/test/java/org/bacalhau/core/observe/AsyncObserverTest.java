package org.bacalhau.core.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.testing.Await;
import org.bacalhau.core.testing.Jobs;
import org.junit.jupiter.api.Test;

class AsyncObserverTest {
    /** Work that waits until the test does it. */
    private final Queue<Runnable> work = new ArrayDeque<>();

    private final List<String> told = new ArrayList<>();
    private final NodeObserver recorder = new NodeObserver() {
        @Override
        public void jobMoved(Job job) {
            told.add(job.id().value());
        }

        @Override
        public void fault(String what, Throwable cause) {
            told.add(what);
        }

        @Override
        public void factsLost(long count) {
            told.add("lost " + count);
        }
    };

    private AsyncObserver observer(int capacity, NodeObserver... observers) {
        return new AsyncObserver(List.of(observers), work::add, capacity);
    }

    private void doWork() {
        for (Runnable next = work.poll(); next != null; next = work.poll()) {
            next.run();
        }
    }

    private static void tell(NodeObserver observer, String... facts) {
        Arrays.stream(facts).forEach(fact -> observer.fault(fact, new IllegalStateException(fact)));
    }

    @Test
    void tellsNothingOnTheCallersThread() {
        AsyncObserver observer = observer(10, recorder);
        tell(observer, "a", "b");

        assertThat(told).isEmpty();
        assertThat(work).as("pieces of work at a time").hasSize(1);
        doWork();
        assertThat(told).containsExactly("a", "b");
    }

    @Test
    void countsTheFactsThatFindTheQueueFull() {
        AsyncObserver observer = observer(2, recorder);
        tell(observer, "a", "b", "c", "d");
        doWork();
        tell(observer, "e");
        doWork();

        assertThat(told).containsExactly("a", "b", "lost 2", "e");
    }

    @Test
    void goesOnWhenAnObserverFails() {
        NodeObserver broken = new NodeObserver() {
            @Override
            public void fault(String what, Throwable cause) {
                throw new AssertionError("broken");
            }
        };
        AsyncObserver observer = observer(10, broken, recorder);
        tell(observer, "a", "b");
        doWork();

        assertThat(told).containsExactly("a", "b");
    }

    @Test
    void tellsWhatIsQueuedWhenItIsClosedAndNothingElse() {
        AsyncObserver observer = observer(10, recorder);
        tell(observer, "a");
        observer.close();
        observer.close();
        tell(observer, "b");
        doWork();

        assertThat(told).containsExactly("a");
    }

    @Test
    void reportsWhatWasLostWhileItsExecutorWasClosed() {
        List<Runnable> refused = new ArrayList<>();
        boolean[] open = {false};
        AsyncObserver observer = new AsyncObserver(
                List.of(recorder),
                piece -> {
                    if (!open[0]) {
                        refused.add(piece);
                        throw new RejectedExecutionException("closed");
                    }
                    work.add(piece);
                },
                10);
        tell(observer, "a", "b");
        open[0] = true;
        tell(observer, "c");
        doWork();

        assertThat(refused).hasSize(2);
        assertThat(told).containsExactly("c", "lost 2");
    }

    @Test
    void refusesACapacityOfNothing() {
        assertThatThrownBy(() -> observer(0, recorder)).isInstanceOf(IllegalArgumentException.class);
    }

    /** A new kind of fact must not be forgotten here. */
    @Test
    void passesOnEveryKindOfFact() throws ReflectiveOperationException {
        List<String> called = new ArrayList<>();
        NodeObserver every = (NodeObserver) Proxy.newProxyInstance(
                NodeObserver.class.getClassLoader(),
                new Class<?>[] {NodeObserver.class},
                (proxy, method, arguments) -> {
                    called.add(method.getName());
                    return null;
                });
        AsyncObserver observer = observer(100, every);
        List<String> kinds = new ArrayList<>();
        for (Method kind : NodeObserver.class.getMethods()) {
            kinds.add(kind.getName());
            kind.invoke(
                    observer,
                    Arrays.stream(kind.getParameterTypes())
                            .map(AsyncObserverTest::anyOf)
                            .toArray());
        }
        doWork();

        assertThat(called).isEqualTo(kinds).hasSizeGreaterThan(5);
    }

    private static Object anyOf(Class<?> type) {
        return type == long.class ? (Object) 1L : type == String.class ? "text" : null;
    }

    @Test
    void tellsFactsOfSeveralThreadsOneAfterAnother() throws InterruptedException {
        // A list that is not safe for threads: the executor has four, the observer must use one at a time.
        ExecutorService threads = Executors.newFixedThreadPool(4);
        AsyncObserver observer = new AsyncObserver(List.of(recorder), threads, 100_000);
        List<CompletableFuture<Void>> tellers = IntStream.range(0, 4)
                .mapToObj(teller -> CompletableFuture.runAsync(() ->
                        IntStream.range(0, 1_000).forEach(i -> observer.jobMoved(Jobs.job(1_000 * teller + i)))))
                .toList();
        tellers.forEach(Await::outcome);
        observer.close();
        threads.shutdown();

        assertThat(threads.awaitTermination(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(told).hasSize(4_000).doesNotHaveDuplicates();
        assertThat(IntStream.range(0, 4)).allSatisfy(teller -> {
            String first = Jobs.jobId(1_000 * teller).value();
            String last = Jobs.jobId(1_000 * teller + 999).value();
            assertThat(told.indexOf(first)).isLessThan(told.indexOf(last));
        });
    }
}
