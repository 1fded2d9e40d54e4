package org.bacalhau.node.storage.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.SpecConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlSourceTest {
    private static final SpecConfig SOURCE = SpecConfig.of("urlDownload");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://host/",
                "https://host/a/b.txt?x=1#y",
                "  \"https://host/a\"  ",
                "HTTP://Host:8080/a",
                "http://[2001:db8::1]/x",
                "http://host/with space",
            })
    void takesHttpUrlsWithAPath(String url) {
        try (UrlStorage storage = new UrlStorage()) {
            assertThat(storage.validate(SOURCE.with("URL", url))).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|invalid url storage params: url cannot be empty",
                "' \" '|invalid url storage params: url cannot be empty",
                "http://host|URL must end with a file name",
                "http://host?x=/y|URL must end with a file name",
                "ftp://host/f|URLs must begin with 'http' or 'https'. The submitted one began with ftp",
                "file:///etc/passwd|URLs must begin with 'http' or 'https'. The submitted one began with file",
                "host/f|'URLs must begin with ''http'' or ''https''. The submitted one began with '",
                "http://ho st/f|invalid url storage params: not a URL",
                "http://host:99999/f|invalid url storage params: not a URL",
            })
    void saysWhatIsWrongWithOthers(String url, String problem) {
        try (UrlStorage storage = new UrlStorage()) {
            assertThat(storage.validate(SOURCE.with("URL", url)))
                    .extracting(Fault::path, Fault::problem)
                    .containsExactly(tuple("Params.URL", problem));
        }
    }

    @Test
    void saysThatTheParameterIsMissingOrNoText() {
        try (UrlStorage storage = new UrlStorage()) {
            assertThat(storage.validate(SOURCE)).hasSize(1);
            assertThat(storage.validate(SOURCE.with("URL", 7))).hasSize(1);
        }
    }
}
