package org.bacalhau.node.http.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.bacalhau.client.BacalhauClient;
import org.bacalhau.client.DownloadOptions;
import org.bacalhau.client.DownloadedResult;
import org.bacalhau.client.api.ApiExecution;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.requester.Requester;
import org.bacalhau.node.PublisherPlugin;
import org.bacalhau.node.executor.noop.NoopExecutor;
import org.bacalhau.node.http.HttpSettings;
import org.bacalhau.node.http.auth.AccessPolicy;
import org.bacalhau.node.http.auth.AuthSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links to results of a node of both roles: what they look like, and who gets in. */
class ResultLinkTest {
    private static final int SIZE = 100_000;

    @TempDir
    Path temp;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-02T03:04:05Z"));
    private ResultNode node;
    private String job;
    private String link;

    @BeforeEach
    void publish() {
        node = ResultNode.start(served("results.key"));
        job = node.run(SIZE);
        link = node.link(job);
    }

    private ResultServer served(String key) {
        ServedArchives archives = new ServedArchives(temp.resolve("results"), ArchiveRetention.FOREVER, now::get);
        return new ResultServer(NodeKey.ofFile(temp.resolve(key)), archives, ResultSettings.DEFAULT, now::get);
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void theSdkDownloadsWhatAJobHasPublished() {
        DownloadedResult done = node.client
                .results()
                .downloadAll(job, temp.resolve("got"), DownloadOptions.DEFAULT)
                .get(0);

        assertThat(done.verified()).isTrue();
        assertThat(done.directory().resolve("stdout")).hasContent("done\n");
        assertThat(done.directory().resolve("outputs/data")).hasSize(SIZE);
    }

    @Test
    void aLinkWorksWithoutHeadersAndTellsAllAboutTheFile() throws Exception {
        HttpResponse<byte[]> answer = ResultNode.get(link);

        String file = link.replaceAll(".*/|\\?.*", "");
        String sha256 = Hashing.sha256().hashBytes(answer.body()).toString();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(link).matches(node.server.uri() + "/api/v1/results/e-[0-9a-f-]{36}\\.tar\\.gz\\?.*");
        assertThat(temp.resolve("results").resolve(file)).hasBinaryContent(answer.body());
        assertThat(node.result(job).param("SHA256")).isEqualTo(sha256);
        assertThat(ResultNode.header(answer, "Content-Length")).isEqualTo(Integer.toString(answer.body().length));
        assertThat(ResultNode.header(answer, "Accept-Ranges")).isEqualTo("bytes");
        assertThat(ResultNode.header(answer, "ETag")).isEqualTo("\"" + sha256 + "\"");
        assertThat(ResultNode.header(answer, "Repr-Digest")).isEqualTo(ArchiveAnswers.reprDigest(sha256));
        assertThat(ResultNode.header(answer, "Last-Modified")).endsWith(" GMT");
        assertThat(ResultNode.header(answer, "Content-Type")).isEqualTo("application/gzip");
        assertThat(ResultNode.header(answer, "Content-Disposition")).isEqualTo("attachment; filename=\"" + file + "\"");
    }

    @Test
    void anArchiveIsNotCompressedAgain() throws Exception {
        HttpResponse<byte[]> answer = ResultNode.get(link, "Accept-Encoding", "gzip");

        assertThat(ResultNode.header(answer, "Content-Encoding")).isEmpty();
        assertThat(answer.body()).isEqualTo(ResultNode.get(link).body());
    }

    @Test
    void headTellsTheSameWithoutTheBodyAndKnowsNoRanges() throws Exception {
        HttpResponse<byte[]> whole = ResultNode.get(link);
        HttpResponse<byte[]> head = ResultNode.send("HEAD", link, "Range", "bytes=0-1");

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        for (String name : new String[] {"Content-Length", "ETag", "Repr-Digest", "Last-Modified", "Content-Type"}) {
            assertThat(ResultNode.header(head, name)).as(name).isNotEmpty().isEqualTo(ResultNode.header(whole, name));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            expires=[0-9]+      | expires=99999999999
            signature=.         | signature=!
            signature=.*        | signature=
            [?].*               | ?
            expires=            | expires=0
            e-[0-9a-f]{8}       | e-00000000
            /e-[^?]*            | /.results.key
            """)
    void whoeverHasNoLinkLearnsNothing(String changed, String into) throws Exception {
        String tampered = link.replaceFirst(changed, into);
        HttpResponse<byte[]> answer = ResultNode.get(tampered);
        HttpResponse<byte[]> ofNothing =
                ResultNode.get(node.server.uri() + "/api/v1/results/e-1.tar.gz?expires=1&signature=x");

        assertThat(tampered).isNotEqualTo(link);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(withoutId(answer)).isEqualTo(withoutId(ofNothing));
    }

    private static String withoutId(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8).replaceAll("\"requestId\":\"[^\"]*\"", "");
    }

    @Test
    void anExpiredLinkSaysHowToGetAFreshOne() throws Exception {
        now.set(now.get().plus(ResultSettings.DEFAULT.linkLife()).minusSeconds(1));
        assertThat(ResultNode.get(link).statusCode()).isEqualTo(200);
        now.set(now.get().plusSeconds(1));
        HttpResponse<byte[]> expired = ResultNode.get(link);

        assertThat(expired.statusCode()).isEqualTo(410);
        assertThat(new String(expired.body(), StandardCharsets.UTF_8))
                .contains("expired at 2026-01-03T03:04:05Z", "/api/v1/orchestrator/jobs/<job>/results");
        assertThat(ResultNode.get(node.link(job)).statusCode()).isEqualTo(200);
    }

    @Test
    void linksOutliveARestartWithTheKeyAndNotWithoutIt() throws Exception {
        String query = URI.create(link).getRawQuery();
        String path = URI.create(link).getRawPath();
        node.close();

        node = ResultNode.start(served("results.key"));
        assertThat(ResultNode.get(node.server.uri() + path + "?" + query).statusCode())
                .isEqualTo(200);
        try (ResultNode other = ResultNode.start(served("other.key"))) {
            assertThat(ResultNode.get(other.server.uri() + path + "?" + query).statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void aRemovedResultIsGone() throws Exception {
        Files.delete(temp.resolve("results").resolve(link.replaceAll(".*/|\\?.*", "")));
        HttpResponse<byte[]> answer = ResultNode.get(link);

        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("run the job again");
    }

    @Test
    void theKeyOfLinksIsShownNowhere() throws Exception {
        SpecConfig listed = node.result(job);
        ApiExecution execution = node.client.jobs().executions(job).get(0);
        String jobs = node.server.uri() + "/api/v1/orchestrator/jobs/" + job;

        assertThat(listed.params()).containsOnlyKeys("URL", "Size", "SHA256");
        assertThat(String.valueOf(execution.publishedResult()))
                .contains("/api/v1/results/")
                .doesNotContain("signature");
        for (String part : new String[] {"", "?include=executions,history", "/results", "/executions", "/history"}) {
            assertThat(new String(ResultNode.get(jobs + part).body(), StandardCharsets.UTF_8))
                    .as(part)
                    .doesNotContain("LinkKey");
        }
    }

    @Test
    void aLinkNeedsNoTokenWhereTheRestDoes() throws Exception {
        node.close();
        AccessPolicy closed = request ->
                request.method().equals("GET") ? AccessPolicy.Decision.UNAUTHENTICATED : AccessPolicy.Decision.ALLOW;
        AuthSettings auth = new AuthSettings(AuthSettings.OPEN.methods(), closed, null);
        ResultServer results = served("results.key");
        node = ResultNode.start(
                results,
                HttpSettings.DEFAULT.withAuth(auth),
                builder -> builder.plugin(new PublisherPlugin(results)).executor(new NoopExecutor()));
        String moved = link.replaceFirst("http://[^/]*", node.server.uri().toString());

        assertThat(ResultNode.get(moved).statusCode()).isEqualTo(200);
        assertThat(ResultNode.get(node.server.uri() + "/api/v1/agent/node").statusCode())
                .isEqualTo(401);
        assertThat(ResultNode.get(node.server.uri() + "/api/v1/results/../agent/node")
                        .statusCode())
                .isIn(400, 401, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "0.0.0.0"})
    void thePublishedAddressIsOneThatIsReached(String host) throws Exception {
        node.close();
        ResultServer results = served("results.key");
        node = ResultNode.start(
                results,
                HttpSettings.DEFAULT.withAddress(host, 0).withOpenAccessAllowed(true),
                builder -> builder.plugin(new PublisherPlugin(results)).executor(new NoopExecutor(ResultNode::write)));
        Requester requester = node.node.requester();
        JobId id = requester.submit(ResultNode.job(10)).join().job().id();
        requester.awaitEnd(id, ResultNode.PATIENCE).join();
        URI stored = URI.create(String.valueOf(requester.results(id).get(0).param("URL")));

        assertThat(stored.getHost()).isNotIn("0.0.0.0", "public", "");
        assertThat(stored.getPort()).isEqualTo(node.server.port());
        assertThat(ResultNode.get(stored.toString()).statusCode()).isEqualTo(200);
    }

    @Test
    void aNodeThatSignsItsOwnCertificatePublishesOverHttps() throws Exception {
        node.close();
        ResultServer results = served("results.key");
        node = ResultNode.start(
                results,
                HttpSettings.DEFAULT.withTls(OwnCertificate.context()),
                builder -> builder.plugin(new PublisherPlugin(results)).executor(new NoopExecutor(ResultNode::write)));
        Requester requester = node.node.requester();
        JobId id = requester.submit(ResultNode.job(10)).join().job().id();
        requester.awaitEnd(id, ResultNode.PATIENCE).join();

        assertThat(String.valueOf(requester.results(id).get(0).param("URL")))
                .startsWith("https://127.0.0.1:" + node.server.port() + "/");
        try (BacalhauClient client =
                BacalhauClient.builder(node.server.uri()).trustAnybody().build()) {
            assertThat(client.results()
                            .downloadAll(id.value(), temp.resolve("got"), DownloadOptions.DEFAULT)
                            .get(0)
                            .verified())
                    .isTrue();
        }
    }
}
