package org.bacalhau.node.executor.wasm.wasi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.bacalhau.node.executor.wasm.fs.Errno;
import org.bacalhau.node.executor.wasm.fs.ErrnoException;
import org.bacalhau.node.executor.wasm.fs.OpenFile;
import org.bacalhau.node.executor.wasm.fs.TreeEditor;
import org.bacalhau.node.executor.wasm.wasi.HostCall.Arguments;

/** Functions about descriptors themselves: their state, attributes and numbers. */
final class DescriptorCalls {
    private static final byte[] ROOT_NAME = "/".getBytes(StandardCharsets.UTF_8);

    private final DescriptorTable table;
    private final InstantSource clock;

    DescriptorCalls(DescriptorTable table, InstantSource clock) {
        this.table = table;
        this.clock = clock;
    }

    List<HostCall> calls() {
        return List.of(
                new HostCall("fd_advise", "illi", this::advise),
                new HostCall("fd_allocate", "ill", this::allocate),
                new HostCall("fd_close", "i", (memory, arguments) -> table.remove(arguments.i(0))),
                new HostCall("fd_datasync", "i", (memory, arguments) -> sync(arguments.i(0), false)),
                new HostCall("fd_sync", "i", (memory, arguments) -> sync(arguments.i(0), true)),
                new HostCall("fd_fdstat_get", "ii", this::fdstatGet),
                new HostCall("fd_fdstat_set_flags", "ii", this::fdstatSetFlags),
                new HostCall("fd_fdstat_set_rights", "ill", this::fdstatSetRights),
                new HostCall("fd_filestat_get", "ii", this::filestatGet),
                new HostCall("fd_filestat_set_size", "il", this::filestatSetSize),
                new HostCall("fd_filestat_set_times", "illi", this::filestatSetTimes),
                new HostCall("fd_prestat_get", "ii", this::prestatGet),
                new HostCall("fd_prestat_dir_name", "iii", this::prestatDirName),
                new HostCall(
                        "fd_renumber", "ii", (memory, arguments) -> table.renumber(arguments.i(0), arguments.i(1))));
    }

    /** Advice is checked and not taken: the JDK cannot pass it on. */
    private void advise(GuestMemory memory, Arguments arguments) throws IOException {
        table.file(arguments.i(0), Rights.FD_ADVISE);
        if (arguments.l(1) < 0 || arguments.l(2) < 0 || arguments.i(3) < 0 || arguments.i(3) > 5) {
            throw new ErrnoException(Errno.INVAL);
        }
    }

    private void allocate(GuestMemory memory, Arguments arguments) throws IOException {
        OpenFile file = table.file(arguments.i(0), Rights.FD_ALLOCATE);
        long offset = arguments.l(1);
        long length = arguments.l(2);
        if (offset < 0 || length <= 0) {
            throw new ErrnoException(Errno.INVAL);
        }
        if (offset > Long.MAX_VALUE - length) {
            throw new ErrnoException(Errno.FBIG);
        }
        file.resize(Math.max(file.size(), offset + length));
    }

    private void sync(int fd, boolean attributesToo) throws IOException {
        Descriptor descriptor = table.get(fd, attributesToo ? Rights.FD_SYNC : Rights.FD_DATASYNC);
        if (descriptor.resource() instanceof Resource.File file) {
            file.open().sync(attributesToo);
        }
    }

    private void fdstatGet(GuestMemory memory, Arguments arguments) throws IOException {
        StatWriter.writeFdStat(memory, arguments.i(1), table.get(arguments.i(0)));
    }

    private void fdstatSetFlags(GuestMemory memory, Arguments arguments) throws IOException {
        table.get(arguments.i(0), Rights.FD_FDSTAT_SET_FLAGS).setFlags(arguments.i(1));
    }

    private void fdstatSetRights(GuestMemory memory, Arguments arguments) throws IOException {
        table.get(arguments.i(0)).limitRights(arguments.l(1), arguments.l(2));
    }

    private void filestatGet(GuestMemory memory, Arguments arguments) throws IOException {
        Descriptor descriptor = table.get(arguments.i(0), Rights.FD_FILESTAT_GET);
        StatWriter.writeFileStat(memory, arguments.i(1), descriptor.resource().stat());
    }

    private void filestatSetSize(GuestMemory memory, Arguments arguments) throws IOException {
        OpenFile file = table.file(arguments.i(0), Rights.FD_FILESTAT_SET_SIZE);
        if (arguments.l(1) < 0) {
            throw new ErrnoException(Errno.INVAL);
        }
        file.resize(arguments.l(1));
    }

    private void filestatSetTimes(GuestMemory memory, Arguments arguments) throws IOException {
        Descriptor descriptor = table.get(arguments.i(0), Rights.FD_FILESTAT_SET_TIMES);
        FileTimes times = FileTimes.of(arguments.l(1), arguments.l(2), arguments.i(3), clock);
        if (descriptor.resource() instanceof Resource.File file) {
            file.open().setTimes(times.accessed(), times.modified());
        } else if (descriptor.resource() instanceof Resource.Directory directory) {
            TreeEditor.setTimes(directory.checkedNode(), times.accessed(), times.modified());
        } else {
            throw new ErrnoException(Errno.INVAL);
        }
    }

    /** Tells which descriptors are open from the start; a program asks from 3 on, until there is none. */
    private void prestatGet(GuestMemory memory, Arguments arguments) throws IOException {
        requireRoot(arguments.i(0));
        ByteBuffer out = memory.view(arguments.i(1), 8);
        out.putInt(0); // a directory
        out.putInt(ROOT_NAME.length);
    }

    private void prestatDirName(GuestMemory memory, Arguments arguments) throws IOException {
        requireRoot(arguments.i(0));
        if (Integer.compareUnsigned(arguments.i(2), ROOT_NAME.length) < 0) {
            throw new ErrnoException(Errno.NAMETOOLONG);
        }
        memory.view(arguments.i(1), ROOT_NAME.length).put(ROOT_NAME);
    }

    private void requireRoot(int fd) throws IOException {
        table.get(fd);
        if (fd != DescriptorTable.ROOT) {
            throw new ErrnoException(Errno.BADF);
        }
    }
}
