package org.bacalhau.node.http.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.bacalhau.node.publisher.local.PublishedArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServedArchivesTest {
    private static final String DIGEST = "ab".repeat(32);

    @TempDir
    Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-02T03:04:05Z"));

    private ServedArchives archives(Duration age, long bytes) {
        return new ServedArchives(directory, new ArchiveRetention(age, bytes), now::get);
    }

    private void publish(ServedArchives archives, String name, int size) throws IOException {
        Path file = Files.write(directory.resolve(name + ".tar.gz"), new byte[size]);
        Files.setLastModifiedTime(file, FileTime.from(now.get()));
        archives.published(new PublishedArchive(file, size, DIGEST));
        now.set(now.get().plusSeconds(1));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .map(name -> name.replace(".tar.gz", ""))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void removesTheOldestWhenThereAreTooManyBytes() throws Exception {
        ServedArchives archives = archives(Duration.ofDays(1), 100);
        for (String name : List.of("a", "b", "c", "d")) {
            publish(archives, name, 30);
        }

        assertThat(names()).containsExactly("b", "c", "d");
        assertThat(directory.resolve(".a.tar.gz.sha256")).doesNotExist();
        assertThat(directory.resolve(".b.tar.gz.sha256")).exists();
    }

    @Test
    void keepsTheNewestHoweverLargeItIs() throws Exception {
        ServedArchives archives = archives(Duration.ofDays(1), 100);
        publish(archives, "a", 10);
        publish(archives, "b", 1_000);

        assertThat(names()).containsExactly("b");
    }

    @Test
    void removesWhatIsTooOldWhenTheNextIsPublished() throws Exception {
        ServedArchives archives = archives(Duration.ofDays(1), Long.MAX_VALUE);
        publish(archives, "a", 1);
        now.set(now.get().plus(Duration.ofHours(12)));
        publish(archives, "b", 1);
        now.set(now.get().plus(Duration.ofHours(13)));
        publish(archives, "c", 1);

        assertThat(names()).containsExactly("b", "c");
    }

    @Test
    void doesNotRemoveWhatIsBeingRead() throws Exception {
        ServedArchives archives = archives(Duration.ofDays(1), 100);
        publish(archives, "a", 60);
        try (OpenArchive first = archives.open("a.tar.gz").orElseThrow();
                OpenArchive second = archives.open("a.tar.gz").orElseThrow()) {
            first.close();
            first.close();
            publish(archives, "b", 60);
            assertThat(second.size()).isEqualTo(60);
            assertThat(names()).containsExactly("a", "b");
        }
        publish(archives, "c", 60);
        assertThat(names()).containsExactly("c");
    }

    @Test
    void leavesAloneWhatIsNoArchive() throws Exception {
        Path other = Files.writeString(directory.resolve("notes.txt"), "x");
        Files.setLastModifiedTime(other, FileTime.from(Instant.EPOCH));
        Files.createDirectory(directory.resolve("d.tar.gz"));
        Files.setLastModifiedTime(directory.resolve("d.tar.gz"), FileTime.from(Instant.EPOCH));
        publish(archives(Duration.ofDays(1), 0), "a", 10);

        assertThat(names()).containsExactly("a", "d", "notes.txt");
    }

    @Test
    void findsWhatWasThereBeforeTheStart() throws Exception {
        publish(archives(Duration.ofDays(1), 100), "a", 90);
        publish(archives(Duration.ofDays(1), 100), "b", 90);

        assertThat(names()).containsExactly("b");
    }

    @Test
    void aDigestCountsOnlyForTheArchiveItWasTakenOf() throws Exception {
        ServedArchives archives = archives(Duration.ofDays(1), 1_000);
        publish(archives, "a", 10);
        try (OpenArchive known = archives.open("a.tar.gz").orElseThrow()) {
            assertThat(known.sha256()).contains(DIGEST);
        }
        Files.write(directory.resolve("a.tar.gz"), new byte[11]);
        try (OpenArchive replaced = archives.open("a.tar.gz").orElseThrow()) {
            assertThat(replaced.sha256()).isEmpty();
            assertThat(replaced.size()).isEqualTo(11);
        }
        Files.writeString(directory.resolve(".a.tar.gz.sha256"), "torn");
        try (OpenArchive damaged = archives.open("a.tar.gz").orElseThrow()) {
            assertThat(damaged.sha256()).isEmpty();
        }
    }

    @Test
    void opensNothingButArchivesOfTheDirectory() throws Exception {
        Path inner = Files.createDirectory(directory.resolve("inner"));
        Files.write(directory.resolve("secret.tar.gz"), new byte[1]);
        ServedArchives archives = new ServedArchives(inner, ArchiveRetention.FOREVER, now::get);
        Files.createSymbolicLink(inner.resolve(".hidden.tar.gz"), directory.resolve("secret.tar.gz"));

        for (String name :
                List.of("../secret.tar.gz", ".hidden.tar.gz", "", ".tar.gz", "no.tar.gz", "a/b.tar.gz", "x")) {
            assertThat(archives.open(name)).as(name).isEmpty();
        }
    }
}
