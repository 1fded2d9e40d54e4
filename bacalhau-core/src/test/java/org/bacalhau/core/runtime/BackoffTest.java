package org.bacalhau.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10), 5);

    @Test
    void doublesUpToTheMaximum() {
        assertThat(backoff.delayAfter(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(backoff.delayAfter(2)).isEqualTo(Duration.ofSeconds(2));
        assertThat(backoff.delayAfter(4)).isEqualTo(Duration.ofSeconds(8));
        assertThat(backoff.delayAfter(5)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void allowsAsManyTriesAsItSays() {
        assertThat(backoff.allowsRetryAfter(4)).isTrue();
        assertThat(backoff.allowsRetryAfter(5)).isFalse();
    }

    @Test
    void refusesValuesThatMakeNoSense() {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, second, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(second.negated(), second, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(second, second.minusNanos(1), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(second, second, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void neverShrinksAndNeverPassesTheMaximum(
            @ForAll @LongRange(min = 1, max = 1_000_000) long initialMillis,
            @ForAll @LongRange(min = 1, max = 1_000_000) long factor,
            @ForAll @IntRange(min = 1) int failures) {
        Backoff any = new Backoff(
                Duration.ofMillis(initialMillis), Duration.ofMillis(initialMillis * factor), Integer.MAX_VALUE);

        assertThat(any.delayAfter(failures)).isBetween(any.initial(), any.maximum());
        assertThat(any.delayAfter(Math.max(failures, failures + 1))).isGreaterThanOrEqualTo(any.delayAfter(failures));
    }
}
