package org.bacalhau.node.executor.wasm.wasi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.bacalhau.node.executor.wasm.fs.Errno;
import org.bacalhau.node.executor.wasm.fs.ErrnoException;
import org.bacalhau.node.executor.wasm.fs.FileTree;
import org.bacalhau.node.executor.wasm.fs.OpenFile;
import org.bacalhau.node.executor.wasm.fs.OpenMode;
import org.bacalhau.node.executor.wasm.fs.Target;
import org.bacalhau.node.executor.wasm.fs.TreeEditor;
import org.bacalhau.node.executor.wasm.wasi.HostCall.Arguments;

/** Functions that take paths. */
final class PathCalls {
    private static final int LONGEST_PATH = 4096; // bytes
    private static final int FOLLOW = 1;
    private static final int CREATE = 1;
    private static final int DIRECTORY = 2;
    private static final int EXCLUSIVE = 4;
    private static final int TRUNCATE = 8;

    // Go asks for the right to set the size of files that it only reads, so that one alone does not mean writing.
    private static final long WRITING = Rights.FD_WRITE | Rights.FD_ALLOCATE;
    private static final long ONLY_WRITING = WRITING | Rights.FD_FILESTAT_SET_SIZE;

    private final FileTree tree;
    private final DescriptorTable table;
    private final InstantSource clock;

    PathCalls(FileTree tree, DescriptorTable table, InstantSource clock) {
        this.tree = tree;
        this.table = table;
        this.clock = clock;
    }

    List<HostCall> calls() {
        return List.of(
                new HostCall("path_create_directory", "iii", this::createDirectory),
                new HostCall("path_filestat_get", "iiiii", this::filestatGet),
                new HostCall("path_filestat_set_times", "iiiilli", this::filestatSetTimes),
                new HostCall("path_link", "iiiiiii", this::link),
                new HostCall("path_open", "iiiiillii", this::open),
                new HostCall("path_readlink", "iiiiii", this::readlink),
                new HostCall("path_remove_directory", "iii", this::removeDirectory),
                new HostCall("path_rename", "iiiiii", this::rename),
                new HostCall("path_symlink", "iiiii", this::symlink),
                new HostCall("path_unlink_file", "iii", this::unlinkFile));
    }

    /** Walks the path at {@code address} from a directory. */
    private Target resolve(GuestMemory memory, int fd, int address, int length, long right, boolean follow)
            throws IOException {
        String path = text(memory, address, length);
        return tree.resolve(table.directoryNode(fd, right), path, follow);
    }

