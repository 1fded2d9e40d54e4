package org.bacalhau.node.http.auth;

import java.util.Map;
import java.util.Objects;
import org.bacalhau.client.api.AuthMethods.Requirement;
import org.bacalhau.core.model.NodeId;

/** A way for callers to prove who they are (http-api.md §6.3). Safe for any thread. */
public interface AuthMethod {
    /** What became of an attempt. */
    sealed interface Outcome {
        /**
         * The caller is known.
         *
         * @param subject by what name
         * @param namespaces what they may do in each namespace; see {@link org.bacalhau.node.http.route.Caller}
         */
        record Known(String subject, Map<String, Integer> namespaces) implements Outcome {
            public Known {
                Objects.requireNonNull(subject, "subject");
                namespaces = Map.copyOf(namespaces);
            }
        }

        /**
         * The caller is not known.
         *
         * @param reason why not
         */
        record Rejected(String reason) implements Outcome {
            public Rejected {
                Objects.requireNonNull(reason, "reason");
            }
        }
    }

    /** Returns what the method demands of callers of this node. */
    Requirement requirement(NodeId node);

    /**
     * Judges an attempt.
     *
     * @param answer the JSON document that the caller sent
     * @throws org.bacalhau.node.http.route.Refusal if it does not have the method's form
     */
    Outcome judge(NodeId node, byte[] answer);
}
