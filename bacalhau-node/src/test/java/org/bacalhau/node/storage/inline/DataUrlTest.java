package org.bacalhau.node.storage.inline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataUrlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data:,hello|text/plain|hello",
                "data:,hello%20world%21|text/plain|hello world!",
                "data:,a+b,c|text/plain|a+b,c",
                "data:;charset=utf-8,%C3%BC|text/plain|ü",
                "data:,ü|text/plain|ü",
                "data:text/html;charset=utf-8,<b>|text/html|<b>",
                "data:text/plain;base64,aGVsbG8=|text/plain|hello",
                "data:text/plain;base64,aGVsbG8|text/plain|hello",
                "data:text/plain;base64,aGVsbG8%3D|text/plain|hello",
                "data:text/plain;base64,aGVs bG8=|text/plain|hello",
                "data:;base64,aGVsbG8=|text/plain|hello",
                "DATA:Application/GZip;BASE64,aGVsbG8=|application/gzip|hello",
                "data:image/svg+xml;charset=utf-8;base64,aGVsbG8=|image/svg+xml|hello",
                "data:text/plain;base64,|text/plain|''",
                "data:,|text/plain|''",
                "data:text/plain;base64;charset=utf-8,aGVs|text/plain|aGVs",
            })
    void readsWhatRfc2397Allows(String url, String type, String data) {
        DataUrl parsed = DataUrl.parse(url);

        assertThat(parsed.mediaType()).isEqualTo(type);
        assertThat(parsed.data()).asString(StandardCharsets.UTF_8).isEqualTo(data);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "http://example.com/",
                "data:text/plain",
                "data:text/plain;base64,####",
                "data:text/plain;base64,aGVsbG8_",
                "data:text/plain;base64,aGVsbG8==",
                "data:text/plain;base64,a",
                "data:,100%",
                "data:,%zz",
                "data:,%4",
                "data:text,x",
                "data:base64,x",
                "data:text/,x",
                "data:te xt/plain,x",
                "data:a/b/c,x",
            })
    void refusesEverythingElse(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> DataUrl.parse(url));
    }

    @Property
    void bytesComeBackFromBase64(@ForAll byte[] data) {
        DataUrl url = DataUrl.parse(DataUrl.format("application/octet-stream", data));

        assertThat(url.data()).isEqualTo(data);
        assertThat(url.mediaType()).isEqualTo("application/octet-stream");
    }

    @Property
    void bytesComeBackFromPercentEscapes(@ForAll byte[] data) {
        StringBuilder url = new StringBuilder("data:,");
        for (byte b : data) {
            url.append(b >= 'a' && b <= 'z' ? String.valueOf((char) b) : String.format("%%%02x", b));
        }

        assertThat(DataUrl.parse(url.toString()).data()).isEqualTo(data);
    }

    @Property
    void anyTextIsReadOrRefused(@ForAll String text) {
        try {
            assertThat(DataUrl.parse("data:" + text).data()).isNotNull();
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageNotContaining("null");
        }
    }
}
