package org.bacalhau.core.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.testing.Await;
import org.bacalhau.core.testing.FileTrees;
import org.bacalhau.core.testing.Jobs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link Publisher} promises. Extend it, say how to open the publisher and how to read what it published. */
public abstract class PublisherContract {
    /** What a run leaves: both streams, the exit code and a directory for one result path. */
    private static final Map<String, String> RESULT =
            Map.of("stdout", "out ✓\n", "stderr", "", "exitCode", "3", "outputs/a.txt", "a", "outputs/deep/b.txt", "b");

    @TempDir
    private Path directory;

    private Publisher publisher;

    /** Opens the publisher. */
    protected abstract Publisher open() throws Exception;

    /** Returns sound parameters. */
    protected abstract SpecConfig sound() throws Exception;

    /** Returns parameters with faults; empty if it has no parameters. */
    protected Optional<SpecConfig> faulty() {
        return Optional.empty();
    }

    /** Returns sound parameters with which publishing never succeeds; empty if there are none. */
    protected Optional<SpecConfig> failing() throws Exception {
        return Optional.empty();
    }

    /** Tells whether it keeps results at all. */
    protected boolean keepsResults() {
        return true;
    }

    /**
     * Reads a published result; called only if results are kept.
     *
     * @param published what {@link Publisher#publish} returned
     * @return text by relative path
     */
    protected abstract Map<String, String> read(SpecConfig published) throws Exception;

    /** Returns how many results lie where this publisher puts them; -1 if that cannot be told. */
    protected int publishedCount() throws Exception {
        return -1;
    }

    @BeforeEach
    void openPublisher() throws Exception {
        publisher = open();
    }

    @AfterEach
    void closePublisher() throws Exception {
        publisher.close();
    }

    private PublishRequest request(int number, Map<String, String> files, SpecConfig parameters) {
        Path result = FileTrees.write(directory.resolve("result-" + number), files);
        return new PublishRequest(Jobs.jobId(number), Jobs.executionId(number), Jobs.nodeId(1), parameters, result);
    }

    @Test
    void namesItsType() throws Exception {
        assertThat(publisher.type()).isNotBlank().isEqualTo(publisher.type().trim());
        assertThat(sound().isType(publisher.type())).isTrue();
        assertThat(publisher.isAvailable()).isTrue();
    }

    @Test
    void findsNoFaultInSoundParameters() throws Exception {
        assertThat(publisher.validate(sound())).isEmpty();
    }

    @Test
    void saysWhereTheParametersAreFaulty() {
        if (faulty().isEmpty()) {
            return; // not promised, unless the publisher has parameters
        }

        assertThat(publisher.validate(faulty().orElseThrow())).isNotEmpty().allSatisfy(fault -> {
            assertThat(fault.path()).startsWith("Params");
            assertThat(fault.problem()).isNotBlank();
            assertThat(fault.remedy()).isNotBlank();
        });
    }

    @Test
    void publishesEveryFile() throws Exception {
        SpecConfig published = publisher.publish(request(1, RESULT, sound()));

        if (keepsResults()) {
            assertThat(published.isNone()).isFalse();
            assertThat(read(published)).isEqualTo(RESULT);
        } else {
            assertThat(published).isEqualTo(SpecConfig.NONE);
        }
    }

    @Test
    void publishesAResultWithoutOutput() throws Exception {
        Map<String, String> empty = Map.of("stdout", "", "stderr", "", "exitCode", "0");
        SpecConfig published = publisher.publish(request(1, empty, sound()));

        if (keepsResults()) {
            assertThat(read(published)).isEqualTo(empty);
        }
    }

    @Test
    void leavesOneResultWhenAnExecutionIsPublishedAgain() throws Exception {
        if (!keepsResults()) {
            return; // not promised
        }
        PublishRequest request = request(1, RESULT, sound());
        publisher.publish(request);
        SpecConfig again = publisher.publish(request);

        assertThat(read(again)).isEqualTo(RESULT);
        assertThat(publishedCount()).isIn(-1, 1);
    }

    @Test
    void leavesTheResultDirectoryAlone() throws Exception {
        PublishRequest request = request(1, RESULT, sound());
        publisher.publish(request);

        assertThat(FileTrees.read(request.resultDirectory())).isEqualTo(RESULT);
    }

    @Test
    void publishesSeveralResultsAtATime() throws Exception {
        SpecConfig parameters = sound();
        List<PublishRequest> requests = IntStream.range(0, 6)
                .mapToObj(i -> request(i, Map.of("stdout", "run " + i, "exitCode", "0"), parameters))
                .toList();
        List<CompletableFuture<SpecConfig>> published = requests.stream()
                .map(request -> CompletableFuture.supplyAsync(() -> publishUnchecked(request)))
                .toList();
        for (int i = 0; i < published.size(); i++) {
            SpecConfig result = Await.outcome(published.get(i));
            if (keepsResults()) {
                assertThat(read(result)).containsEntry("stdout", "run " + i);
            }
        }
    }

    private SpecConfig publishUnchecked(PublishRequest request) {
        try {
            return publisher.publish(request);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("cannot publish " + request, e);
        }
    }

    @Test
    void saysWhyItCannotPublish() throws Exception {
        Optional<SpecConfig> parameters = failing();
        if (parameters.isEmpty()) {
            return; // not promised, unless publishing can fail
        }
        PublishRequest request = request(1, RESULT, parameters.orElseThrow());

        assertThatThrownBy(() -> publisher.publish(request))
                .isInstanceOfAny(IOException.class, BacalhauException.class)
                .message()
                .isNotBlank();
    }

    @Test
    void endsSoonWhenInterrupted() throws Exception {
        PublishRequest request = request(1, RESULT, sound());
        AtomicReference<Throwable> end = new AtomicReference<>();
        Thread worker = new Thread(() -> {
            Thread.currentThread().interrupt();
            end.set(catchThrowable(() -> publisher.publish(request)));
        });
        worker.setDaemon(true);
        worker.start();
        worker.join(Await.DEADLINE.toMillis());

        // It may have been done before it noticed.
        assertThat(worker.isAlive()).as("still publishing").isFalse();
        assertThat(end.get())
                .satisfiesAnyOf(
                        fault -> assertThat(fault).isNull(),
                        fault -> assertThat(fault).isInstanceOf(InterruptedException.class));
        assertThat(FileTrees.read(request.resultDirectory())).isEqualTo(RESULT);
        if (keepsResults()) {
            assertThat(read(publisher.publish(request))).isEqualTo(RESULT);
        }
    }

    @Test
    void canBeClosedTwice() throws Exception {
        publisher.publish(request(1, RESULT, sound()));
        publisher.close();
        publisher.close();
    }
}
