package org.bacalhau.node.executor.wasm.wasi;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bacalhau.node.executor.wasm.fs.Errno;
import org.bacalhau.node.executor.wasm.fs.ErrnoException;
import org.bacalhau.node.executor.wasm.fs.FileTree;
import org.bacalhau.node.executor.wasm.fs.Node;
import org.bacalhau.node.executor.wasm.fs.OpenFile;
import org.jspecify.annotations.Nullable;

/** The open descriptors of a run: 0 to 2 are the standard streams, 3 is the root of the file tree. */
final class DescriptorTable implements Closeable {
    /** The descriptor that is open from the start. */
    static final int ROOT = 3;

    private static final int MOST_OPEN = 1024;

    private final List<@Nullable Descriptor> descriptors = new ArrayList<>(); // at most MOST_OPEN

    DescriptorTable(FileTree tree, Resource.Output stdout, Resource.Output stderr) {
        descriptors.add(new Descriptor(new Resource.EmptyInput(), Rights.STDIN, 0, 0));
        descriptors.add(new Descriptor(stdout, Rights.OUTPUT, 0, Descriptor.APPEND));
        descriptors.add(new Descriptor(stderr, Rights.OUTPUT, 0, Descriptor.APPEND));
        Resource root = new Resource.Directory(tree.root());
        descriptors.add(new Descriptor(root, Rights.DIRECTORY, Rights.DIRECTORY | Rights.FILE, 0));
    }

    Descriptor get(int fd) throws ErrnoException {
        Descriptor descriptor = fd >= 0 && fd < descriptors.size() ? descriptors.get(fd) : null;
        if (descriptor == null) {
            throw new ErrnoException(Errno.BADF);
        }
        return descriptor;
    }

    /** Returns a descriptor that has a right. */
    Descriptor get(int fd, long right) throws ErrnoException {
        Descriptor descriptor = get(fd);
        descriptor.require(right);
        return descriptor;
    }

    OpenFile file(int fd, long right) throws ErrnoException {
        Descriptor descriptor = get(fd);
        if (descriptor.resource() instanceof Resource.File file) {
            descriptor.require(right);
            return file.open();
        }
        throw new ErrnoException(descriptor.resource() instanceof Resource.Directory ? Errno.ISDIR : Errno.SPIPE);
    }

    Resource.Directory directory(int fd, long right) throws ErrnoException {
        Descriptor descriptor = get(fd);
        if (descriptor.resource() instanceof Resource.Directory directory) {
            descriptor.require(right);
            return directory;
        }
        throw new ErrnoException(Errno.NOTDIR);
    }

    Node directoryNode(int fd, long right) throws ErrnoException {
        return directory(fd, right).node();
    }

    /** Fails if no descriptor is left. To be asked before something is opened, so that nothing must be undone. */
    void requireRoom() throws ErrnoException {
        if (descriptors.size() == MOST_OPEN && !descriptors.contains(null)) {
            throw new ErrnoException(Errno.MFILE);
        }
    }

    /** Takes the lowest free number, as POSIX does. */
    int add(Descriptor descriptor) throws ErrnoException {
        requireRoom();
        int free = descriptors.indexOf(null);
        if (free >= 0) {
            descriptors.set(free, descriptor);
            return free;
        }
        descriptors.add(descriptor);
        return descriptors.size() - 1;
    }

    void remove(int fd) throws IOException {
        Descriptor descriptor = get(fd);
        descriptors.set(fd, null);
        descriptor.resource().close();
    }

    void renumber(int from, int to) throws IOException {
        Descriptor moved = get(from);
        Descriptor replaced = get(to);
        if (from != to) {
            descriptors.set(to, moved);
            descriptors.set(from, null);
            replaced.resource().close();
        }
    }

    /** Closes what is open; a failure to close one does not keep the others open. */
    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (Descriptor descriptor : descriptors) {
            try {
                if (descriptor != null) {
                    descriptor.resource().close();
                }
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        descriptors.clear();
        if (failure != null) {
            throw failure;
        }
    }
}
