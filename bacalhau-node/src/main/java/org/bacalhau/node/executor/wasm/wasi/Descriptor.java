package org.bacalhau.node.executor.wasm.wasi;

import org.bacalhau.node.executor.wasm.fs.Errno;
import org.bacalhau.node.executor.wasm.fs.ErrnoException;

/** An open file, directory or stream with what it may be used for. */
final class Descriptor {
    static final int APPEND = 1;
    static final int ALL_FLAGS = 0x1f; // append, dsync, nonblock, rsync, sync

    private final Resource resource;
    private long rights;
    private long inheriting;
    private int flags;

    Descriptor(Resource resource, long rights, long inheriting, int flags) {
        this.resource = resource;
        this.rights = rights;
        this.inheriting = inheriting;
        this.flags = flags;
    }

    Resource resource() {
        return resource;
    }

    long rights() {
        return rights;
    }

    long inheriting() {
        return inheriting;
    }

    int flags() {
        return flags;
    }

    boolean appends() {
        return (flags & APPEND) != 0;
    }

    void setFlags(int value) throws ErrnoException {
        if ((value & ~ALL_FLAGS) != 0) {
            throw new ErrnoException(Errno.INVAL);
        }
        flags = value;
    }

    /** Gives rights away; none can be won. */
    void limitRights(long base, long inherited) throws ErrnoException {
        if ((base & ~rights) != 0 || (inherited & ~inheriting) != 0) {
            throw new ErrnoException(Errno.NOTCAPABLE);
        }
        rights = base;
        inheriting = inherited;
    }

    void require(long right) throws ErrnoException {
        if ((rights & right) != right) {
            throw new ErrnoException(Errno.NOTCAPABLE);
        }
    }
}
