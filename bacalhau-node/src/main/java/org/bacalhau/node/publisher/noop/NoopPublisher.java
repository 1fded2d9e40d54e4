package org.bacalhau.node.publisher.noop;

import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.publisher.PublishRequest;
import org.bacalhau.core.publisher.Publisher;

/** Publishes nothing, and says so. Safe for any thread. */
public final class NoopPublisher implements Publisher {
    /** The publisher type. */
    public static final String TYPE = "noop";

    @Override
    public String type() {
        return TYPE;
    }

    /** Returns {@link SpecConfig#NONE}. */
    @Override
    public SpecConfig publish(PublishRequest request) {
        return SpecConfig.NONE;
    }
}
