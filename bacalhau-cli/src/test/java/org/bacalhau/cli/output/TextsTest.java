package org.bacalhau.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextsTest {
    private static final Instant NOON = Instant.parse("2024-07-10T12:00:01.250Z");

    @ParameterizedTest
    @CsvSource({
        "j-0ca3b4a0-5c1b-4a3e-9a1b-1f6e7a0e8d11, j-0ca3b4a0",
        "0ca3b4a0-5c1b-4a3e-9a1b-1f6e7a0e8d11, 0ca3b4a0",
        "my-laptop, my-laptop",
        "'', ''"
    })
    void shortensOnlyIdsMadeOfAUuid(String id, String brief) {
        assertThat(Texts.shortId(id)).isEqualTo(brief);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0s",
        "PT0.9S, 0s",
        "PT59S, 59s",
        "PT5M3S, 5m3s",
        "PT2H, 2h",
        "PT2H0M5S, 2h",
        "P3DT4H5M, 3d4h",
        "P1DT10M, 1d"
    })
    void roundsDurationsToTheTwoLargestUnits(Duration duration, String text) {
        assertThat(Texts.coarse(duration)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"PT0.34S, 0.3s", "PT12.49S, 12.4s", "PT1M2.3S, 1m02.3s", "PT1H2.3S, 1h00m02.3s", "PT11M, 11m00.0s"})
    void tellsElapsedTimeToATenthOfASecond(Duration duration, String text) {
        assertThat(Texts.elapsed(duration)).isEqualTo(text);
    }

    @Test
    void tellsTimesInUtc() {
        assertThat(Texts.time(NOON)).isEqualTo("12:00:01");
        assertThat(Texts.dateTime(NOON)).isEqualTo("2024-07-10 12:00:01");
        assertThat(Texts.precise(NOON)).isEqualTo("2024-07-10 12:00:01.250");
    }

    @Test
    void neverTellsOfTheFuture() {
        assertThat(Texts.ago(NOON, NOON.plusSeconds(63))).isEqualTo("1m3s ago");
        assertThat(Texts.ago(NOON, NOON.minusSeconds(5))).isEqualTo("0s ago");
    }
}