    private static String text(GuestMemory memory, int address, int length) throws IOException {
        if (Integer.compareUnsigned(length, LONGEST_PATH) > 0) {
            throw new ErrnoException(Errno.NAMETOOLONG);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(memory.view(address, length))
                    .toString();
            if (text.indexOf('\0') >= 0) {
                throw new ErrnoException(Errno.INVAL);
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new ErrnoException(Errno.ILSEQ);
        }
    }

    private static boolean has(int flags, int flag) {
        return (flags & flag) != 0;
    }

    private void createDirectory(GuestMemory memory, Arguments in) throws IOException {
        TreeEditor.createDirectory(resolve(memory, in.i(0), in.i(1), in.i(2), Rights.PATH_CREATE_DIRECTORY, false));
    }

    private void filestatGet(GuestMemory memory, Arguments in) throws IOException {
        Target target = resolve(memory, in.i(0), in.i(2), in.i(3), Rights.PATH_FILESTAT_GET, has(in.i(1), FOLLOW));
        StatWriter.writeFileStat(memory, in.i(4), target.existing().stat());
    }

    private void filestatSetTimes(GuestMemory memory, Arguments in) throws IOException {
        Target target =
                resolve(memory, in.i(0), in.i(2), in.i(3), Rights.PATH_FILESTAT_SET_TIMES, has(in.i(1), FOLLOW));
        FileTimes times = FileTimes.of(in.l(4), in.l(5), in.i(6), clock);
        TreeEditor.setTimes(target.existing(), times.accessed(), times.modified());
    }

    private void link(GuestMemory memory, Arguments in) throws IOException {
        Target from = resolve(memory, in.i(0), in.i(2), in.i(3), Rights.PATH_LINK_SOURCE, has(in.i(1), FOLLOW));
        Target to = resolve(memory, in.i(4), in.i(5), in.i(6), Rights.PATH_LINK_TARGET, false);
        TreeEditor.link(from, to);
    }

    private void open(GuestMemory memory, Arguments in) throws IOException {
        int openFlags = in.i(4);
        int fdFlags = in.i(7);
        if ((openFlags & ~0xf) != 0 || (fdFlags & ~Descriptor.ALL_FLAGS) != 0) {
            throw new ErrnoException(Errno.INVAL);
        }
        memory.view(in.i(8), Integer.BYTES); // before anything is opened that could not be reported
        Descriptor directory = table.get(in.i(0));
        long rights = in.l(5) & directory.inheriting();
        OpenMode mode = new OpenMode(
                has(openFlags, CREATE),
                has(openFlags, EXCLUSIVE),
                has(openFlags, TRUNCATE),
                has(openFlags, DIRECTORY),
                (rights & WRITING) != 0 || has(fdFlags, Descriptor.APPEND),
                (rights & Rights.FD_READ) != 0);
        long needed = Rights.PATH_OPEN
                | (mode.create() ? Rights.PATH_CREATE_FILE : 0)
                | (mode.truncate() ? Rights.PATH_FILESTAT_SET_SIZE : 0);
        Target target = resolve(memory, in.i(0), in.i(2), in.i(3), needed, has(in.i(1), FOLLOW));
        table.requireRoom();
        OpenFile file = OpenFile.open(target, mode);
        long fileRights = rights & Rights.FILE & (mode.write() ? -1 : ~ONLY_WRITING);
        Descriptor opened = file == null
                ? new Descriptor(
                        new Resource.Directory(target.existing()),
                        rights & Rights.DIRECTORY,
                        in.l(6) & directory.inheriting(),
                        fdFlags)
                : new Descriptor(new Resource.File(file), fileRights, 0, fdFlags);
        memory.putInt(in.i(8), table.add(opened));
    }

    /** Copies a link's text, as much as fits. */
    private void readlink(GuestMemory memory, Arguments in) throws IOException {
        Target target = resolve(memory, in.i(0), in.i(1), in.i(2), Rights.PATH_READLINK, false);
        byte[] text = TreeEditor.readLink(target).getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = memory.view(in.i(3), in.i(4));
        int length = Math.min(text.length, out.remaining());
        out.put(text, 0, length);
        memory.putInt(in.i(5), length);
    }

    private void removeDirectory(GuestMemory memory, Arguments in) throws IOException {
        TreeEditor.removeDirectory(resolve(memory, in.i(0), in.i(1), in.i(2), Rights.PATH_REMOVE_DIRECTORY, false));
    }

    private void rename(GuestMemory memory, Arguments in) throws IOException {
        Target from = resolve(memory, in.i(0), in.i(1), in.i(2), Rights.PATH_RENAME_SOURCE, false);
        Target to = resolve(memory, in.i(3), in.i(4), in.i(5), Rights.PATH_RENAME_TARGET, false);
        TreeEditor.rename(from, to);
    }

    private void symlink(GuestMemory memory, Arguments in) throws IOException {
        String text = text(memory, in.i(0), in.i(1));
        TreeEditor.symlink(text, resolve(memory, in.i(2), in.i(3), in.i(4), Rights.PATH_SYMLINK, false));
    }

    private void unlinkFile(GuestMemory memory, Arguments in) throws IOException {
        TreeEditor.unlink(resolve(memory, in.i(0), in.i(1), in.i(2), Rights.PATH_UNLINK_FILE, false));
    }
}
