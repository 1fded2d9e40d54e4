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
    private final ComputeNodeFixture fixture = new ComputeNodeFixture();

    private List<NodeAnnouncement> announcements() {
        return fixture.requester.announcements;
    }

    @Nested
    class Announcing {
        @Test
        void saysWhatItIsWhenItStarts() {
            fixture.start();

            assertThat(announcements()).singleElement().satisfies(first -> {
                assertThat(first.sequence()).isEqualTo(1);
                assertThat(first.info().id()).isEqualTo(ComputeNodeFixture.NODE);
                assertThat(first.info().labels()).containsEntry("zone", "a");
                assertThat(first.info().compute().engines()).containsExactly("noop");
                assertThat(first.info().compute().storageSources()).containsExactly("s3");
                assertThat(first.info().compute().publishers()).containsExactly("local");
            });
        }

        @Test
        void repeatsItselfEveryInterval() {
            fixture.start();

            fixture.pass(Duration.ofSeconds(45));

            assertThat(announcements()).extracting(NodeAnnouncement::sequence).containsExactly(1L, 2L, 3L, 4L);
        }

        @Test
        void tellsManyChangesAtOnce() {
            fixture.start();
            for (int i = 1; i <= 50; i++) {
                fixture.complete(fixture.accepted(i));
            }
            fixture.accepted(51);

            fixture.pass(Duration.ofMillis(100));

            assertThat(announcements()).hasSize(2);
            assertThat(announcements().get(1).info().compute().runningExecutions())
                    .isEqualTo(1);
        }

        @Test
        void doesNotTellWhatIsAsBefore() {
            fixture.start();
            fixture.complete(fixture.accepted(1));

            fixture.pass(Duration.ofSeconds(5));

            assertThat(announcements()).hasSize(1);
        }

        @Test
        void tellsOfAnEngineThatComesUp() {
            fixture.engine.available = false;
            fixture.start();
            assertThat(announcements().get(0).info().compute().engines()).isEmpty();
            fixture.engine.available = true;

            fixture.pass(Duration.ofSeconds(61));

            assertThat(fixture.node().info().compute().engines()).containsExactly("noop");
        }

        @Test
        void startsWithoutAComponentThatDoesNotAnswer() {
            List<Runnable> questions = new ArrayList<>();
            fixture.workers = questions::add;
            EventLoopComputeNode node = new EventLoopComputeNode(fixture.parts());
            CompletableFuture<Void> started = node.start();
            fixture.pass(Duration.ofSeconds(9));
            assertThat(started).isNotDone();

            fixture.pass(Duration.ofSeconds(1));
            assertThat(started).isCompleted();
            assertThat(node.info().compute().engines()).isEmpty();

            questions.forEach(Runnable::run);
            fixture.pass(Duration.ofSeconds(1));
            assertThat(node.info().compute().engines()).containsExactly("noop");
        }
    }

    @Nested
    class Closing {
        @Test
        void leavesRecordsAsTheyAre() {
            fixture.start();
            ExecutionId running = fixture.running(1);
            ExecutionId created = fixture.created(2);

            fixture.node().close();
            fixture.pass(Duration.ZERO);
            fixture.runner.run(running).fail("interrupted");
            fixture.pass(Duration.ofHours(1));

            assertThat(fixture.requester.closes).isEqualTo(1);
            assertThat(fixture.runner.closes).isEqualTo(1);
            assertThat(fixture.runner.run(running).stops).isEqualTo(1);
            assertThat(fixture.state(running)).isEqualTo(LocalExecutionState.RUNNING);
            assertThat(fixture.state(created)).isEqualTo(LocalExecutionState.CREATED);
            assertThat(fixture.requester.failures).isEmpty();
        }

        @Test
        void isBusyAfterwards() {
            fixture.start();
            ExecutionId queued = fixture.created(1);

            fixture.node().close();

            assertThat(fixture.accept(queued)).isEqualTo(Answer.BUSY);
            assertThat(fixture.runner.runs).isEmpty();
        }

        @Test
        void leavesNoTimerBehind() {
            fixture.start();
            fixture.running(1);
            fixture.created(2);
            fixture.accepted(3, ComputeNodeFixture.jobWith(3, 0, "1"));

            fixture.node().close();
            // With a timer that goes on for ever this would not end.
            fixture.time.runUntilIdle();

            assertThat(announcements()).isNotEmpty();
        }
    }

    @Test
    void stopsWhenItsStateCannotBeStored() {
        fixture.start();
        ExecutionId running = fixture.running(1);
        fixture.store.fails = true;

        assertThat(fixture.ask(Jobs.executionId(2), ComputeNodeFixture.job(2), true))
                .isNull();

        assertThat(fixture.faults)
                .containsExactly("the compute node stops, since its state could not be stored: disk full");
        assertThat(fixture.runner.run(running).stops).isEqualTo(1);
        assertThat(fixture.requester.closes).isEqualTo(1);
        assertThat(fixture.cancel(running)).isEqualTo(Answer.BUSY);
        assertThat(fixture.ask(Jobs.executionId(3), ComputeNodeFixture.job(3), true))
                .isEqualTo(Answer.BUSY);
        fixture.runner.run(running).complete();
        fixture.time.runUntilIdle();
        assertThat(fixture.requester.completions).isEmpty();
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
