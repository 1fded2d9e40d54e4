package org.bacalhau.node.publisher.noop;

import java.util.Map;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.publisher.Publisher;
import org.bacalhau.core.publisher.PublisherContract;

class NoopPublisherContractTest extends PublisherContract {
    @Override
    protected Publisher open() {
        return new NoopPublisher();
    }

    @Override
    protected SpecConfig sound() {
        return SpecConfig.of("noop");
    }

    @Override
    protected boolean keepsResults() {
        return false;
    }

    @Override
    protected Map<String, String> read(SpecConfig published) {
        throw new AssertionError("nothing is kept");
    }
}
