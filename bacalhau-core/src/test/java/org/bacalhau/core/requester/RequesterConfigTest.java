package org.bacalhau.core.requester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Settings with which a requester could not work are refused when they are made. */
class RequesterConfigTest {
    private static final RequesterConfig SOUND = RequesterConfig.DEFAULT;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void refusesPatienceThatEndsAtOnce() {
        assertThatThrownBy(() -> SOUND.withPatience(Duration.ZERO, MINUTE, SOUND.commandRetry()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("disconnectAfter PT0S");
        assertThatThrownBy(() -> SOUND.withPatience(MINUTE, MINUTE.negated(), SOUND.commandRetry()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("commandDeadline PT-1M");
    }

    @Test
    void refusesARequesterThatMayTakeNoJob() {
        assertThatThrownBy(() -> SOUND.withActiveJobLimit(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("activeJobLimit 0");
    }

    @Test
    void refusesARequesterOnWhichNobodyMayWait() {
        assertThatThrownBy(() -> SOUND.withWaiterLimit(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("waiterLimit 0");
    }

    @Test
    void changesNothingButWhatIsSaid() {
        RequesterConfig changed = SOUND.withWaiterLimit(7);

        assertThat(changed.waiterLimit()).isEqualTo(7);
        assertThat(changed.withWaiterLimit(SOUND.waiterLimit())).isEqualTo(SOUND);
    }
}
