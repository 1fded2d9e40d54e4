package org.bacalhau.node.executor.wasm.wasi;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import org.bacalhau.node.executor.wasm.fs.Errno;
import org.bacalhau.node.executor.wasm.fs.ErrnoException;

/**
 * A function that programs may import; it returns an error number. Immutable.
 *
 * @param name its name in the module {@code wasi_snapshot_preview1}
 * @param parameters one letter for each parameter: {@code i} for 32 bits, {@code l} for 64
 * @param body what it does
 */
public record HostCall(String name, String parameters, Body body) {

    /** What a function does. */
    @FunctionalInterface
    public interface Body {
        /** Does it; a failure is told by an exception. */
        void call(GuestMemory memory, Arguments arguments) throws IOException, InterruptedException;
    }

    /**
     * The values a program passed.
     *
     * @param values one for each parameter
     */
    @SuppressWarnings("ArrayRecordComponent") // made for each call and never compared
    public record Arguments(long[] values) {

        /** Returns a 32-bit parameter. */
        public int i(int position) {
            return (int) values[position];
        }

        /** Returns a 64-bit parameter. */
        public long l(int position) {
            return values[position];
        }
    }

    /**
     * Calls the function.
     *
     * @return the error number for the program
     * @throws OutputFailedException if the node did not take the program's output
     * @throws InterruptedException if the run is stopped
     */
    public int invoke(GuestMemory memory, long[] values) throws InterruptedException {
        try {
            body.call(memory, new Arguments(values));
            return Errno.SUCCESS.code();
        } catch (GuestFaultException e) {
            return Errno.FAULT.code();
        } catch (ClosedByInterruptException e) {
            throw new InterruptedException();
        } catch (IOException e) {
            return ErrnoException.from(e).errno().code();
        }
    }
}
