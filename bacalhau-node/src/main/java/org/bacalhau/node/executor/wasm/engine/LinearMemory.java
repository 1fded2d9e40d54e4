package org.bacalhau.node.executor.wasm.engine;

import com.dylibso.chicory.runtime.ChicoryInterruptedException;
import com.dylibso.chicory.runtime.ConstantEvaluators;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.TrapException;
import com.dylibso.chicory.wasm.UninstantiableException;
import com.dylibso.chicory.wasm.types.ActiveDataSegment;
import com.dylibso.chicory.wasm.types.DataSegment;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.PassiveDataSegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import org.bacalhau.node.executor.wasm.wasi.GuestFaultException;
import org.bacalhau.node.executor.wasm.wasi.GuestMemory;

/**
 * Linear memory in one array, for one thread.
 *
 * <p>The runtime's own memory is an array of pages, which costs two array accesses for each of the program's and made our
 * kernels 1.3 to 1.6 times slower. One array must be copied to grow, so after small steps it is larger than the program
 * knows; then each access is checked against that size too. Two checks cost inner loops a fifth, so large steps fit.
 *
 * <p>An access outside throws {@link IndexOutOfBoundsException}, which {@link Traps} translates.
 */
final class LinearMemory implements Memory, GuestMemory {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle FLOAT = MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle DOUBLE =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int LARGE_STEP = 4; // its part of the size from which on a step copies to fit
    private static final int BYTES_AT_ONCE = 1 << 24; // copied or filled between two looks for an interrupt

    private final MemoryBudget budget;
    private final MemoryLimits limits;
    private byte[] bytes; // at least size
    private int size;
    private boolean ahead; // the array is larger than the program knows
    private DataSegment[] segments = new DataSegment[0];

    LinearMemory(MemoryBudget budget, MemoryLimits limits) {
        budget.takeDeclared(limits.initialPages());
        this.budget = budget;
        this.limits = limits;
        this.size = limits.initialPages() * PAGE_SIZE;
        this.bytes = new byte[size];
    }

