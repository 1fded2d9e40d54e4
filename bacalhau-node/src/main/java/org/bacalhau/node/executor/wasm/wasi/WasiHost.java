package org.bacalhau.node.executor.wasm.wasi;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bacalhau.node.executor.wasm.fs.Errno;
import org.bacalhau.node.executor.wasm.fs.ErrnoException;
import org.bacalhau.node.executor.wasm.fs.FileTree;
import org.bacalhau.node.executor.wasm.wasi.HostCall.Arguments;

/** What one run may call. For the run's thread; closing it closes the run's descriptors. */
public final class WasiHost implements Closeable {
    private static final int RANDOM_BYTES_AT_ONCE = 1 << 16; // so that a stop is seen soon

    private final FileTree tree;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final DescriptorTable table;

    /**
     * Creates the host of a run.
     *
     * @param clock tells the time of day
     * @param random makes the program's random bytes
     * @param tree the files it sees
     * @param stdout takes its output; belongs to the caller
     * @param stderr takes its error output, likewise
     */
    public WasiHost(
            InstantSource clock, RandomGenerator random, FileTree tree, OutputStream stdout, OutputStream stderr) {
        this.tree = tree;
        this.clock = clock;
        this.random = random;
        this.table = new DescriptorTable(tree, new Resource.Output(stdout), new Resource.Output(stderr));
    }

    /** Returns what tells the time of day. */
    public InstantSource clock() {
        return clock;
    }

    /** Returns the functions, in no particular order. */
    public List<HostCall> calls() {
        List<HostCall> calls = new ArrayList<>();
        calls.addAll(new DescriptorCalls(table, clock).calls());
        calls.addAll(new TransferCalls(table).calls());
        calls.addAll(new PathCalls(tree, table, clock).calls());
        calls.addAll(new WaitCalls(table, clock).calls());
        calls.add(new HostCall("random_get", "ii", this::randomGet));
        calls.add(new HostCall("sock_accept", "iii", this::noSocket));
        calls.add(new HostCall("sock_recv", "iiiiii", this::noSocket));
        calls.add(new HostCall("sock_send", "iiiii", this::noSocket));
        calls.add(new HostCall("sock_shutdown", "ii", this::noSocket));
        return calls;
    }

    private void randomGet(GuestMemory memory, Arguments in) throws IOException, InterruptedException {
        ByteBuffer out = memory.view(in.i(0), in.i(1));
        while (out.hasRemaining()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            byte[] bytes = new byte[Math.min(RANDOM_BYTES_AT_ONCE, out.remaining())];
            random.nextBytes(bytes);
            out.put(bytes);
        }
    }

    private void noSocket(GuestMemory memory, Arguments in) throws IOException {
        table.get(in.i(0));
        throw new ErrnoException(Errno.NOTSOCK);
    }

    @Override
    public void close() throws IOException {
        table.close();
    }
}
