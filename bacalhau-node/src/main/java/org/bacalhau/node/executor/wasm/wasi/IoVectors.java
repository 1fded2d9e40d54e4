package org.bacalhau.node.executor.wasm.wasi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bacalhau.node.executor.wasm.fs.Errno;
import org.bacalhau.node.executor.wasm.fs.ErrnoException;

/** Lists of buffers that programs pass to read and write. */
final class IoVectors {
    private static final int MOST = 1024; // as Linux allows
    private static final int BYTES = 8; // address and length

    private IoVectors() {}

    static List<ByteBuffer> of(GuestMemory memory, int address, int count) throws IOException {
        if (count < 0 || count > MOST) {
            throw new ErrnoException(Errno.INVAL);
        }
        ByteBuffer vectors = memory.view(address, count * BYTES);
        List<ByteBuffer> buffers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            buffers.add(memory.view(vectors.getInt(i * BYTES), vectors.getInt(i * BYTES + 4)));
        }
        return buffers;
    }
}
