package org.bacalhau.node.executor.wasm.wasi;

import java.io.IOException;

/** A program named an address outside its memory. */
public final class GuestFaultException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception for this range, both numbers unsigned. */
    public GuestFaultException(int address, int length) {
        super("address " + Integer.toUnsignedString(address) + ", length " + Integer.toUnsignedString(length));
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
