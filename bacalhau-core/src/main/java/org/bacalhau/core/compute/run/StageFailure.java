package org.bacalhau.core.compute.run;

import org.bacalhau.core.model.EventTopic;
import org.bacalhau.core.model.Failure;
import org.jspecify.annotations.Nullable;

/** A stage of a run failed: what was being done, and the failure with that in front. */
final class StageFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final EventTopic topic;
    private final transient Failure failure;

    StageFailure(EventTopic topic, Failure failure, @Nullable Throwable cause) {
        super(failure.message(), cause);
        this.topic = topic;
        this.failure = failure;
    }

    EventTopic topic() {
        return topic;
    }

    Failure failure() {
        return failure;
    }
}