    @Override
    public ByteBuffer view(int address, int length) throws GuestFaultException {
        if (address < 0 || length < 0 || address > size - length) {
            throw new GuestFaultException(address, length);
        }
        return ByteBuffer.wrap(bytes, address, length).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public int pages() {
        return size / PAGE_SIZE;
    }

    @Override
    public int grow(int more) {
        int before = pages();
        if (more < 0 || more > maximumPages() - before) {
            budget.refuse();
            return -1;
        }
        if (!budget.take(more)) {
            return -1;
        }
        int wanted = size + more * PAGE_SIZE;
        if (wanted > bytes.length && !reserve(wanted)) {
            budget.giveBack(more);
            return -1;
        }
        size = wanted;
        ahead = bytes.length > size;
        return before;
    }

    /** Makes the array larger; after a small step by half, so that many of them do not copy it each time. */
    private boolean reserve(int wanted) {
        int most = maximumPages() * PAGE_SIZE;
        boolean small = wanted - size < size / LARGE_STEP;
        int capacityAhead = (int) Math.min(most, bytes.length + bytes.length / 2L);
        for (int capacity : new int[] {small ? Math.max(wanted, capacityAhead) : wanted, wanted}) {
            try {
                bytes = Arrays.copyOf(bytes, capacity);
                return true;
            } catch (OutOfMemoryError e) {
                // A program asks whether there is memory by trying; the answer may be no.
            }
        }
        return false;
    }

    @Override
    public int initialPages() {
        return limits.initialPages();
    }

    @Override
    public int maximumPages() {
        return Math.min(limits.maximumPages(), MemoryBudget.MOST_PAGES_OF_ONE_MEMORY);
    }

    @Override
    public boolean shared() {
        return false;
    }

    @Override
    @SuppressWarnings("removal")
    public Object lock(int address) {
        return this;
    }

    @Override
    @SuppressWarnings("removal")
    public int waitOn(int address, int expected, long timeout) {
        throw new TrapException("expected shared memory");
    }

    @Override
    @SuppressWarnings("removal")
    public int waitOn(int address, long expected, long timeout) {
        throw new TrapException("expected shared memory");
    }

    @Override
    @SuppressWarnings("removal")
    public int notify(int address, int maxThreads) {
        return 0;
    }

    @Override
    public void initialize(Instance instance, DataSegment[] dataSegments) {
        initialize(instance, dataSegments, 0);
    }

    @Override
    public void initialize(Instance instance, DataSegment[] dataSegments, int memoryIndex) {
        segments = dataSegments;
        for (DataSegment segment : dataSegments) {
            if (segment instanceof ActiveDataSegment active && active.index() == memoryIndex) {
                int at = (int) ConstantEvaluators.computeConstantValue(instance, active.offsetInstructions())[0];
                if (at < 0 || at > size - active.data().length) {
                    throw new UninstantiableException("out of bounds memory access by a data segment at "
                            + Integer.toUnsignedString(at) + " of " + size);
                }
                write(at, active.data());
            }
        }
    }

    @Override
    public void initPassiveSegment(int segment, int to, int from, int length) {
        write(to, segments[segment].data(), from, length);
    }

    @Override
    public void drop(int segment) {
        segments[segment] = PassiveDataSegment.EMPTY;
    }

    @Override
    public void write(int address, byte[] data, int from, int length) {
        Objects.checkFromIndexSize(address, length, size);
        System.arraycopy(data, from, bytes, address, length);
    }

    @Override
    public byte[] readBytes(int address, int length) {
        Objects.checkFromIndexSize(address, length, size);
        return Arrays.copyOfRange(bytes, address, address + length);
    }

    @Override
    public void zero() {
        fill((byte) 0, 0, size);
    }

    @Override
    public void fill(byte value, int from, int to) {
        Objects.checkFromToIndex(from, to, size);
        for (int at = from; at < to; ) {
            checkInterrupt();
            int end = at + Math.min(BYTES_AT_ONCE, to - at);
            Arrays.fill(bytes, at, end, value);
            at = end;
        }
    }

    @Override
    public void copy(int to, int from, int length) {
        Objects.checkFromIndexSize(to, length, size);
        Objects.checkFromIndexSize(from, length, size);
        for (int done = 0; done < length; ) {
            checkInterrupt();
            int count = Math.min(BYTES_AT_ONCE, length - done);
            // Where the two overlap, begin at the end that is not written first.
            int offset = to <= from ? done : length - done - count;
            System.arraycopy(bytes, from + offset, bytes, to + offset, count);
            done += count;
        }
    }

    private static void checkInterrupt() {
        if (Thread.currentThread().isInterrupted()) {
            throw new ChicoryInterruptedException("interrupted");
        }
    }

    /** Checks an address against the size if the array is larger; else the array's own check will do. */
    private int checked(int address, int limit) {
        return ahead ? Objects.checkIndex(address, limit) : address;
    }

    @Override
    public byte read(int address) {
        return bytes[checked(address, size)];
    }

    @Override
    public void writeByte(int address, byte value) {
        bytes[checked(address, size)] = value;
    }

    @Override
    public short readShort(int address) {
        return (short) SHORT.get(bytes, checked(address, size - 1));
    }

    @Override
    public long readU16(int address) {
        return Short.toUnsignedLong(readShort(address));
    }

    @Override
    public void writeShort(int address, short value) {
        SHORT.set(bytes, checked(address, size - 1), value);
    }

    @Override
    public int readInt(int address) {
        return (int) INT.get(bytes, checked(address, size - 3));
    }

    @Override
    public void writeI32(int address, int value) {
        INT.set(bytes, checked(address, size - 3), value);
    }

    @Override
    public long readLong(int address) {
        return (long) LONG.get(bytes, checked(address, size - 7));
    }

    @Override
    public void writeLong(int address, long value) {
        LONG.set(bytes, checked(address, size - 7), value);
    }

    @Override
    public float readFloat(int address) {
        return (float) FLOAT.get(bytes, checked(address, size - 3));
    }

    @Override
    public long readF32(int address) {
        return readInt(address);
    }

    @Override
    public void writeF32(int address, float value) {
        FLOAT.set(bytes, checked(address, size - 3), value);
    }

    @Override
    public double readDouble(int address) {
        return (double) DOUBLE.get(bytes, checked(address, size - 7));
    }

    @Override
    public long readF64(int address) {
        return readLong(address);
    }

    @Override
    public void writeF64(int address, double value) {
        DOUBLE.set(bytes, checked(address, size - 7), value);
    }
}
