package org.bacalhau.node.executor.wasm.wasi;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bacalhau.node.executor.wasm.fs.FileStat;

/** Lays out structures of WASI preview 1. */
final class StatWriter {
    private static final int FILESTAT_BYTES = 64;
    private static final int FDSTAT_BYTES = 24;

    private StatWriter() {}

    static void writeFileStat(GuestMemory memory, int address, FileStat stat) throws IOException {
        ByteBuffer out = memory.view(address, FILESTAT_BYTES);
        out.putLong(stat.device());
        out.putLong(stat.inode());
        out.putLong(stat.type().code()); // one byte and padding
        out.putLong(1); // hard links, which the JDK does not count
        out.putLong(stat.size());
        out.putLong(stat.accessed());
        out.putLong(stat.modified());
        out.putLong(stat.modified()); // the change of attributes, which the JDK does not tell
    }

    static void writeFdStat(GuestMemory memory, int address, Descriptor descriptor) throws IOException {
        ByteBuffer out = memory.view(address, FDSTAT_BYTES);
        out.putShort((short) descriptor.resource().type().code()); // one byte and padding
        out.putShort((short) descriptor.flags());
        out.putInt(0);
        out.putLong(descriptor.rights());
        out.putLong(descriptor.inheriting());
    }
}
