package org.bacalhau.core.scheduler;

import org.bacalhau.core.model.Job;
import org.bacalhau.core.testing.Jobs;

/** A ranker as an embedder writes it: nodes without a certain label are out. */
class LabelRankerContractTest extends NodeRankerContract {
    @Override
    protected NodeRanker ranker() {
        return (job, node) -> "1".equals(node.info().labels().get("number"))
                ? NodeRank.SUITABLE
                : NodeRank.unsuitable("is not node number 1");
    }

    @Override
    protected Job job() {
        return Jobs.job(1);
    }
}
