package org.bacalhau.node.executor.wasm.wasi;

import java.nio.ByteBuffer;

/** The memory of a program, as the functions it calls see it. Used by the run's thread only. */
public interface GuestMemory {

    /**
     * Returns part of the memory: little-endian, backed by an array, writing through. Not to be kept, since the memory
     * may move when the program goes on.
     *
     * @param address where it begins, unsigned
     * @param length how many bytes, unsigned
     * @throws GuestFaultException if that is not all inside the memory
     */
    ByteBuffer view(int address, int length) throws GuestFaultException;

    /** Writes a number of 32 bits. */
    default void putInt(int address, int value) throws GuestFaultException {
        view(address, Integer.BYTES).putInt(0, value);
    }

    /** Writes a number of 64 bits. */
    default void putLong(int address, long value) throws GuestFaultException {
        view(address, Long.BYTES).putLong(0, value);
    }
}
