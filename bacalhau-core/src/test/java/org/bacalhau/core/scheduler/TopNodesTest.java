package org.bacalhau.core.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;

class TopNodesTest {
    @Property(tries = 300)
    void keepsTheBestInOrder(
            @ForAll @NotEmpty List<@IntRange(min = -50, max = 50) Integer> scores,
            @ForAll @IntRange(min = 1, max = 20) int wanted) {
        TopNodes top = new TopNodes(wanted);
        for (int slot = 0; slot < scores.size(); slot++) {
            top.offer(scores.get(slot), slot);
        }

        List<Integer> best = IntStream.of(top.drain()).mapToObj(scores::get).toList();

        assertThat(best)
                .isEqualTo(scores.stream()
                        .sorted(Comparator.reverseOrder())
                        .limit(wanted)
                        .toList());
    }
}
