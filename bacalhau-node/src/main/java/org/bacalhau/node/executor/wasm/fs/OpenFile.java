package org.bacalhau.node.executor.wasm.fs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An open regular file. For one thread; closed by who opened it. */
public final class OpenFile implements Closeable {
    // The JDK copies through a buffer of this size outside the heap, which it keeps for each thread.
    private static final int LONGEST_TRANSFER = 1 << 20; // bytes

    private final HostFile file;
    private final FileChannel channel;
    private BasicFileAttributes attributes;

    private OpenFile(HostFile file, FileChannel channel, BasicFileAttributes attributes) {
        this.file = file;
        this.channel = channel;
        this.attributes = attributes;
    }

    /**
     * Opens what a path leads to.
     *
     * @return the open file; null if there is a directory, which need not be opened
     */
    public static @Nullable OpenFile open(Target target, OpenMode mode) throws ErrnoException {
        Node node = target.node();
        if (node == null) {
            return create(target, mode);
        }
        if (mode.create() && mode.exclusive()) {
            throw new ErrnoException(Errno.EXIST);
        }
        FileType type = node.stat().type();
        return switch (type) {
            case DIRECTORY -> {
                if (mode.changes() || mode.create() && !mode.directory()) {
                    throw new ErrnoException(Errno.ISDIR);
                }
                yield null;
            }
            case REGULAR_FILE -> openExisting((HostFile) node, mode);
            case SYMBOLIC_LINK -> throw new ErrnoException(Errno.LOOP);
            // To open a pipe or a device may block, or do something.
            case UNKNOWN -> throw new ErrnoException(Errno.ACCES);
        };
    }

    private static OpenFile create(Target target, OpenMode mode) throws ErrnoException {
        if (!mode.create()) {
            throw new ErrnoException(Errno.NOENT);
        }
        if (mode.directory()) {
            throw new ErrnoException(Errno.INVAL);
        }
        if (target.directoryWanted()) {
            throw new ErrnoException(Errno.ISDIR);
        }
        return open(target.place(), mode, Set.of(StandardOpenOption.CREATE_NEW));
    }

    private static OpenFile openExisting(HostFile file, OpenMode mode) throws ErrnoException {
        if (mode.directory()) {
            throw new ErrnoException(Errno.NOTDIR);
        }
        if (mode.changes()) {
            file.requireWritable();
        }
        return open(file, mode, mode.truncate() ? Set.of(StandardOpenOption.TRUNCATE_EXISTING) : Set.of());
    }

    private static OpenFile open(HostFile file, OpenMode mode, Set<OpenOption> more) throws ErrnoException {
        Set<OpenOption> options = new HashSet<>(more);
        options.add(LinkOption.NOFOLLOW_LINKS);
        if (mode.changes() || !more.isEmpty()) {
            options.add(StandardOpenOption.WRITE);
        }
        if (mode.read() || !options.contains(StandardOpenOption.WRITE)) {
            options.add(StandardOpenOption.READ);
        }
        try {
            FileChannel channel = FileChannel.open(file.path(), options);
            try {
                return new OpenFile(file, channel, file.attributes());
            } catch (ErrnoException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw ErrnoException.from(e);
        }
    }

    /** Returns what can be told of it. */
    public FileStat stat() throws IOException {
        BasicFileAttributes now = file.attributesIfThere();
        if (isSame(now)) {
            attributes = Objects.requireNonNull(now);
        }
        FileStat stat = FileStat.of(file, attributes);
        return new FileStat(stat.device(), stat.inode(), stat.type(), channel.size(), stat.accessed(), stat.modified());
    }

    /** Tells whether the path still leads to the file that was opened: it may have been renamed or removed. */
    private boolean isSame(@Nullable BasicFileAttributes now) {
        return now != null && Objects.equals(now.fileKey(), attributes.fileKey()) && now.isRegularFile();
    }

    /** Sets its times, in nanoseconds since 1970; null leaves one as it is. */
    public void setTimes(@Nullable Long accessed, @Nullable Long modified) throws ErrnoException {
        if (!isSame(file.attributesIfThere())) {
            throw new ErrnoException(Errno.NOENT);
        }
        TreeEditor.setTimes(file, accessed, modified);
    }

    /** Reads from a position, or from the file's own and moves that; returns how much, 0 at the end. */
    public int read(ByteBuffer into, @Nullable Long position) throws IOException {
        int before = into.position();
        int end = into.limit();
        while (into.position() < end) {
            into.limit(Math.min(end, into.position() + LONGEST_TRANSFER));
            int count = position == null ? channel.read(into) : channel.read(into, position + into.position() - before);
            if (count <= 0) {
                break;
            }
        }
        into.limit(end);
        return into.position() - before;
    }

    /** Writes all at a position, or at the file's own and moves that. */
    public void write(ByteBuffer from, @Nullable Long position) throws IOException {
        int before = from.position();
        int end = from.limit();
        while (from.position() < end) {
            from.limit(Math.min(end, from.position() + LONGEST_TRANSFER));
            if (position == null) {
                channel.write(from);
            } else {
                channel.write(from, position + from.position() - before);
            }
        }
    }

    /** Returns its position. */
    public long position() throws IOException {
        return channel.position();
    }

    /** Moves its position, which may lie behind the end. */
    public void position(long position) throws IOException {
        channel.position(position);
    }

    /** Returns its size in bytes. */
    public long size() throws IOException {
        return channel.size();
    }

    /** Makes it this long, filling with zeros. */
    public void resize(long size) throws IOException {
        if (size < channel.size()) {
            channel.truncate(size);
        } else if (size > channel.size()) {
            channel.write(ByteBuffer.allocate(1), size - 1);
        }
    }

    /** Puts it on the disk. */
    public void sync(boolean attributesToo) throws IOException {
        channel.force(attributesToo);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
