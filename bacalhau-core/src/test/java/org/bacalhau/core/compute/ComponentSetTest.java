package org.bacalhau.core.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.bacalhau.core.compute.bid.PredicateBidStrategy;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.testing.Jobs;
import org.junit.jupiter.api.Test;

class ComponentSetTest {
    @Test
    void findsComponentsWithoutRegardToCase() {
        HandEngine engine = new HandEngine();
        HandEngine.Source source = new HandEngine.Source();
        ComponentSet components = ComponentSet.of(List.of(engine), List.of(source), List.of());

        assertThat(components.executor(SpecConfig.of(" NoOp "))).isSameAs(engine);
        assertThat(components.storage(SpecConfig.of("S3"))).isSameAs(source);
        assertThat(components.publisher(SpecConfig.of("local"))).isNull();
    }

    @Test
    void refusesTwoOfTheSameType() {
        assertThatThrownBy(() -> ComponentSet.of(List.of(new HandEngine(), new HandEngine()), List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two components serve the engine \"noop\"");
    }

    @Test
    void predicateDecides() {
        PredicateBidStrategy strategy = new PredicateBidStrategy(
                "run jobs of team \"a\"",
                request -> request.job().spec().labels().containsKey("team"));
        BidRequest request = new BidRequest(
                ComputeNodeFixture.NODE,
                ComputeNodeFixture.REQUESTER,
                Jobs.executionId(1),
                ComputeNodeFixture.job(1),
                ComputeNodeFixture.CAPACITY);

        assertThat(strategy.decide(request)).isEqualTo(BidDecision.reject("run jobs of team \"a\""));
        assertThat(strategy.mayBlock(request)).isFalse();
    }
}
