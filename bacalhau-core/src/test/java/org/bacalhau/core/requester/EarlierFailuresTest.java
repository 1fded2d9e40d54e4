package org.bacalhau.core.requester;

import static org.assertj.core.api.Assertions.assertThat;

import org.bacalhau.core.model.ComputeInfo;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.testing.Jobs;
import org.bacalhau.core.testing.Nodes;
import org.bacalhau.core.transport.ComputeEndpoint.AskForBid;
import org.junit.jupiter.api.Test;

/** What counts against a node when nodes are ranked: failures, not refusals. */
class EarlierFailuresTest {
    private final RequesterRig rig = new RequesterRig();

    /** A little better than {@link #second}: more than chance can make up for, less than a failure costs. */
    private final PlayedNode first = rig.node(1);

    private final PlayedNode second = rig.node(2).offering(slightlySmaller());

    private static ComputeInfo slightlySmaller() {
        ComputeInfo idle = Nodes.compute();
        Resources capacity = idle.maxCapacity().times(0.92);
        return new ComputeInfo(
                idle.engines(),
                idle.publishers(),
                idle.storageSources(),
                capacity,
                capacity,
                idle.queuedCapacity(),
                capacity,
                0,
                0);
    }

    private void endAnOpsJob(Failure failureOfFirst) {
        rig.start();
        first.announce();
        second.announce();
        rig.submit(Jobs.spec(JobType.OPS));
        AskForBid asked = first.asked();
        second.complete(second.asked());
        first.fail(asked, failureOfFirst);
    }

    @Test
    void aNodeThatFailedAnOpsJobIsAPoorerChoice() {
        endAnOpsJob(Failure.of(ErrorCode.UPSTREAM_FAILED, "the engine had a bad day", ""));

        rig.submit(Jobs.batch());

        assertThat(first.commands()).isEmpty();
        assertThat(second.asked()).isNotNull();
    }

    @Test
    void aNodeThatTurnedAnOpsJobDownIsNot() {
        endAnOpsJob(Failure.of(ErrorCode.BID_REJECTED, "job rejected: this node does not like it", ""));

        rig.submit(Jobs.batch());

        assertThat(first.asked()).isNotNull();
        assertThat(second.commands()).isEmpty();
    }
}
