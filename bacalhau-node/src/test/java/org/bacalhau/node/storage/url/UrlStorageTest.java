package org.bacalhau.node.storage.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.bacalhau.node.storage.url.TestServer.send;
import static org.bacalhau.node.storage.url.TestServer.sendPart;

import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.runtime.Backoff;
import org.bacalhau.core.storage.PreparedInput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All transfers are real ones, from a server on the loopback address; only the waits between tries are not. */
@Timeout(60)
class UrlStorageTest {
    private static final UrlStorageConfig CONFIG = UrlStorageConfig.DEFAULT
            .withAllowedNetworks(List.of("127.0.0.1/32"))
            .withBackoff(new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(8), 4));

    @TempDir
    Path temp;

    private final List<Duration> waits = new ArrayList<>();
    private TestServer server;
    private UrlStorage storage;
    private Path directory;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
        storage = new UrlStorage(CONFIG, waits::add);
        directory = Files.createDirectory(temp.resolve("input"));
    }

    @AfterEach
    void stop() {
        storage.close();
        server.close();
    }

    @Test
    void downloadsBelowTheTarget() throws Exception {
        server.serve("/data/horses.csv", "a,b");

        PreparedInput prepared = prepare("/data/horses.csv?token=1");

        assertThat(prepared.source()).isEqualTo(directory.resolve("horses.csv")).hasContent("a,b");
        assertThat(prepared.target()).isEqualTo("/inputs/horses.csv");
        assertThat(prepared.readOnly()).isTrue();
        assertThat(directory).isDirectoryContaining("glob:**/horses.csv").isDirectoryNotContaining("glob:**/*.part");
    }

    @ParameterizedTest
    @CsvSource({
        "/200/300.jpg, 300.jpg",
        "/cdn/300/, 300",
        "/cdn/300//, 300",
        "/a%20b.txt, a b.txt",
        "/x/%2e%2e%2fevil, evil",
        "/x/..%5Cevil, evil",
        "/download.part, download.part",
    })
    void takesTheNameFromTheUrl(String path, String name) throws Exception {
        server.serve("/", "x");

        assertThat(prepare(path).source()).isEqualTo(directory.resolve(name)).hasContent("x");
    }

    @Test
    void namesAFileWithoutANameByAUuid() throws Exception {
        server.serve("/", "x");

        assertThat(prepare("/").source().getFileName().toString()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/id/568/200/300.jpg||300.jpg",
                "/cdn/300/||300",
                "/cdn/300/|attachment; filename*=UTF-8''300.jpg; filename=\"other.jpg\";|300.jpg",
                "/cdn/300/|attachment; filename=\"../../300.jpg\"|300.jpg",
                "/cdn/300/|attachment; filename=\"/etc/300.jpg\"|300.jpg",
                "/cdn/300/|attachment; filename=\"..\"|300",
                "/|inline|uuid",
            })
    void takesTheNameAfterRedirectsFromTheServer(String target, String disposition, String name) throws Exception {
        server.redirect("/first", "second")
                .redirect("/second", server.url(target))
                .on("/", (exchange, number) -> {
                    if (disposition != null) {
                        exchange.getResponseHeaders().set("Content-Disposition", disposition);
                    }
                    send(exchange, 200, "x");
                });

        String chosen = prepare("/first").source().getFileName().toString();

        if (name.endsWith("uuid")) {
            assertThat(chosen).hasSize(36);
        } else {
            assertThat(chosen).isEqualTo(name);
        }
    }

    @Test
    void ignoresTheServersNameWithoutARedirect() throws Exception {
        server.on("/300.jpg", (exchange, number) -> {
            exchange.getResponseHeaders().set("Content-Disposition", "attachment; filename=\"dodgy.bin\"");
            send(exchange, 200, "x");
        });

        assertThat(prepare("/300.jpg").source()).hasFileName("300.jpg");
    }

    @Test
    void makesAnEmptyFileOfNoContent() throws Exception {
        server.on("/empty", (exchange, number) -> send(exchange, 204, ""));

        assertThat(prepare("/empty").source()).isEmptyFile();
    }

    @ParameterizedTest
    @ValueSource(ints = {425, 429, 500, 502, 503, 504})
    void triesAgainWhatMayPass(int status) throws Exception {
        server.on("/f", (exchange, number) -> send(exchange, number < 4 ? status : 200, "x"));

        assertThat(prepare("/f").source()).hasContent("x");
        assertThat(waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    }

    @Test
    void waitsAsLongAsTheServerAsksWithinItsOwnLimit() throws Exception {
        server.on("/f", (exchange, number) -> {
            exchange.getResponseHeaders()
                    .set("Retry-After", List.of("5", "999999", "soon").get(Math.min(number, 3) - 1));
            send(exchange, number < 4 ? 503 : 200, "x");
        });

        prepare("/f");

        assertThat(waits).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(8), Duration.ofSeconds(4));
    }

    @Test
    void triesAgainWhenTheServerGotTiredOfWaiting() throws Exception {
        // The HTTP client already answers this status by another try of its own, without a wait.
        server.on("/f", (exchange, number) -> send(exchange, number < 4 ? 408 : 200, "x"));

        assertThat(prepare("/f").source()).hasContent("x");
    }

    @Test
    void saysThatAHostIsUnknown() {
        Retries retries = new Retries(CONFIG.backoff(), waits::add);

        assertThatExceptionOfType(BacalhauException.class)
                .isThrownBy(() -> retries.run("it", () -> {
                    throw new UnknownHostException("nowhere");
                }))
                .withMessageContaining("it: giving up after 4 attempt(s): unknown host nowhere")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UPSTREAM_FAILED));
    }

    @Test
    void givesUpAfterTheLastTry() {
        server.on("/f", (exchange, number) -> send(exchange, 500, "x"));

        fails("/f", ErrorCode.UPSTREAM_FAILED, "giving up after 4 attempt(s): non-200 response from URL");

        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void triesAgainWhenNobodyListens() {
        String url = server.url("/f");
        server.close();

        failsAt(url, ErrorCode.UPSTREAM_FAILED, "giving up after 4 attempt(s)");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405, 410, 501})
    void doesNotTryAgainWhatWillNotPass(int status) {
        server.on("/f", (exchange, number) -> send(exchange, status, "x"));

        fails("/f", ErrorCode.INPUT_UNAVAILABLE, String.valueOf(status));

        assertThat(server.requests()).hasSize(1);
        assertThat(waits).isEmpty();
    }

    @Test
    void continuesABrokenTransferOfTheSameFile() throws Exception {
        String body = "0123456789".repeat(1000);
        server.on("/f", (exchange, number) -> {
            exchange.getResponseHeaders().set("ETag", "\"v1\"");
            if (number > 1) {
                assertThat(exchange.getRequestHeaders().getFirst("If-Range")).isEqualTo("\"v1\"");
            }
            String range = exchange.getRequestHeaders().getFirst("Range");
            int offset = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            sendPart(exchange, body, offset, Math.min(offset + 4000, body.length()));
        });

        assertThat(prepare("/f").source()).hasContent(body);
        assertThat(server.requests()).containsExactly("GET /f", "GET /f bytes=4000-", "GET /f bytes=8000-");
    }

    @Test
    void continuesByTheTimeOfTheLastChangeToo() throws Exception {
        String body = "0123456789";
        server.on("/f", (exchange, number) -> {
            exchange.getResponseHeaders().set("ETag", "W/\"weak\"");
            exchange.getResponseHeaders().set("Last-Modified", "Mon, 06 May 2024 07:08:09 GMT");
            sendPart(exchange, body, number == 1 ? 0 : 4, number == 1 ? 4 : 10);
        });

        assertThat(prepare("/f").source()).hasContent(body);
        assertThat(server.requests()).containsExactly("GET /f", "GET /f bytes=4-");
    }

    @Test
    void beginsAgainIfTheServerHasNoProofThatTheFileIsTheSame() throws Exception {
        server.on("/f", (exchange, number) -> sendPart(exchange, "0123456789", 0, number == 1 ? 4 : 10));

        assertThat(prepare("/f").source()).hasContent("0123456789");
        assertThat(server.requests()).containsExactly("GET /f", "GET /f");
    }

    @Test
    void beginsAgainIfTheFileChanged() throws Exception {
        server.on("/f", (exchange, number) -> {
            exchange.getResponseHeaders().set("ETag", number == 1 ? "\"v1\"" : "\"v2\"");
            // As If-Range demands: another file is sent whole.
            sendPart(exchange, number == 1 ? "0123456789" : "abc", 0, number == 1 ? 4 : 3);
        });

        assertThat(prepare("/f").source()).hasContent("abc");
    }

    @Test
    void mistrustsAServerThatContinuesAnotherFileOrElsewhere() throws Exception {
        server.on("/f", (exchange, number) -> {
            exchange.getResponseHeaders().set("ETag", number == 2 ? "\"v2\"" : "\"v1\"");
            switch (number) {
                case 1 -> sendPart(exchange, "0123456789", 0, 4);
                case 2 -> sendPart(exchange, "abcdefghij", 4, 10);
                case 3 -> sendPart(exchange, "0123456789", 0, 6);
                case 4 -> sendPart(exchange, "0123456789", 5, 10);
                default -> sendPart(exchange, "0123456789", 0, 10);
            }
        });
        storage = new UrlStorage(
                CONFIG.withBackoff(new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(8), 9)), waits::add);

        assertThat(prepare("/f").source()).hasContent("0123456789");
        assertThat(server.requests())
                .containsExactly("GET /f", "GET /f bytes=4-", "GET /f", "GET /f bytes=6-", "GET /f");
    }

    @Test
    void beginsAgainIfThereIsNothingToContinue() throws Exception {
        server.on("/f", (exchange, number) -> {
            exchange.getResponseHeaders().set("ETag", "\"v1\"");
            if (number == 2) {
                send(exchange, 416, "");
            } else {
                sendPart(exchange, "0123456789", 0, number == 1 ? 4 : 10);
            }
        });

        assertThat(prepare("/f").source()).hasContent("0123456789");
    }

    @Test
    void goesOnAsLongAsThereIsProgress() throws Exception {
        String body = "0123456789abcdef".repeat(1 << 19);
        server.on("/f", (exchange, number) -> {
            exchange.getResponseHeaders().set("ETag", "\"v1\"");
            int offset = (number - 1) << 20;
            sendPart(exchange, body, offset, offset + (1 << 20));
        });

        assertThat(prepare("/f").source()).hasContent(body);
        assertThat(server.requests()).hasSize(8);
    }

    @Test
    void givesUpIfTriesBringNoProgress() {
        String body = "x".repeat(4 << 20);
        server.on("/f", (exchange, number) -> sendPart(exchange, body, 0, 2 << 20));

        fails("/f", ErrorCode.UPSTREAM_FAILED, "giving up after");

        // The first try got ahead; all others only got as far again.
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void givesUpOnASilentServer() {
        CountDownLatch end = new CountDownLatch(1);
        server.on("/f", (exchange, number) -> {
            sendPart(exchange, "0123456789", 0, 4);
            await(end);
        });
        storage = new UrlStorage(CONFIG.withIdleTimeout(Duration.ofMillis(50)), waits::add);

        fails("/f", ErrorCode.UPSTREAM_FAILED, "giving up after 4 attempt(s)");
        end.countDown();
    }

    @Test
    void followsRedirectsUpToALimit() throws Exception {
        server.serve("/0", "x");
        for (int i = 1; i <= 11; i++) {
            server.redirect("/" + i, "/" + (i - 1));
        }

        fails("/11", ErrorCode.INPUT_UNAVAILABLE, "more than 10 redirects");
        failsToMeasure("/11", ErrorCode.INPUT_UNAVAILABLE, "more than 10 redirects");
        assertThat(prepare("/10").source()).hasFileName("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.com/x", "file:///etc/passwd", "jar:x"})
    void doesNotFollowRedirectsToAnythingElse(String location) {
        server.redirect("/f", location);

        fails("/f", ErrorCode.INPUT_UNAVAILABLE, "no HTTP address");
    }

    @Test
    void sendsTheUrlsPasswordOnlyToItsServer() throws Exception {
        try (TestServer other = new TestServer()) {
            AtomicBoolean told = new AtomicBoolean();
            other.on("/g", (exchange, number) -> {
                told.set(exchange.getRequestHeaders().containsKey("Authorization"));
                send(exchange, 200, "x");
            });
            server.on("/f", (exchange, number) -> {
                assertThat(exchange.getRequestHeaders().getFirst("Authorization"))
                        .isEqualTo("Basic dTpw");
                exchange.getResponseHeaders().set("Location", other.url("/g"));
                send(exchange, 302, "");
            });

            prepareAt("http://u:p@127.0.0.1:" + server.port() + "/f");

            assertThat(told).isFalse();
        }
    }

    @Test
    void keepsSecretsOutOfMessages() {
        server.on("/f", (exchange, number) -> send(exchange, 404, ""));

        assertThatExceptionOfType(BacalhauException.class)
                .isThrownBy(() -> prepareAt("http://user:pass@127.0.0.1:" + server.port() + "/f?signature=abc"))
                .withMessageContaining("/f")
                .withMessageNotContainingAny("user", "pass", "abc");
    }

    @Test
    void refusesWhatIsAnnouncedAsTooLarge() {
        storage = new UrlStorage(CONFIG.withMaximumBytes(9), waits::add);
        server.serve("/f", "0123456789");

        fails("/f", ErrorCode.INSUFFICIENT_RESOURCES, "larger than the 9 B");
        failsToMeasure("/f", ErrorCode.INSUFFICIENT_RESOURCES, "larger than the 9 B");
    }

    @Test
    void stopsWhatGrowsTooLargeUnannounced() throws Exception {
        storage = new UrlStorage(CONFIG.withMaximumBytes(100_000), waits::add);
        AtomicBoolean cutOff = new AtomicBoolean();
        server.on("/f", (exchange, number) -> {
            if (exchange.getRequestMethod().equals("HEAD")) {
                send(exchange, 200, "short");
                return;
            }
            exchange.sendResponseHeaders(200, 0);
            byte[] kilobytes = new byte[64 * 1024];
            try {
                while (true) {
                    exchange.getResponseBody().write(kilobytes);
                }
            } catch (IOException e) {
                cutOff.set(true);
                throw e;
            }
        });

        assertThat(storage.sizeBytes(input(server.url("/f")))).isEqualTo(5);
        fails("/f", ErrorCode.INSUFFICIENT_RESOURCES, "larger than the 100 kB");
        Awaitility.await().untilTrue(cutOff);
    }

    @Test
    void measuresByTheAnnouncedLength() throws Exception {
        server.serve("/f", "x".repeat(500));

        assertThat(storage.sizeBytes(input(server.url("/f")))).isEqualTo(500);
        assertThat(server.requests()).containsExactly("HEAD /f");
    }

    @Test
    void takesAnUnknownLengthForNothing() throws Exception {
        server.on("/f", (exchange, number) -> exchange.sendResponseHeaders(200, -1));

        assertThat(storage.sizeBytes(input(server.url("/f")))).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 405, 501})
    void measuresByTheFirstByteIfTheServerRefusesHead(int status) throws Exception {
        server.on("/f", (exchange, number) -> {
            if (exchange.getRequestMethod().equals("HEAD")) {
                send(exchange, status, "");
            } else {
                exchange.getResponseHeaders().set("Content-Range", "bytes 0-0/1234");
                send(exchange, 206, "x");
            }
        });

        assertThat(storage.sizeBytes(input(server.url("/f")))).isEqualTo(1234);
        assertThat(server.requests()).containsExactly("HEAD /f", "GET /f bytes=0-0");
    }

    @ParameterizedTest
    @CsvSource({"416,,0", "200,,10", "206,bytes 0-0/*,0", "206,nonsense,0"})
    void measuresWhateverTheServerMakesOfTheFirstByte(int status, String range, long size) throws Exception {
        server.on("/f", (exchange, number) -> {
            if (range != null) {
                exchange.getResponseHeaders().set("Content-Range", range);
            }
            send(exchange, number == 1 ? 405 : status, "0123456789");
        });

        assertThat(storage.sizeBytes(input(server.url("/f")))).isEqualTo(size);
    }

    @Test
    void findsOutBeforeTheBidThatThereIsNoFile() {
        server.on("/gone", (exchange, number) -> send(exchange, 410, ""));
        server.on("/secret", (exchange, number) -> send(exchange, 403, ""));

        failsToMeasure("/missing", ErrorCode.INPUT_UNAVAILABLE, "404");
        failsToMeasure("/gone", ErrorCode.INPUT_UNAVAILABLE, "410");
        failsToMeasure("/secret", ErrorCode.INPUT_UNAVAILABLE, "403");
    }

    @Test
    void neverHasTheDataAlready() {
        assertThat(storage.isLocal(input("http://example.com/x"))).isFalse();
    }

    @Test
    void doesNotConnectToPrivateAddresses() throws Exception {
        server.serve("/f", "x");
        storage = new UrlStorage(CONFIG.withAllowedNetworks(List.of()), waits::add);
        int port = server.port();

        for (String host : List.of("127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]", "0.0.0.0")) {
            failsAt("http://" + host + ":" + port + "/f", ErrorCode.PERMISSION_DENIED, "not a public address");
        }
        failsToMeasure("/f", ErrorCode.PERMISSION_DENIED, "not a public address");
        assertThat(server.requests()).isEmpty();
        assertThat(waits).isEmpty();
    }

    @Test
    void checksEachRedirectAgain() throws Exception {
        try (TestServer other = new TestServer("127.0.0.2")) {
            other.serve("/secret", "secret");
            server.redirect("/f", other.url("/secret"));

            fails("/f", ErrorCode.PERMISSION_DENIED, "127.0.0.2 is not a public address");
            failsToMeasure("/f", ErrorCode.PERMISSION_DENIED, "127.0.0.2 is not a public address");

            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void stopsAtOnceWhenInterrupted() throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        server.on("/f", (exchange, number) -> {
            sendPart(exchange, "0123456789", 0, 4);
            sent.countDown();
            await(end);
        });
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                prepare("/f");
                outcome.complete(new AssertionError("completed"));
            } catch (Throwable e) {
                outcome.complete(e);
            }
        });
        caller.start();
        assertThat(sent.await(30, TimeUnit.SECONDS)).isTrue();

        caller.interrupt();

        assertThat(outcome.get(30, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        assertThat(directory).isEmptyDirectory();
        end.countDown();
    }

    @Test
    void endsDownloadsWhenClosed() throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        server.on("/f", (exchange, number) -> {
            sendPart(exchange, "0123456789", 0, 4);
            sent.countDown();
            await(end);
        });
        CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> {
            await(sent);
            storage.close();
        });

        fails("/f", ErrorCode.UNAVAILABLE, "closed");

        closing.get(30, TimeUnit.SECONDS);
        fails("/f", ErrorCode.UNAVAILABLE, "closed");
        end.countDown();
    }

    @Test
    void downloadsManyAtOnceWithinItsBound() throws Exception {
        CountDownLatch bothRunning = new CountDownLatch(2);
        server.on("/", (exchange, number) -> {
            bothRunning.countDown();
            await(bothRunning);
            send(exchange, 200, exchange.getRequestURI().getPath());
        });
        List<CompletableFuture<PreparedInput>> downloads = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Path own = Files.createDirectory(temp.resolve("input" + i));
            InputSource input = input(server.url("/" + i));
            downloads.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return storage.prepare(input, own);
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }

        for (int i = 0; i < 2; i++) {
            assertThat(downloads.get(i).get(30, TimeUnit.SECONDS).source()).hasContent("/" + i);
        }
    }

    @Test
    void reportsADirectoryThatIsGoneWithoutTryingAgain() throws Exception {
        server.serve("/f", "x");
        Files.delete(directory);

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> prepare("/f"));

        assertThat(server.requests()).hasSize(1);
    }

    private PreparedInput prepare(String path) throws IOException, InterruptedException {
        return prepareAt(server.url(path));
    }

    private PreparedInput prepareAt(String url) throws IOException, InterruptedException {
        return storage.prepare(input(url), directory);
    }

    private void fails(String path, ErrorCode code, String message) {
        failsAt(server.url(path), code, message);
    }

    private void failsAt(String url, ErrorCode code, String message) {
        assertThatExceptionOfType(BacalhauException.class)
                .isThrownBy(() -> prepareAt(url))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
        assertThat(directory).isEmptyDirectory();
    }

    private void failsToMeasure(String path, ErrorCode code, String message) {
        assertThatExceptionOfType(BacalhauException.class)
                .isThrownBy(() -> storage.sizeBytes(input(server.url(path))))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }

    private static InputSource input(String url) {
        return InputSource.of(SpecConfig.of("urlDownload").with("URL", url), "/inputs");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
