package org.bacalhau.core.compute.bid;

import java.time.Duration;
import org.bacalhau.core.compute.BidStrategy;
import org.bacalhau.core.compute.BidStrategyContract;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.testing.Jobs;

class CommandProbeContractTest extends BidStrategyContract {
    @Override
    protected BidStrategy strategy() {
        return new CommandProbe(
                "grep -q service", request -> request.job().spec().type().wireName(), Duration.ofSeconds(30));
    }

    @Override
    protected Job wanted() {
        return Jobs.job(1, Jobs.spec(JobType.SERVICE));
    }

    @Override
    protected Job unwanted() {
        return Jobs.job(1, Jobs.spec(JobType.BATCH));
    }
}
