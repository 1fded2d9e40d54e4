package org.bacalhau.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdGeneratorTest {
    @Test
    void makesUuidsOfVersionFour() {
        for (IdGenerator ids : new IdGenerator[] {IdGenerator.secure(), IdGenerator.from(new Random(1))}) {
            Set<String> seen = new HashSet<>();
            for (int i = 0; i < 1_000; i++) {
                UUID uuid = UUID.fromString(ids.uuid());
                assertThat(uuid.version()).isEqualTo(4);
                assertThat(uuid.variant()).isEqualTo(2);
                seen.add(uuid.toString());
            }
            assertThat(seen).hasSize(1_000);
        }
    }

    @Test
    void repeatsItselfFromTheSameSeed() {
        IdGenerator first = IdGenerator.from(new Random(7));
        IdGenerator second = IdGenerator.from(new Random(7));

        assertThat(first.uuid()).isEqualTo(second.uuid()).isNotEqualTo(first.uuid());
    }
}
