package org.bacalhau.node.http.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.google.common.hash.Hashing;
import java.io.RandomAccessFile;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.bacalhau.client.ApiException;
import org.bacalhau.client.DownloadOptions;
import org.bacalhau.client.DownloadedResult;
import org.bacalhau.client.api.ApiJob;
import org.bacalhau.client.api.ApiSpecConfig;
import org.bacalhau.core.compute.ComputeConfig;
import org.bacalhau.core.runtime.Backoff;
import org.bacalhau.node.PublisherPlugin;
import org.bacalhau.node.executor.noop.NoopExecutor;
import org.bacalhau.node.http.HttpLimits;
import org.bacalhau.node.http.HttpSettings;
import org.bacalhau.node.publisher.local.PublishedArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How results get across: in parts, slowly, after cuts, many at a time. */
@Timeout(120)
class ResultTransferTest {
    private static final long HUGE = 5_000_000_000L;

    @TempDir
    Path temp;

    @Test
    void sendsTheAskedPartOfTheFile() throws Exception {
        try (ResultNode node = ResultNode.start(ResultNode.results(temp))) {
            String link = node.link(node.run(100_000));
            byte[] whole = ResultNode.get(link).body();
            HttpResponse<byte[]> middle = ResultNode.get(link, "Range", "bytes=100-70099");
            HttpResponse<byte[]> beyond = ResultNode.get(link, "Range", "bytes=" + whole.length + "-");

            assertThat(middle.statusCode()).isEqualTo(206);
            assertThat(middle.body()).isEqualTo(Arrays.copyOfRange(whole, 100, 70_100));
            assertThat(ResultNode.header(middle, "Content-Range")).isEqualTo("bytes 100-70099/" + whole.length);
            assertThat(ResultNode.header(middle, "Content-Length")).isEqualTo("70000");
            assertThat(ResultNode.header(middle, "Repr-Digest"))
                    .isEqualTo(ArchiveAnswers.reprDigest(
                            Hashing.sha256().hashBytes(whole).toString()));
            assertThat(beyond.statusCode()).isEqualTo(416);
            assertThat(ResultNode.header(beyond, "Content-Range")).isEqualTo("bytes */" + whole.length);
        }
    }

    @Test
    void sendsAllWhereThePartWouldBeOfAnotherVersion() throws Exception {
        try (ResultNode node = ResultNode.start(ResultNode.results(temp))) {
            String link = node.link(node.run(1_000));
            HttpResponse<byte[]> whole = ResultNode.get(link);
            for (String fits : List.of(ResultNode.header(whole, "ETag"), ResultNode.header(whole, "Last-Modified"))) {
                assertThat(ResultNode.get(link, "Range", "bytes=5-", "If-Range", fits)
                                .statusCode())
                        .isEqualTo(206);
            }
            for (String other : List.of("\"other\"", "W/" + ResultNode.header(whole, "ETag"), "yesterday")) {
                HttpResponse<byte[]> answer = ResultNode.get(link, "Range", "bytes=5-", "If-Range", other);
                assertThat(answer.statusCode()).as(other).isEqualTo(200);
                assertThat(answer.body()).isEqualTo(whole.body());
            }
        }
    }

    @Test
    void theSdkGoesOnAfterCutConnections() throws Exception {
        try (CuttingProxy proxy = new CuttingProxy(2, 60_000)) {
            ResultServer results = ResultServer.open(
                    temp.resolve("results"), temp.resolve("key"), ResultSettings.DEFAULT.withAdvertised(proxy.uri()));
            try (ResultNode node = ResultNode.start(results)) {
                proxy.leadTo(node.server.port());
                String job = node.run(300_000);
                List<Long> progress = new ArrayList<>();
                DownloadedResult done = node.client
                        .results()
                        .downloadAll(
                                job,
                                temp.resolve("got"),
                                DownloadOptions.DEFAULT.reportingTo((at, total) -> progress.add(at)))
                        .get(0);

                assertThat(proxy.cutsLeft()).isZero();
                assertThat(done.verified()).isTrue();
                assertThat(done.directory().resolve("outputs/data")).hasSize(300_000);
                assertThat(progress).as("nothing is fetched twice").isSorted();
            }
        }
    }

    @Test
    void theSdkNoticesAnArchiveThatHasChanged() throws Exception {
        try (ResultNode node = ResultNode.start(ResultNode.results(temp))) {
            String job = node.run(1_000);
            ApiSpecConfig listed = node.client.results().list(job).get(0);
            Path archive = temp.resolve("results").resolve(node.link(job).replaceAll(".*/|\\?.*", ""));
            byte[] content = Files.readAllBytes(archive);
            content[content.length / 2]++;
            Files.write(archive, content);

            assertThatExceptionOfType(ApiException.class)
                    .isThrownBy(
                            () -> node.client.results().download(listed, temp.resolve("got"), DownloadOptions.DEFAULT))
                    .withMessageContaining("SHA-256");
            assertThat(temp.resolve("got")).doesNotExist();
        }
    }

    /** A server with one archive that no disk has to hold, and the link to it. */
    private record Huge(ResultNode node, ServedArchives archives, String link) implements AutoCloseable {
        @Override
        public void close() {
            node.close();
        }
    }

