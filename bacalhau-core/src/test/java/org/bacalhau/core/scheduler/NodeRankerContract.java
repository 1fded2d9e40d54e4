package org.bacalhau.core.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.NodeState;
import org.bacalhau.core.model.NodeState.Connection;
import org.bacalhau.core.model.NodeState.Membership;
import org.bacalhau.core.testing.Nodes;
import org.junit.jupiter.api.Test;

/** What every {@link NodeRanker} promises. Extend it and say what the ranker likes. */
public abstract class NodeRankerContract {
    /** Returns the ranker. */
    protected abstract NodeRanker ranker();

    /** Returns a job for which {@code Nodes.info(1)} fits and {@code Nodes.info(2)} does not. */
    protected abstract Job job();

    private static NodeState node(int number) {
        return new NodeState(Nodes.info(number), Membership.APPROVED, Connection.CONNECTED);
    }

    @Test
    void givesPointsToANodeThatFits() {
        NodeRank rank = ranker().rank(job(), node(1));

        assertThat(rank.isSuitable()).isTrue();
        assertThat(rank.reason()).isEmpty();
    }

    @Test
    void saysWhyANodeDoesNotFit() {
        NodeRank rank = ranker().rank(job(), node(2));

        assertThat(rank.isSuitable()).isFalse();
        assertThat(rank.reason()).isNotBlank();
    }

    // The answer is remembered until the node offers something else.
    @Test
    void judgesByWhatTheNodeIsAlone() {
        NodeState node = node(1);
        NodeRank first = ranker().rank(job(), node);
        NodeState silent = new NodeState(node.info(), node.membership(), Connection.DISCONNECTED);

        assertThat(ranker().rank(job(), node)).isEqualTo(first);
        assertThat(ranker().rank(job(), silent)).isEqualTo(first);
    }
}
