package org.bacalhau.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar is that of http-api.md §15.6, the formats are those of job-lifecycle.md §0. */
class QuantitiesTest {
    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "0, 0",
        "500m, 500",
        "1m, 1",
        "0m, 0",
        "2, 2000",
        "0.1, 100",
        ".5, 500",
        "2., 2000",
        "0.0019, 1",
        "1.5, 1500",
        "9223372036854775, 9223372036854775000",
        "9223372036854775807m, 9223372036854775807"
    })
    void readsCpu(String text, long millis) {
        assertThat(Quantities.cpuMillis(text)).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"many", "-1", "-1m", "+1", "1e3", "0.5m", "m", ".", "1.2.3", "1k", "1 ", "9223372036854776", "٣"
            })
    void refusesOtherCpu(String text) {
        assertThatThrownBy(() -> Quantities.cpuMillis(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("invalid CPU value: " + text);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "0, 0",
        "1, 1",
        "1b, 1",
        "1k, 1000",
        "1kb, 1000",
        "1ki, 1024",
        "1kib, 1024",
        "1gb, 1000000000",
        "1gib, 1073741824",
        "512m, 512000000",
        "1.5g, 1500000000",
        "1.5kib, 1536",
        "'1,000', 1000",
        "'1,5kb', 15000",
        "1t, 1000000000000",
        "1tib, 1099511627776",
        "1p, 1000000000000000",
        "1e, 1000000000000000000",
        "7eib, 8070450532247928832",
        "0.0001kb, 0",
        "1GiB, 1073741824",
        "1.9, 1"
    })
    void readsSizes(String text, long bytes) {
        assertThat(Quantities.bytes("memory", text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1zb", "-1", "1e3", "b", "1ib", "1i", "1kk", "1kbb", "x1", "1 gb", "8eib", "10e", "1.2.3", ",", ".",
                "1_0"
            })
    void refusesOtherSizes(String text) {
        assertThatThrownBy(() -> Quantities.bytes("disk", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("invalid disk value: " + text);
    }

    @ParameterizedTest
    @CsvSource({"'', 0", "0, 0", "1, 1", "007, 7"})
    void readsGpus(String text, long gpus) {
        assertThat(Quantities.gpus(text)).isEqualTo(gpus);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.5", "-1", "x", "99999999999999999999", "+1"})
    void refusesOtherGpus(String text) {
        assertThatThrownBy(() -> Quantities.gpus(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("invalid GPU value: " + text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "9, 9 B",
        "10, 10 B",
        "83, 83 B",
        "999, 999 B",
        "1000, 1.0 kB",
        "1050, 1.1 kB",
        "9950, 10 kB",
        "82854982, 83 MB",
        "1000000000, 1.0 GB",
        "1073741824, 1.1 GB",
        "9223372036854775807, 9.2 EB"
    })
    void writesSizes(long bytes, String text) {
        assertThat(Quantities.formatBytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "500, 0.5", "2000, 2", "1, 0.001", "10000, 10", "1250, 1.25"})
    void writesCpu(long millis, String text) {
        assertThat(Quantities.formatCpu(millis)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0s",
        "PT0.5S, 500ms",
        "PT0.0000015S, 1.5µs",
        "PT0.000000001S, 1ns",
        "PT30S, 30s",
        "PT30M, 30m0s",
        "PT1H, 1h0m0s",
        "PT1M40S, 1m40s",
        "PT1H0M1.5S, 1h0m1.5s",
        "PT-1S, -1s",
        "PT-0.5S, -500ms",
        "PT9223372036S, 2562047h47m16s"
    })
    void writesDurations(Duration duration, String text) {
        assertThat(Quantities.formatDuration(duration)).isEqualTo(text);
    }

    @Property
    void readsWhatItWritesOfCpu(@ForAll @LongRange(min = 0) long millis) {
        assertThat(Quantities.cpuMillis(Quantities.formatCpu(millis))).isEqualTo(millis);
    }

    @Property
    void largerTextsAreLargerSizes(
            @ForAll @LongRange(min = 0, max = 1_000_000_000) long amount, @ForAll @IntRange(max = 2) int unit) {
        String prefix = String.valueOf("kmg".charAt(unit));
        long decimal = Quantities.bytes("memory", amount + prefix);

        assertThat(Quantities.bytes("memory", amount + prefix + "b")).isEqualTo(decimal);
        assertThat(Quantities.bytes("memory", amount + prefix + "ib")).isGreaterThanOrEqualTo(decimal);
        assertThat(Quantities.bytes("memory", (amount + 1) + prefix)).isGreaterThan(decimal);
    }

    @Property
    void readsAnyTextOrRefusesIt(@ForAll @StringLength(max = 70) @CharRange(from = '!', to = 'z') String text) {
        for (Throwable fault : new Throwable[] {
            catchThrowable(() -> Quantities.cpuMillis(text)),
            catchThrowable(() -> Quantities.bytes("disk", text)),
            catchThrowable(() -> Quantities.gpus(text))
        }) {
            if (fault != null) {
                assertThat(fault).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(text);
            }
        }
    }

    @Property
    void writesAnyDuration(@ForAll long seconds, @ForAll @IntRange(max = 999_999_999) int nanos) {
        assertThatCode(() -> Quantities.formatDuration(Duration.ofSeconds(seconds, nanos)))
                .doesNotThrowAnyException();
    }

    @Property
    void sumsAndDifferencesOfResourcesNeverTurnNegative(
            @ForAll @LongRange(min = 0) long a, @ForAll @LongRange(min = 0) long b) {
        Resources left = Resources.of(a, b, a, b);
        Resources right = Resources.of(b, a, b, a);

        assertThat(left.fitsIn(left.plus(right))).isTrue();
        assertThat(left.minus(right).fitsIn(left)).isTrue();
        assertThat(left.minus(left).isZero()).isTrue();
        assertThat(left.fitsIn(left.max(right)) && right.fitsIn(left.max(right)))
                .isTrue();
    }
}
