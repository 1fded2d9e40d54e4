package org.bacalhau.core.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.Gpu;
import org.bacalhau.core.model.LocalExecutionState;
import org.bacalhau.core.testing.Jobs;
import org.bacalhau.core.transport.ComputeEndpoint.Answer;
import org.bacalhau.core.transport.NodeAnnouncement;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComputeLifeTest {
    private final ComputeBench bench = new ComputeBench();

    private List<NodeAnnouncement> announcements() {
        return bench.requester.announcements;
    }

    @Nested
    class Announcing {
        @Test
        void saysWhatItIsWhenItStarts() {
            bench.start();

            assertThat(announcements()).singleElement().satisfies(first -> {
                assertThat(first.sequence()).isEqualTo(1);
                assertThat(first.info().id()).isEqualTo(ComputeBench.NODE);
                assertThat(first.info().labels()).containsEntry("zone", "a");
                assertThat(first.info().compute().engines()).containsExactly("noop");
                assertThat(first.info().compute().storageSources()).containsExactly("s3");
                assertThat(first.info().compute().publishers()).containsExactly("local");
            });
        }

        @Test
        void repeatsItselfEveryInterval() {
            bench.start();

            bench.pass(Duration.ofSeconds(45));

            assertThat(announcements()).extracting(NodeAnnouncement::sequence).containsExactly(1L, 2L, 3L, 4L);
        }

        @Test
        void tellsManyChangesAtOnce() {
            bench.start();
            for (int i = 1; i <= 50; i++) {
                bench.complete(bench.accepted(i));
            }
            bench.accepted(51);

            bench.pass(Duration.ofMillis(100));

            assertThat(announcements()).hasSize(2);
            assertThat(announcements().get(1).info().compute().runningExecutions())
                    .isEqualTo(1);
        }

        @Test
        void doesNotTellWhatIsAsBefore() {
            bench.start();
            bench.complete(bench.accepted(1));

            bench.pass(Duration.ofSeconds(5));

            assertThat(announcements()).hasSize(1);
        }

        @Test
        void tellsOfAnEngineThatComesUp() {
            bench.engine.available = false;
            bench.start();
            assertThat(announcements().get(0).info().compute().engines()).isEmpty();
            bench.engine.available = true;

            bench.pass(Duration.ofSeconds(61));

            assertThat(bench.node().info().compute().engines()).containsExactly("noop");
        }

        @Test
        void startsWithoutAComponentThatDoesNotAnswer() {
            List<Runnable> questions = new ArrayList<>();
            bench.workers = questions::add;
            EventLoopComputeNode node = new EventLoopComputeNode(bench.parts());
            CompletableFuture<Void> started = node.start();
            bench.pass(Duration.ofSeconds(9));
            assertThat(started).isNotDone();

            bench.pass(Duration.ofSeconds(1));
            assertThat(started).isCompleted();
            assertThat(node.info().compute().engines()).isEmpty();

            questions.forEach(Runnable::run);
            bench.pass(Duration.ofSeconds(1));
            assertThat(node.info().compute().engines()).containsExactly("noop");
        }
    }

    @Nested
    class Closing {
        @Test
        void leavesRecordsAsTheyAre() {
            bench.start();
            ExecutionId running = bench.running(1);
            ExecutionId created = bench.created(2);

            bench.node().close();
            bench.pass(Duration.ZERO);
            bench.runner.run(running).fail("interrupted");
            bench.pass(Duration.ofHours(1));

            assertThat(bench.requester.closes).isEqualTo(1);
            assertThat(bench.runner.closes).isEqualTo(1);
            assertThat(bench.runner.run(running).stops).isEqualTo(1);
            assertThat(bench.state(running)).isEqualTo(LocalExecutionState.RUNNING);
            assertThat(bench.state(created)).isEqualTo(LocalExecutionState.CREATED);
            assertThat(bench.requester.failures).isEmpty();
        }

        @Test
        void isBusyAfterwards() {
            bench.start();
            ExecutionId queued = bench.created(1);

            bench.node().close();

            assertThat(bench.accept(queued)).isEqualTo(Answer.BUSY);
            assertThat(bench.runner.runs).isEmpty();
        }

        @Test
        void leavesNoTimerBehind() {
            bench.start();
            bench.running(1);
            bench.created(2);
            bench.accepted(3, ComputeBench.jobWith(3, 0, "1"));

            bench.node().close();
            // With a timer that goes on for ever this would not end.
            bench.time.runUntilIdle();

            assertThat(announcements()).isNotEmpty();
        }
    }

    @Test
    void stopsWhenItsStateCannotBeStored() {
        bench.start();
        ExecutionId running = bench.running(1);
        bench.store.fails = true;

        assertThat(bench.ask(Jobs.executionId(2), ComputeBench.job(2), true)).isNull();

        assertThat(bench.faults)
                .containsExactly("the compute node stops, since its state could not be stored: disk full");
        assertThat(bench.runner.run(running).stops).isEqualTo(1);
        assertThat(bench.requester.closes).isEqualTo(1);
        assertThat(bench.cancel(running)).isEqualTo(Answer.BUSY);
        assertThat(bench.ask(Jobs.executionId(3), ComputeBench.job(3), true)).isEqualTo(Answer.BUSY);
        bench.runner.run(running).complete();
        bench.time.runUntilIdle();
        assertThat(bench.requester.completions).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux, amd64",
        "Mac OS X, aarch64, darwin, arm64",
        "Windows 11, x86_64, windows, amd64",
        "FreeBSD, riscv64, freebsd, riscv64"
    })
    void namesItsHostAsGoDoes(String osName, String osArch, String os, String architecture) {
        assertThat(HostLabels.addTo(Map.of("Architecture", "mine", "zone", "a"), osName, osArch, List.of()))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("Operating-System", os, "Architecture", architecture, "zone", "a"));
    }

    @Test
    void labelsItsGpus() {
        assertThat(HostLabels.addTo(Map.of(), "Linux", "amd64", List.of(new Gpu(1, "Tesla T4", "NVIDIA", 15360, ""))))
                .containsEntry("GPU-1", "Tesla-T4")
                .containsEntry("GPU-1-Memory", "15360-MiB");
    }
}
