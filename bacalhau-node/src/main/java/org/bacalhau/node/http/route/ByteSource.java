package org.bacalhau.node.http.route;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/**
 * Has bytes, piece by piece, for a reader that asks for the next piece when it has dealt with the last: so a slow reader costs
 * one piece of memory. For one reader at a time; {@link #close} may come from any thread.
 */
public interface ByteSource {
    /**
     * Asks for the next piece. Ask again only after the last answer came.
     *
     * @return completes with the piece, which belongs to the reader until it asks again; one without bytes is the end. Fails
     *     if the rest cannot be had, or after {@link #close}
     */
    CompletionStage<ByteBuffer> next();

    /** Ends it. May be called any number of times. */
    void close();
}
