package org.bacalhau.core.publisher;

import java.util.Map;
import java.util.Optional;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.SpecConfig;

class MemoryPublisherTest extends PublisherContract {
    private final MemoryPublisher publisher = new MemoryPublisher();

    @Override
    protected Publisher open() {
        return publisher;
    }

    @Override
    protected SpecConfig sound() {
        return SpecConfig.of(MemoryPublisher.TYPE);
    }

    @Override
    protected Optional<SpecConfig> failing() {
        return Optional.of(sound().with("Fail", true));
    }

    @Override
    protected Map<String, String> read(SpecConfig published) {
        return publisher.results().get(new ExecutionId(String.valueOf(published.param("Execution"))));
    }

    @Override
    protected int publishedCount() {
        return publisher.results().size();
    }
}
