package org.bacalhau.client.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoTimeTest {
    @Property
    void timesAreReadAsTheyWereWritten(
            @ForAll @LongRange(min = -62135596800L, max = 253402300799L) long second,
            @ForAll @LongRange(min = 0, max = 999_999_999) long nanos) {
        Instant time = Instant.ofEpochSecond(second, nanos);

        assertThat(GoTime.parse(GoTime.format(time))).isEqualTo(time);
        assertThat(GoTime.format(time)).doesNotMatch(".*\\.\\d*0Z");
    }

    @Property
    void durationsAreReadAsTheyWereWritten(@ForAll @LongRange(min = -Long.MAX_VALUE) long nanos) {
        Duration duration = Duration.ofNanos(nanos);

        assertThat(GoTime.parseDuration(GoTime.formatDuration(duration))).isEqualTo(duration);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "0s,0",
        "30s,30000",
        "1.5h,5400000",
        "1h30m0.5s,5400500",
        "-2m,-120000",
        "+1ms,1",
        ".5s,500",
        "1.s,1000",
        "500000us,500",
        "500000µs,500"
    })
    void readsWhatGoReads(String text, long millis) {
        assertThat(GoTime.parseDuration(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "1", "s", "1x", "1h 2m", "1h2", ".s", "1d", "--1s", "300000000000h", "1,5s"})
    void refusesWhatGoRefuses(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> GoTime.parseDuration(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2024-06-28", "2024-06-28 10:35:00Z", "2024-13-28T10:35:00Z", "now"})
    void refusesWhatIsNoTime(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> GoTime.parse(text));
    }
}
