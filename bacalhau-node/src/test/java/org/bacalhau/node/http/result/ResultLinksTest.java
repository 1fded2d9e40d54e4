package org.bacalhau.node.http.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.node.http.result.ResultSettings.Relaying;
import org.bacalhau.node.http.route.Call;
import org.bacalhau.node.http.route.Caller;
import org.bacalhau.node.http.route.Query;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which link a client is given. */
class ResultLinksTest {
    private static final String KEY = NodeKey.random().forArchive("x").text();
    private static final NodeKey OWN = NodeKey.random();

    private static SpecConfig published(String url) {
        return SpecConfig.of("urlDownload").with("URL", url).with("LinkKey", KEY);
    }

    private static String url(ResultSettings settings, SpecConfig published, String client, String host) {
        ResultLinks links = new ResultLinks(
                OWN, settings, InstantSource.fixed(Instant.EPOCH), () -> URI.create("http://10.0.0.9:1234"));
        Call call = new Call(
                Map.of(),
                Query.EMPTY,
                host.isEmpty() ? Map.of() : Map.of("host", host),
                new byte[0],
                Caller.ANYBODY,
                InetAddresses.forString(client));
        return String.valueOf(links.forClient(new JobId("j-1"), published, call).param("URL"));
    }

    private static ResultSettings relaying(Relaying when) {
        return ResultSettings.DEFAULT.withRelaying(when, 1, Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:1,      127.0.0.1,   false",
        "127.0.0.1:1,      10.0.0.2,    true",
        "localhost:1,      10.0.0.2,    true",
        "[::1]:1,          8.8.8.8,     true",
        "0.0.0.0:1,        10.0.0.2,    true",
        "10.0.0.3:1,       127.0.0.1,   false",
        "10.0.0.3:1,       192.168.1.1, false",
        "10.0.0.3:1,       8.8.8.8,     true",
        "100.64.0.1:1,     8.8.8.8,     true",
        "[fd00::1]:1,      2001:4860::1,true",
        "169.254.1.1:1,    8.8.8.8,     true",
        "9.9.9.9:1,        8.8.8.8,     false",
        "node.example:1,   8.8.8.8,     false",
    })
    void relaysWhereTheClientIsFurtherAwayThanTheAddressReaches(String host, String client, boolean relayed) {
        SpecConfig result = published("http://" + host + "/api/v1/results/e-1.tar.gz?expires=1&signature=x");

        String given = url(relaying(Relaying.WHEN_NEEDED), result, client, "requester:80");
        assertThat(given)
                .startsWith(
                        relayed
                                ? "http://requester:80/api/v1/results/j-1/e-1.tar.gz?"
                                : "http://" + host + "/api/v1/results/e-1.tar.gz?");
        assertThat(url(relaying(Relaying.ALWAYS), result, client, ""))
                .startsWith("http://10.0.0.9:1234/api/v1/results/j");
        assertThat(url(relaying(Relaying.NEVER), result, client, "")).startsWith("http://" + host);
    }

    @ParameterizedTest
    @CsvSource({
        "node:8080,     http://node:8080",
        "[::1]:80,      http://[::1]:80",
        "'',            http://10.0.0.9:1234",
        "'a b',         http://10.0.0.9:1234",
        "'x/y?z#',      http://10.0.0.9:1234",
        "'u@evil',      http://10.0.0.9:1234",
    })
    void itsOwnLinksLeadToWhereTheClientReachedIt(String host, String base) {
        SpecConfig own = SpecConfig.of("urlDownload")
                .with("URL", "http://elsewhere:1/api/v1/results/e-1.tar.gz?expires=1&signature=x")
                .with("LinkKey", OWN.forArchive("e-1.tar.gz").text());
        ResultSettings set = ResultSettings.DEFAULT.withAdvertised(URI.create("https://set.example/node"));

        assertThat(url(ResultSettings.DEFAULT, own, "8.8.8.8", host)).startsWith(base + "/api/v1/results/e-1.tar.gz?");
        assertThat(url(set, own, "8.8.8.8", host)).startsWith("https://set.example/node/api/v1/results/e-1.tar.gz?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data",
                "http://h/etc/e-1.tar.gz",
                "http://h/e-1.tar.gz?x=y",
                "http://u:p@h/e-1.tar.gz",
                "http://h/e-1.tar.gz#f",
                "ftp://h/e-1.tar.gz",
                "file:///e-1.tar.gz",
                "http:///e-1.tar.gz",
                "http://h/%2e%2e.tar.gz",
                "http://h/e 1.tar.gz",
                "not an address",
                "",
            })
    void addressesOfOtherKindsArePassedOnAsTheyAreAndNeverAskedFor(String address) {
        SpecConfig other = SpecConfig.of("urlDownload").with("URL", address);

        assertThat(StoredResult.of(other)).isEmpty();
        assertThat(StoredResult.of(other.with("LinkKey", KEY))).isEmpty();
        assertThat(url(relaying(Relaying.ALWAYS), other, "8.8.8.8", "")).isEqualTo(address);
    }

    @Test
    void resultsOfTheOriginalsNodesAreKnownByTheirShape() {
        SpecConfig original = SpecConfig.of("urlDownload").with("URL", "http://10.0.0.3:6001/e-1.tar.gz");

        assertThat(url(ResultSettings.DEFAULT, original, "10.0.0.2", "")).isEqualTo("http://10.0.0.3:6001/e-1.tar.gz");
        assertThat(url(ResultSettings.DEFAULT, original, "8.8.8.8", "r"))
                .startsWith("http://r/api/v1/results/j-1/e-1.tar.gz?");
    }

    @Test
    void whatIsNotALinkStaysAsItIs() {
        SpecConfig bucket = SpecConfig.of("s3").with("Bucket", "b");

        assertThat(ResultServer.withoutLink(bucket)).isEqualTo(bucket);
        assertThat(ResultServer.withoutLink(published("http://h:1/api/v1/results/e-1.tar.gz?expires=1&signature=x")))
                .isEqualTo(SpecConfig.of("urlDownload").with("URL", "http://h:1/api/v1/results/e-1.tar.gz"));
    }
}
