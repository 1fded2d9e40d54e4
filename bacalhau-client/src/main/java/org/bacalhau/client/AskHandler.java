package org.bacalhau.client;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Answers a node's questions, such as for a name and password. Called on a thread that may block. */
@FunctionalInterface
public interface AskHandler {
    /**
     * Answers all questions of one method.
     *
     * @param method the method's name
     * @param questions what is asked, in the node's order
     * @return the answers by the names of the questions; what is missing is not sent
     */
    Map<String, String> answer(String method, List<Question> questions);

    /**
     * One question. Immutable.
     *
     * @param name what is asked for
     * @param required whether the node needs the answer
     * @param secret whether the answer must not be shown while it is typed
     */
    record Question(String name, boolean required, boolean secret) {
        public Question {
            Objects.requireNonNull(name, "name");
        }
    }
}
