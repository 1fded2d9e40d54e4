package org.bacalhau.node.http.route;

import java.util.concurrent.CompletionStage;

/** Answers calls of one route. Safe for any thread. */
@FunctionalInterface
public interface Endpoint {
    /**
     * Answers a call. May block for as long as reading from the node's store takes, but waits for nothing else: what takes
     * longer completes the stage later.
     *
     * @throws org.bacalhau.core.model.BacalhauException if the call is refused; a stage that fails means the same
     */
    CompletionStage<Answer> answer(Call call);
}