    private Huge huge(HttpSettings settings) throws Exception {
        Path archive = Files.createDirectories(temp.resolve("results")).resolve("e-1.tar.gz");
        try (RandomAccessFile sparse = new RandomAccessFile(archive.toFile(), "rw")) {
            sparse.setLength(HUGE);
        }
        NodeKey key = NodeKey.random();
        ServedArchives archives =
                new ServedArchives(temp.resolve("results"), ArchiveRetention.FOREVER, InstantSource.system());
        archives.published(new PublishedArchive(archive, HUGE, "ab".repeat(32)));
        ResultServer results = new ResultServer(key, archives, ResultSettings.DEFAULT, InstantSource.system());
        ResultNode node = ResultNode.start(results, settings, builder -> builder);
        ResultLinks links = new ResultLinks(key, ResultSettings.DEFAULT, InstantSource.system(), node.server::uri);
        return new Huge(
                node, archives, links.toArchive(node.server.uri(), "e-1.tar.gz").toString());
    }

    @Test
    void countsBeyondFourGigabytes() throws Exception {
        try (Huge huge = huge(HttpSettings.DEFAULT)) {
            HttpResponse<byte[]> head = ResultNode.send("HEAD", huge.link());
            HttpResponse<byte[]> part = ResultNode.get(huge.link(), "Range", "bytes=4294967296-4294967305");

            assertThat(ResultNode.header(head, "Content-Length")).isEqualTo("5000000000");
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.body()).hasSize(10);
            assertThat(ResultNode.header(part, "Content-Range")).isEqualTo("bytes 4294967296-4294967305/5000000000");
        }
    }

    @Test
    void cutsOffWhoDoesNotReadAndLetsGoOfTheFile() throws Exception {
        HttpLimits hasty =
                HttpLimits.DEFAULT.withTimes(Duration.ofSeconds(30), Duration.ofMillis(200), Duration.ofSeconds(1));
        try (Huge huge = huge(HttpSettings.DEFAULT.withLimits(hasty));
                Socket deaf = new Socket()) {
            deaf.setReceiveBufferSize(4 * 1024);
            deaf.connect(new InetSocketAddress("127.0.0.1", huge.node().server.port()));
            URI link = URI.create(huge.link());
            deaf.getOutputStream()
                    .write(("GET " + link.getRawPath() + "?" + link.getRawQuery() + " HTTP/1.1\r\nHost: a\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(deaf.getInputStream().read()).isEqualTo('H');

            await().atMost(ResultNode.PATIENCE).until(() -> !huge.archives().isRead("e-1.tar.gz"));
        }
    }

    @Test
    void takesOnNoMoreDownloadsThanItsLimit() throws Exception {
        HttpLimits one = HttpLimits.DEFAULT.withCounts(100, 1);
        try (Huge huge = huge(HttpSettings.DEFAULT.withLimits(one));
                Socket first = new Socket("127.0.0.1", huge.node().server.port())) {
            URI link = URI.create(huge.link());
            first.getOutputStream()
                    .write(("GET " + link.getRawPath() + "?" + link.getRawQuery() + " HTTP/1.1\r\nHost: a\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(first.getInputStream().read()).isEqualTo('H');

            assertThat(ResultNode.get(huge.link(), "Range", "bytes=0-0").statusCode())
                    .isEqualTo(503);
            assertThat(ResultNode.send("HEAD", huge.link()).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void manyDownloadsAtATimeAreRightWhileArchivesComeAndGo() throws Exception {
        ArchiveRetention small = new ArchiveRetention(Duration.ofDays(1), 400_000);
        ResultServer results = ResultServer.open(
                temp.resolve("results"), temp.resolve("key"), ResultSettings.DEFAULT.withRetention(small));
        try (ResultNode node = ResultNode.start(results)) {
            List<CompletableFuture<DownloadedResult>> downloads = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                ApiSpecConfig listed =
                        node.client.results().list(node.run(100_000 + i)).get(0);
                for (int twice = 0; twice < 2; twice++) {
                    downloads.add(node.client
                            .results()
                            .downloadAsync(listed, temp.resolve("got-" + i + "-" + twice), DownloadOptions.DEFAULT));
                }
                if (i % 5 == 4) {
                    downloads.forEach(CompletableFuture::join);
                }
            }

            assertThat(downloads)
                    .hasSize(80)
                    .allSatisfy(done -> assertThat(done.join().verified()).isTrue());
            try (var kept = Files.list(temp.resolve("results"))) {
                assertThat(kept.filter(file -> file.toString().endsWith(".gz")).count())
                        .isBetween(1L, 5L);
            }
        }
    }

    @Test
    void publishesNothingUnderAnAddressThatDoesNotLeadToIt() throws Exception {
        try (ResultNode wrong = ResultNode.start(ResultNode.results(temp.resolve("other")))) {
            ResultServer results = ResultServer.open(
                    temp.resolve("results"),
                    temp.resolve("key"),
                    ResultSettings.DEFAULT.withAdvertised(wrong.server.uri()));
            try (ResultNode node = ResultNode.start(
                    results,
                    HttpSettings.DEFAULT,
                    builder -> builder.compute(ComputeConfig.builder()
                                    .publishRetry(new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), 2))
                                    .build())
                            .plugin(new PublisherPlugin(results))
                            .executor(new NoopExecutor(ResultNode::write)))) {
                String id = node.client.jobs().submit(ResultNode.job(1)).jobId();
                ApiJob failed = node.client.jobs().await(id, ResultNode.PATIENCE);

                assertThat(failed.state().stateType()).isEqualTo("Failed");
                assertThat(failed.state().message())
                        .contains(wrong.server.uri().toString(), "it answers with status 404");
            }
        }
    }
}
