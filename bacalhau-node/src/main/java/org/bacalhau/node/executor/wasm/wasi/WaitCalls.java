package org.bacalhau.node.executor.wasm.wasi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bacalhau.node.executor.wasm.fs.Errno;
import org.bacalhau.node.executor.wasm.fs.ErrnoException;
import org.bacalhau.node.executor.wasm.wasi.HostCall.Arguments;

/**
 * Waiting for clocks and descriptors. Everything a program can open is ready at all times, so only clocks make it wait;
 * the wait ends when the run is stopped.
 */
final class WaitCalls {
    private static final int MOST_SUBSCRIPTIONS = 4096;
    private static final int SUBSCRIPTION_BYTES = 48;
    private static final int EVENT_BYTES = 32;
    private static final int CLOCK = 0;
    private static final int FD_READ = 1;
    private static final int FD_WRITE = 2;
    private static final int REALTIME = 0;
    private static final int MONOTONIC = 1;
    private static final int ABSOLUTE = 1;
    private static final int HANGUP = 1;

    private final DescriptorTable table;
    private final InstantSource clock;

    WaitCalls(DescriptorTable table, InstantSource clock) {
        this.table = table;
        this.clock = clock;
    }

    List<HostCall> calls() {
        return List.of(new HostCall("poll_oneoff", "iiii", this::poll));
    }

    private void poll(GuestMemory memory, Arguments in) throws IOException, InterruptedException {
        int count = in.i(2);
        if (count <= 0 || count > MOST_SUBSCRIPTIONS) {
            throw new ErrnoException(Errno.INVAL);
        }
        ByteBuffer subscriptions = memory.view(in.i(0), count * SUBSCRIPTION_BYTES);
        ByteBuffer events = memory.view(in.i(1), count * EVENT_BYTES);
        memory.view(in.i(3), Integer.BYTES);
        long[] remaining = new long[count]; // of the clocks
        Arrays.fill(remaining, Long.MAX_VALUE);
        for (int i = 0; i < count; i++) {
            int at = i * SUBSCRIPTION_BYTES;
            if (subscriptions.get(at + 8) == CLOCK) {
                remaining[i] = Math.max(remaining(subscriptions, at), 0);
            } else {
                putDescriptorEvent(subscriptions, at, events);
            }
        }
        if (events.position() == 0) {
            long shortest = Arrays.stream(remaining).min().orElseThrow();
            TimeUnit.NANOSECONDS.sleep(shortest);
            for (int i = 0; i < count; i++) {
                if (remaining[i] <= shortest) {
                    putEvent(events, subscriptions.getLong(i * SUBSCRIPTION_BYTES), Errno.SUCCESS, CLOCK);
                }
            }
        }
        memory.putInt(in.i(3), events.position() / EVENT_BYTES);
    }

    /** Returns how many nanoseconds are left of a clock subscription; not more than 292 years. */
    private long remaining(ByteBuffer subscriptions, int at) throws ErrnoException {
        int id = subscriptions.getInt(at + 16);
        long timeout = subscriptions.getLong(at + 24);
        boolean absolute = (subscriptions.getShort(at + 40) & ABSOLUTE) != 0;
        if (id != REALTIME && id != MONOTONIC) {
            throw new ErrnoException(Errno.INVAL);
        }
        if (!absolute) {
            return timeout < 0 ? Long.MAX_VALUE : timeout;
        }
        if (id == MONOTONIC) {
            return timeout - System.nanoTime();
        }
        Instant now = clock.instant();
        return timeout < 0 ? Long.MAX_VALUE : timeout - TimeUnit.SECONDS.toNanos(now.getEpochSecond()) - now.getNano();
    }

    private void putDescriptorEvent(ByteBuffer subscriptions, int at, ByteBuffer events) throws ErrnoException {
        int type = subscriptions.get(at + 8);
        if (type != FD_READ && type != FD_WRITE) {
            throw new ErrnoException(Errno.INVAL);
        }
        Errno errno = Errno.SUCCESS;
        boolean ended = false;
        try {
            Descriptor descriptor = table.get(subscriptions.getInt(at + 16), Rights.POLL_FD_READWRITE);
            ended = descriptor.resource() instanceof Resource.EmptyInput;
        } catch (ErrnoException e) {
            errno = e.errno();
        }
        int begin = events.position();
        putEvent(events, subscriptions.getLong(at), errno, type);
        if (ended) {
            events.putShort(begin + 24, (short) HANGUP);
        }
    }

    private static void putEvent(ByteBuffer events, long userData, Errno errno, int type) {
        events.putLong(userData);
        events.putShort((short) errno.code());
        events.putShort((short) type); // one byte and padding
        events.putInt(0);
        events.putLong(0); // bytes that can be moved without waiting: not known
        events.putLong(0);
    }
}
