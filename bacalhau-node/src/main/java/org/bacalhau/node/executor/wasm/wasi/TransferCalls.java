package org.bacalhau.node.executor.wasm.wasi;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bacalhau.node.executor.wasm.fs.Errno;
import org.bacalhau.node.executor.wasm.fs.ErrnoException;
import org.bacalhau.node.executor.wasm.fs.FileStat;
import org.bacalhau.node.executor.wasm.fs.FileType;
import org.bacalhau.node.executor.wasm.fs.Listing;
import org.bacalhau.node.executor.wasm.fs.OpenFile;
import org.bacalhau.node.executor.wasm.wasi.HostCall.Arguments;

/** Functions that move bytes: read, write, seek, list. */
final class TransferCalls {
    private static final int LONGEST_WRITE = 1 << 20; // bytes given to a stream at once, so that a stop is seen soon
    private static final int DIRENT_BYTES = 24;

    private final DescriptorTable table;

    TransferCalls(DescriptorTable table) {
        this.table = table;
    }

    List<HostCall> calls() {
        return List.of(
                new HostCall("fd_read", "iiii", this::read),
                new HostCall("fd_pread", "iiili", this::pread),
                new HostCall("fd_write", "iiii", this::write),
                new HostCall("fd_pwrite", "iiili", this::pwrite),
                new HostCall("fd_seek", "ilii", this::seek),
                new HostCall("fd_tell", "ii", this::tell),
                new HostCall("fd_readdir", "iiili", this::readdir));
    }

    private void read(GuestMemory memory, Arguments arguments) throws IOException, InterruptedException {
        List<ByteBuffer> buffers = IoVectors.of(memory, arguments.i(1), arguments.i(2));
        Descriptor descriptor = table.get(arguments.i(0), Rights.FD_READ);
        int count = 0;
        if (descriptor.resource() instanceof Resource.File file) {
            for (ByteBuffer buffer : buffers) {
                int wanted = buffer.remaining();
                int got = file.open().read(buffer, null);
                count += got;
                if (got < wanted) {
                    break;
                }
            }
        } else if (descriptor.resource() instanceof Resource.Directory) {
            throw new ErrnoException(Errno.ISDIR);
        }
        memory.putInt(arguments.i(3), count);
    }

    private void pread(GuestMemory memory, Arguments arguments) throws IOException {
        OpenFile file = table.file(arguments.i(0), Rights.FD_READ | Rights.FD_SEEK);
        long offset = requireOffset(arguments.l(3));
        int count = 0;
        for (ByteBuffer buffer : IoVectors.of(memory, arguments.i(1), arguments.i(2))) {
            int wanted = buffer.remaining();
            int got = file.read(buffer, offset + count);
            count += got;
            if (got < wanted) {
                break;
            }
        }
        memory.putInt(arguments.i(4), count);
    }

    private void write(GuestMemory memory, Arguments arguments) throws IOException, InterruptedException {
        List<ByteBuffer> buffers = IoVectors.of(memory, arguments.i(1), arguments.i(2));
        Descriptor descriptor = table.get(arguments.i(0), Rights.FD_WRITE);
        memory.view(arguments.i(3), Integer.BYTES); // before anything is written that could not be reported
        int count = 0;
        for (ByteBuffer buffer : buffers) {
            count += buffer.remaining();
            if (descriptor.resource() instanceof Resource.Output output) {
                writeOut(output.stream(), buffer);
            } else if (descriptor.resource() instanceof Resource.File file) {
                writeFile(file.open(), buffer, descriptor.appends());
            } else {
                throw new ErrnoException(Errno.ISDIR);
            }
        }
        memory.putInt(arguments.i(3), count);
    }

    private static void writeFile(OpenFile file, ByteBuffer buffer, boolean append) throws IOException {
        if (append) {
            file.position(file.size());
        }
        file.write(buffer, null);
    }

    private static void writeOut(OutputStream stream, ByteBuffer buffer) throws InterruptedException {
        try {
            while (buffer.hasRemaining()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                int length = Math.min(LONGEST_WRITE, buffer.remaining());
                stream.write(buffer.array(), buffer.arrayOffset() + buffer.position(), length);
                buffer.position(buffer.position() + length);
            }
            stream.flush();
        } catch (IOException e) {
            throw new OutputFailedException(e);
        }
    }

    private void pwrite(GuestMemory memory, Arguments arguments) throws IOException {
        OpenFile file = table.file(arguments.i(0), Rights.FD_WRITE | Rights.FD_SEEK);
        long offset = requireOffset(arguments.l(3));
        int count = 0;
        for (ByteBuffer buffer : IoVectors.of(memory, arguments.i(1), arguments.i(2))) {
            int length = buffer.remaining();
            file.write(buffer, offset + count);
            count += length;
        }
        memory.putInt(arguments.i(4), count);
    }

    private static long requireOffset(long offset) throws ErrnoException {
        if (offset < 0) {
            throw new ErrnoException(Errno.INVAL);
        }
        return offset;
    }

    private void seek(GuestMemory memory, Arguments arguments) throws IOException {
        boolean onlyTells = arguments.l(1) == 0 && arguments.i(2) == 1;
        OpenFile file = table.file(arguments.i(0), onlyTells ? Rights.FD_TELL : Rights.FD_SEEK);
        long from = switch (arguments.i(2)) {
            case 0 -> 0;
            case 1 -> file.position();
            case 2 -> file.size();
            default -> throw new ErrnoException(Errno.INVAL);
        };
        long position = from + arguments.l(1);
        if (position < 0) {
            throw new ErrnoException(Errno.INVAL);
        }
        file.position(position);
        memory.putLong(arguments.i(3), position);
    }

    private void tell(GuestMemory memory, Arguments arguments) throws IOException {
        OpenFile file = table.file(arguments.i(0), Rights.FD_TELL);
        memory.putLong(arguments.i(1), file.position());
    }

    /** Fills the buffer with entries; the last may be cut off, which tells the program that there is more. */
    private void readdir(GuestMemory memory, Arguments arguments) throws IOException {
        ByteBuffer out = memory.view(arguments.i(1), arguments.i(2));
        long cookie = arguments.l(3);
        Resource.Directory directory = table.directory(arguments.i(0), Rights.FD_READDIR);
        Listing listing = directory.listing(cookie == 0);
        for (long at = Math.max(cookie, 0); at < listing.size() && out.hasRemaining(); at++) {
            putCut(out, entry(listing, (int) at));
        }
        memory.putInt(arguments.i(4), out.position());
    }

    private static ByteBuffer entry(Listing listing, int at) throws IOException {
        byte[] name = listing.name(at).getBytes(StandardCharsets.UTF_8);
        FileStat stat = listing.stat(at);
        ByteBuffer entry = ByteBuffer.allocate(DIRENT_BYTES + name.length).order(ByteOrder.LITTLE_ENDIAN);
        entry.putLong(at + 1L); // the cookie of the next one
        entry.putLong(stat == null ? 1 : stat.inode()); // 0 would mean "ask for it"
        entry.putInt(name.length);
        FileType type = stat == null ? at == 1 ? FileType.DIRECTORY : FileType.UNKNOWN : stat.type();
        entry.putInt(type.code()); // one byte and padding
        entry.put(name);
        return entry.flip();
    }

    private static void putCut(ByteBuffer out, ByteBuffer entry) {
        entry.limit(Math.min(entry.limit(), out.remaining()));
        out.put(entry);
    }
}
