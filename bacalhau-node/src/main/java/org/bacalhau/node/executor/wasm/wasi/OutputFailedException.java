package org.bacalhau.node.executor.wasm.wasi;

import java.io.IOException;

/**
 * The node did not take the program's output. Unchecked, so that it passes through the program and ends it: a program
 * told of an error would go on.
 */
public final class OutputFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final IOException failure;

    OutputFailedException(IOException failure) {
        super(failure);
        this.failure = failure;
    }

    /** Returns what the stream threw. */
    public IOException failure() {
        return failure;
    }
}
