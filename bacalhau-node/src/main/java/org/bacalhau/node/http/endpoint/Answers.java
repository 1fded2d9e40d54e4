package org.bacalhau.node.http.endpoint;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bacalhau.node.http.route.Answer;

/** Makes answers that are there at once. Stateless. */
final class Answers {
    private Answers() {}

    static CompletionStage<Answer> json(Object body) {
        return CompletableFuture.completedFuture(Answer.json(body));
    }

    static CompletionStage<Answer> now(Answer answer) {
        return CompletableFuture.completedFuture(answer);
    }
}
