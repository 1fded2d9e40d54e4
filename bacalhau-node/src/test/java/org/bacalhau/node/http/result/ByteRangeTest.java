package org.bacalhau.node.http.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.bacalhau.node.http.route.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bytes=0-0                           | 0  | 1
            bytes=0-                            | 0  | 10
            bytes=0-9                           | 0  | 10
            bytes=9-                            | 9  | 1
            bytes=3-5                           | 3  | 3
            bytes=5-100                         | 5  | 5
            bytes=-3                            | 7  | 3
            bytes=-100                          | 0  | 10
            BYTES=1-1                           | 1  | 1
            bytes=5-99999999999999999999999999  | 5  | 5
            bytes=-99999999999999999999999999   | 0  | 10
            """)
    void readsOneRange(String header, long first, long length) {
        assertThat(ByteRange.of(header, 10)).isEqualTo(new ByteRange(first, length, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=a-b",
                "bytes=5-3",
                "bytes=0-1,4-5",
                "lines=0-1",
                "bytes=+1-2"
            })
    void sendsAllWhereItCannotReadTheRange(String header) {
        assertThat(ByteRange.of(header, 10)).isEqualTo(new ByteRange(0, 10, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=-0", "bytes=99999999999999999999999999-"})
    void refusesARangeThatIsNotThere(String header) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> ByteRange.of(header, 10))
                .satisfies(e -> {
                    assertThat(e.status()).isEqualTo(416);
                    assertThat(e.headers()).containsEntry("Content-Range", "bytes */10");
                });
    }

    @Test
    void anEmptyFileHasNoRanges() {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> ByteRange.of("bytes=0-", 0));
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> ByteRange.of("bytes=-5", 0));
    }

    @Test
    void countsBeyondFourGigabytes() {
        ByteRange range = ByteRange.of("bytes=4294967296-4294967305", 5_000_000_000L);

        assertThat(range).isEqualTo(new ByteRange(4_294_967_296L, 10, true));
        assertThat(range.contentRange(5_000_000_000L)).isEqualTo("bytes 4294967296-4294967305/5000000000");
    }
}
