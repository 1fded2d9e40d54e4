package org.bacalhau.core.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.testing.Await;
import org.bacalhau.core.testing.FileTrees;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link StorageProvider} promises. Extend it, say how to open the provider, and put content where it finds it.
 */
public abstract class StorageProviderContract {
    private static final String TARGET = "/inputs";

    @TempDir
    private Path directory;

    private StorageProvider provider;

    /** Opens the provider. */
    protected abstract StorageProvider open() throws Exception;

    /** Puts a file with this text where the provider finds it. */
    protected abstract SpecConfig sourceOfFile(String content) throws Exception;

    /** Puts these files where the provider finds them, in one source; empty if a source of it is always one file. */
    protected Optional<SpecConfig> sourceOfDirectory(Map<String, String> files) throws Exception {
        return Optional.empty();
    }

    /** Returns a sound source whose content does not exist; empty if there is none without content. */
    protected Optional<SpecConfig> missing() throws Exception {
        return Optional.empty();
    }

    /** Returns a source whose preparation does not end by itself; empty if every preparation is short. */
    protected Optional<SpecConfig> endless() throws Exception {
        return Optional.empty();
    }

    /** Returns a source with faulty parameters. */
    protected abstract SpecConfig faulty();

    @BeforeEach
    void openProvider() throws Exception {
        provider = open();
    }

    @AfterEach
    void closeProvider() throws Exception {
        provider.close();
    }

    private static InputSource input(SpecConfig source) {
        return new InputSource(source, "alias", TARGET);
    }

    private Path newDirectory(int number) {
        return FileTrees.write(directory.resolve("inputs").resolve(Integer.toString(number)), Map.of());
    }

    /** Returns the one file's text, whether the provider gives the file or a directory around it. */
    private static String onlyText(PreparedInput prepared) {
        assertThat(FileTrees.read(prepared.source())).hasSize(1);
        return FileTrees.read(prepared.source()).values().iterator().next();
    }

    @Test
    void namesItsType() throws Exception {
        assertThat(provider.type()).isNotBlank().isEqualTo(provider.type().trim());
        assertThat(sourceOfFile("x").isType(provider.type())).isTrue();
        assertThat(provider.isAvailable()).isTrue();
    }

    @Test
    void findsNoFaultInSoundParameters() throws Exception {
        assertThat(provider.validate(sourceOfFile("x"))).isEmpty();
    }

    @Test
    void saysWhereTheParametersAreFaulty() {
        assertThat(provider.validate(faulty())).isNotEmpty().allSatisfy(fault -> {
            assertThat(fault.path()).startsWith("Params");
            assertThat(fault.problem()).isNotBlank();
            assertThat(fault.remedy()).isNotBlank();
        });
    }

    @Test
    void bringsAFile() throws Exception {
        InputSource input = input(sourceOfFile("content ✓\n"));
        PreparedInput prepared = provider.prepare(input, newDirectory(1));

        assertThat(onlyText(prepared)).isEqualTo("content ✓\n");
        assertThat(prepared.input()).isEqualTo(input);
        assertThat(prepared.target()).startsWith(TARGET);
    }

    @Test
    void bringsAnEmptyFile() throws Exception {
        assertThat(onlyText(provider.prepare(input(sourceOfFile("")), newDirectory(1))))
                .isEmpty();
    }

    @Test
    void bringsADirectory() throws Exception {
        Map<String, String> files = Map.of("a.txt", "a", "deep/er/b.txt", "b");
        Optional<SpecConfig> source = sourceOfDirectory(files);
        if (source.isEmpty()) {
            return; // not promised, unless the provider brings directories
        }
        PreparedInput prepared = provider.prepare(input(source.orElseThrow()), newDirectory(1));

        assertThat(FileTrees.read(prepared.source())).isEqualTo(files);
    }

    @Test
    void writesNowhereButInItsDirectory() throws Exception {
        Path own = newDirectory(1);
        Path other = newDirectory(2);
        provider.prepare(input(sourceOfFile("content")), own);

        assertThat(FileTrees.read(other)).isEmpty();
        try (var siblings = Files.list(own.getParent())) {
            assertThat(siblings).containsExactlyInAnyOrder(own, other);
        }
    }

    @Test
    void bringsTheSameInputForSeveralExecutionsAtATime() throws Exception {
        InputSource input = input(sourceOfFile("content"));
        List<CompletableFuture<PreparedInput>> prepared = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> prepareUnchecked(input, newDirectory(i))))
                .toList();

        assertThat(prepared)
                .allSatisfy(each -> assertThat(onlyText(Await.outcome(each))).isEqualTo("content"));
    }

    private PreparedInput prepareUnchecked(InputSource input, Path target) {
        try {
            return provider.prepare(input, target);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("cannot prepare " + input, e);
        }
    }

    @Test
    void knowsTheSizeOrSaysNothing() throws Exception {
        InputSource input = input(sourceOfFile("12345"));

        // At least the content; a provider that cannot know, or needs no space, says 0.
        assertThat(provider.sizeBytes(input))
                .satisfiesAnyOf(
                        size -> assertThat(size).isZero(),
                        size -> assertThat(size).isGreaterThanOrEqualTo(5));
    }

    @Test
    void tellsEachTimeTheSameWhetherDataIsLocal() throws Exception {
        InputSource input = input(sourceOfFile("content"));
        boolean local = provider.isLocal(input);

        assertThat(provider.isLocal(input)).isEqualTo(local);
    }

    @Test
    void failsForContentThatIsMissing() throws Exception {
        Optional<SpecConfig> source = missing();
        if (source.isEmpty()) {
            return; // not promised, unless the provider's content can be missing
        }
        InputSource input = input(source.orElseThrow());
        Throwable fault = catchThrowable(() -> provider.prepare(input, newDirectory(1)));

        assertThat(fault).isInstanceOfAny(IOException.class, BacalhauException.class);
        assertThat(fault.getMessage()).isNotBlank();
    }

    @Test
    void stopsWhenInterrupted() throws Exception {
        Optional<SpecConfig> source = endless();
        if (source.isEmpty()) {
            return; // not promised, unless the provider can take long
        }
        InputSource input = input(source.orElseThrow());
        Path target = newDirectory(1);
        AtomicReference<Throwable> end = new AtomicReference<>();
        Thread worker = new Thread(() -> end.set(catchThrowable(() -> provider.prepare(input, target))));
        worker.setDaemon(true);
        worker.start();
        worker.interrupt();
        worker.join(Await.DEADLINE.toMillis());

        assertThat(worker.isAlive()).as("still preparing").isFalse();
        assertThat(end.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void leavesTheSourceAlone() throws Exception {
        InputSource input = input(sourceOfFile("content"));
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            texts.add(onlyText(provider.prepare(input, newDirectory(i))));
        }

        assertThat(texts).containsOnly("content");
    }

    @Test
    void canBeClosedTwice() throws Exception {
        provider.close();
        provider.close();
    }
}
