package org.bacalhau.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import org.bacalhau.client.api.ApiSpecConfig;
import org.bacalhau.client.archive.ArchiveLimits;
import org.bacalhau.client.archive.TarGz;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DownloadTest {
    private static final byte[] ARCHIVE = new TarGz()
            .file("stdout", "hello\n")
            .file("outputs/data.txt", "data")
            .bytes();

    @TempDir
    Path temp;

    private final TestNode node = new TestNode();
    private final BacalhauClient client = node.client().build();

    @AfterEach
    void close() throws IOException {
        client.close();
        node.close();
        try (Stream<Path> left = Files.list(temp)) {
            assertThat(left.filter(path -> path.getFileName().toString().contains("partial")))
                    .isEmpty();
        }
    }

    private ApiSpecConfig result(String path) {
        return ApiSpecConfig.of("urlDownload", Map.of("URL", node.at(path).toString()));
    }

    private static MockResponse.Builder file(byte[] content) {
        return new MockResponse.Builder().body(new Buffer().write(content));
    }

    private static byte[] random(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return content;
    }

    private Path target() {
        return temp.resolve("result");
    }

    private byte[] downloaded() throws IOException {
        return Files.readAllBytes(target().resolve("data.bin"));
    }

    @Test
    void unpacksAnArchive() {
        node.answers(file(ARCHIVE));
        List<Long> progress = Collections.synchronizedList(new ArrayList<>());

        DownloadedResult done = client.results()
                .download(result("/e-1.tar.gz"), target(), DownloadOptions.DEFAULT.reportingTo((at, total) -> {
                    assertThat(total).isEqualTo(ARCHIVE.length);
                    progress.add(at);
                }));

        assertThat(done).isEqualTo(new DownloadedResult(target(), ARCHIVE.length, false));
        assertThat(target().resolve("stdout")).hasContent("hello\n");
        assertThat(target().resolve("outputs/data.txt")).hasContent("data");
        assertThat(progress).last().isEqualTo((long) ARCHIVE.length);
    }

    @Test
    void keepsAnArchivePackedIfToldSo() {
        node.answers(file(ARCHIVE));

        client.results().download(result("/e-1.tar.gz"), target(), DownloadOptions.DEFAULT.packed());

        assertThat(target().resolve("e-1.tar.gz")).hasBinaryContent(ARCHIVE);
    }

    @Test
    void asksOnlyForTheRestAfterABrokenConnection() throws Exception {
        byte[] content = random(300_000);
        node.server().setDispatcher(new RangeServer(content, "\"v1\""));

        client.results().download(result("/data.bin"), target(), DownloadOptions.DEFAULT);

        assertThat(downloaded()).isEqualTo(content);
        node.request();
        RecordedRequest second = node.request();
        assertThat(second.getHeaders().get("If-Range")).isEqualTo("\"v1\"");
        assertThat(second.getHeaders().get("Range")).matches("bytes=[1-9]\\d*-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"v2\"", "Sat, 01 Jan 2000 00:00:00 GMT"})
    void beginsAnewWhenTheFileHasChanged(String newVersion) throws Exception {
        byte[] content = random(200_000);
        RangeServer changed = new RangeServer(content, newVersion);
        changed.first(random(300_000), "\"v1\"");
        node.server().setDispatcher(changed);

        client.results().download(result("/data.bin"), target(), DownloadOptions.DEFAULT);

        assertThat(downloaded()).isEqualTo(content);
    }

    @Test
    void beginsAnewWhereTheServerDoesNotTellVersions() throws Exception {
        byte[] content = random(200_000);
        node.answers(file(content).onResponseBody(new SocketEffect.CloseSocket()))
                .answers(file(content));

        client.results().download(result("/data.bin"), target(), DownloadOptions.DEFAULT);

        assertThat(downloaded()).isEqualTo(content);
        node.request();
        assertThat(node.request().getHeaders().get("Range")).isNull();
    }

    @Test
    void beginsAnewWhenTheServerSendsAnotherPartThanAsked() throws Exception {
        byte[] content = random(200_000);
        node.answers(file(content).setHeader("ETag", "\"v1\"").onResponseBody(new SocketEffect.CloseSocket()))
                .answers(file(Arrays.copyOf(content, 10)).code(206).setHeader("Content-Range", "bytes 0-9/200000"))
                .answers(file(content));

        client.results().download(result("/data.bin"), target(), DownloadOptions.DEFAULT);

        assertThat(downloaded()).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(ints = {416, 429, 500, 503})
    void triesAgainWhenTheServerIsBusy(int status) throws Exception {
        node.answers(status, "").answers(file(random(10)));

        client.results().download(result("/data.bin"), target(), DownloadOptions.DEFAULT);

        assertThat(downloaded()).isEqualTo(random(10));
    }

    @Test
    void givesUpWhenTheConnectionKeepsBreakingWithoutAByte() {
        node.breaksOff().breaksOff().breaksOff().answers(file(ARCHIVE));

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> client.results().download(result("/e.tar.gz"), target(), DownloadOptions.DEFAULT))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UPSTREAM_FAILED));
        assertThat(target()).doesNotExist();
        assertThat(node.server().getRequestCount()).isEqualTo(3);
    }

    @Test
    void endsADownloadThatStandsStill() {
        node.answers(file(ARCHIVE).onResponseBody(SocketEffect.Stall.INSTANCE))
                .answers(file(ARCHIVE).onResponseBody(SocketEffect.Stall.INSTANCE))
                .answers(file(ARCHIVE).onResponseBody(SocketEffect.Stall.INSTANCE));
        try (BacalhauClient hasty =
                node.client().idleTimeout(Duration.ofMillis(100)).build()) {
            assertThatExceptionOfType(ApiException.class)
                    .isThrownBy(() -> hasty.results().download(result("/e.tar.gz"), target(), DownloadOptions.DEFAULT))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UPSTREAM_FAILED));
        }
    }

    @ParameterizedTest
    @CsvSource({"403, expired", "404, expired", "410, expired", "400, status 400"})
    void doesNotTryAgainWhatIsRefused(int status, String text) {
        node.answers(status, "");

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> client.results().download(result("/e.tar.gz"), target(), DownloadOptions.DEFAULT))
                .withMessageContaining(text);
        assertThat(node.server().getRequestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Repr-Digest: sha-256=:%s:", "Digest: SHA-256=%s", "x-amz-checksum-sha256: %s"})
    void comparesTheDigestThatTheServerTells(String header) throws Exception {
        byte[] content = random(1_000);
        String right = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(content));
        String wrong = Base64.getEncoder().encodeToString(new byte[32]);
        node.answers(file(content).addHeader(String.format(header, right)))
                .answers(file(content).addHeader(String.format(header, wrong)));

        assertThat(client.results()
                        .download(result("/data.bin"), target(), DownloadOptions.DEFAULT)
                        .verified())
                .isTrue();
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() ->
                        client.results().download(result("/data.bin"), temp.resolve("b"), DownloadOptions.DEFAULT))
                .withMessageContaining("SHA-256");
        assertThat(temp.resolve("b")).doesNotExist();
    }

    @Test
    void aSignedLinkIsSentAsItIsAndNoTokenWithIt() throws Exception {
        byte[] content = random(1_000);
        String checksum = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(content));
        ApiSpecConfig signed = ApiSpecConfig.of(
                "s3PreSigned",
                Map.of(
                        "PreSignedURL",
                        node.at("/bucket/data.bin") + "?X-Amz-Signature=a%2Fb%3D&x=1+2",
                        "SourceSpec",
                        Map.of("ChecksumSHA256", checksum)));
        TokenStore tokens = TokenStore.inMemory();
        tokens.save(URI.create(node.base().toString().replaceAll("/$", "")), "secret");
        node.answers(file(content));
        try (BacalhauClient known = node.client().tokens(tokens).build()) {
            assertThat(known.results()
                            .download(signed, target(), DownloadOptions.DEFAULT)
                            .verified())
                    .isTrue();
        }
        RecordedRequest request = node.request();
        assertThat(request.getTarget()).isEqualTo("/bucket/data.bin?X-Amz-Signature=a%2Fb%3D&x=1+2");
        assertThat(request.getHeaders().get("Authorization")).isNull();
    }

    @Test
    void aSignatureIsNotShownInErrors() {
        ApiSpecConfig signed =
                ApiSpecConfig.of("s3PreSigned", Map.of("PreSignedURL", node.at("/x.bin") + "?X-Amz-Signature=s3cret"));
        node.answers(403, "");

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> client.results().download(signed, target(), DownloadOptions.DEFAULT))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"));
    }

    @Test
    void nothingOfAHostileArchiveGetsOut() {
        List<byte[]> hostile = List.of(
                new TarGz().file("good", "x").file("../evil", "x").bytes(),
                new TarGz().file("good", "x").file("/tmp/evil", "x").bytes(),
                new TarGz().link("out", "../..").file("out/evil", "x").bytes(),
                new TarGz().link("out", "/etc").bytes(),
                "no archive".getBytes(StandardCharsets.UTF_8),
                Arrays.copyOf(ARCHIVE, ARCHIVE.length - 20));
        for (byte[] archive : hostile) {
            node.answers(file(archive));

            assertThatExceptionOfType(BacalhauException.class)
                    .isThrownBy(() -> client.results().download(result("/e.tar.gz"), target(), DownloadOptions.DEFAULT))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INPUT_UNAVAILABLE));
            assertThat(target()).doesNotExist();
            assertThat(temp.resolve("evil")).doesNotExist();
        }
    }

    @Test
    void anArchiveThatUnpacksToTooMuchIsRefused() {
        node.answers(file(new TarGz().file("zeros", new byte[10_000_000], 0644).bytes()));
        DownloadOptions small = new DownloadOptions(
                1_000_000, new ArchiveLimits(1_000_000, 1_000_000, 10, 5), true, DownloadProgress.NONE);

        assertThatExceptionOfType(BacalhauException.class)
                .isThrownBy(() -> client.results().download(result("/e.tar.gz"), target(), small));
        assertThat(target()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFileThatIsTooLargeIsRefused(boolean saysItsSize) {
        byte[] content = random(2_000);
        node.answers(
                saysItsSize ? file(content) : new MockResponse.Builder().chunkedBody(new Buffer().write(content), 100));
        DownloadOptions small = new DownloadOptions(1_000, ArchiveLimits.DEFAULT, true, DownloadProgress.NONE);

        assertThatExceptionOfType(BacalhauException.class)
                .isThrownBy(() -> client.results().download(result("/data.bin"), target(), small))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED));
    }

    @Test
    void anEmptyDirectoryMayBeThereAFullOneNot() throws IOException {
        node.answers(file(ARCHIVE));
        Files.createDirectories(target());

        client.results().download(result("/e.tar.gz"), target(), DownloadOptions.DEFAULT);

        assertThatExceptionOfType(BacalhauException.class)
                .isThrownBy(() -> client.results().download(result("/e.tar.gz"), target(), DownloadOptions.DEFAULT))
                .withMessageContaining(target().toString())
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ALREADY_EXISTS));
        assertThat(target().resolve("stdout")).hasContent("hello\n");
    }

    @Test
    void aFileOfANodeOnThisMachineIsCopied() throws IOException {
        Path archive = Files.write(temp.resolve("e-1.tar.gz"), ARCHIVE);
        ApiSpecConfig local =
                ApiSpecConfig.of("urlDownload", Map.of("URL", archive.toUri().toString()));

        client.results().download(local, target(), DownloadOptions.DEFAULT);

        assertThat(target().resolve("stdout")).hasContent("hello\n");
        assertThat(archive).exists();
    }

    @Test
    void aFileIsNotCopiedForANodeOnAnotherMachine() throws IOException {
        Path secret = Files.writeString(temp.resolve("secret"), "x");
        ApiSpecConfig local =
                ApiSpecConfig.of("urlDownload", Map.of("URL", secret.toUri().toString()));
        try (BacalhauClient remote =
                BacalhauClient.builder(URI.create("http://192.0.2.1:1234")).build()) {
            assertThatExceptionOfType(BacalhauException.class)
                    .isThrownBy(() -> remote.results().download(local, target(), DownloadOptions.DEFAULT))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.PERMISSION_DENIED));
        }
    }

    @ParameterizedTest
    @CsvSource({"ipfs, UNSUPPORTED", "s3, UNSUPPORTED", "'', UNSUPPORTED", "urlDownload, UPSTREAM_FAILED"})
    void saysWhichResultsCannotBeDownloaded(String type, ErrorCode code) {
        ApiSpecConfig other = ApiSpecConfig.of(type, Map.of("URL", "gopher://x"));

        assertThatExceptionOfType(BacalhauException.class)
                .isThrownBy(() -> client.results().download(other, target(), DownloadOptions.DEFAULT))
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void downloadsAllResultsIntoDirectoriesOfTheirOwn() {
        String url = node.at("/a/e-1.tar.gz").toString();
        node.answers("{\"Items\":[{\"Type\":\"urlDownload\",\"Params\":{\"URL\":\"" + url + "\"}},"
                        + "{\"Type\":\"urlDownload\",\"Params\":{\"URL\":\"" + url.replace("/a/", "/b/") + "\"}}]}")
                .answers(file(ARCHIVE))
                .answers(file(ARCHIVE));

        List<DownloadedResult> all = client.results().downloadAll("j-1", target(), DownloadOptions.DEFAULT);

        assertThat(all)
                .extracting(DownloadedResult::directory)
                .containsExactly(target().resolve("e-1"), target().resolve("e-1-2"));
        assertThat(target().resolve("e-1-2/stdout")).hasContent("hello\n");
    }

    @Test
    void aJobWithoutResultsHasNothingToDownload() {
        node.answers("{\"Items\":[]}");

        assertThat(client.results().downloadAll("j-1", target(), DownloadOptions.DEFAULT))
                .isEmpty();
        assertThat(target()).doesNotExist();
    }

    @Test
    void cancellingEndsTheDownload() throws Exception {
        node.answers(file(random(500_000)).onResponseBody(SocketEffect.Stall.INSTANCE));
        CompletableFuture<DownloadedResult> download =
                client.results().downloadAsync(result("/data.bin"), target(), DownloadOptions.DEFAULT);
        node.request();

        download.cancel(true);

        assertThatThrownBy(() -> download.get(30, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
        client.close();
        assertThat(target()).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "http://h/a/e-1.tar.gz, e-1",
        "http://h/x.TGZ?a=b, x",
        "http://h/, result",
        "http://h, result",
        "http://h/.., result",
        "http://h/%2E%2E, result",
        "http://h/a%2Fb.bin, b.bin",
        "http://h/a%3Ab%5Cc, a_b_c",
        "http://h/a%00b, result",
        "http://h/.tar.gz, result"
    })
    void namesDirectoriesAfterFilesWithoutLettingThemLeadElsewhere(String url, String name) {
        assertThat(ResultLocation.of(ApiSpecConfig.of("urlDownload", Map.of("url", url)))
                        .name())
                .isEqualTo(name);
    }
}
