package org.bacalhau.core.scheduler;

import java.util.List;
import org.bacalhau.core.model.ComputeInfo;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.NodeState;

/** A ranker of the embedder's, asked about one job. Immutable. Equal for jobs that differ in name, count and id only. */
final class CustomRank implements Requirement {
    private final NodeRanker ranker;
    private final Job job;
    private final JobSpec judged;

    CustomRank(NodeRanker ranker, Job job) {
        this.ranker = ranker;
        this.job = job;
        judged = job.spec().toBuilder().name("").count(1).build();
    }

    @Override
    public int points(NodeState node, ComputeInfo compute) {
        return rank(node).points();
    }

    @Override
    public String reason(NodeState node, ComputeInfo compute) {
        return rank(node).reason();
    }

    @Override
    public List<String> remedies(NodeState node, ComputeInfo compute) {
        return List.of("it were not for: " + reason(node, compute));
    }

    // A ranker that breaks must not stop the whole network; the job's report names it.
    private NodeRank rank(NodeState node) {
        try {
            return ranker.rank(job, node);
        } catch (RuntimeException e) {
            return NodeRank.unsuitable("node ranker " + ranker.getClass().getName() + " failed: " + e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CustomRank that && ranker.equals(that.ranker) && judged.equals(that.judged);
    }

    @Override
    public int hashCode() {
        return 31 * ranker.hashCode() + judged.hashCode();
    }
}
