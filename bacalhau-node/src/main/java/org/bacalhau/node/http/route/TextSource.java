package org.bacalhau.node.http.route;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Has texts, one after the other, for a reader that asks for the next when it has dealt with the last: so a slow reader costs
 * nothing but its place. For one reader at a time; {@link #close} may come from any thread.
 */
public interface TextSource {
    /**
     * Asks for the next text. Ask again only after the last answer came.
     *
     * @return completes with the text when there is one; empty at the end or after {@link #close}; never fails
     */
    CompletionStage<Optional<String>> next();

    /** Ends it. May be called any number of times. */
    void close();
}
