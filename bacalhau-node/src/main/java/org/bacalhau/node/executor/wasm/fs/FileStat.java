package org.bacalhau.node.executor.wasm.fs;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;

/**
 * What can be told of a file. Immutable.
 *
 * @param device tells the mounts of a run apart; 0 is the virtual part of the tree
 * @param inode tells the files of a mount apart
 * @param type its kind
 * @param size its size in bytes
 * @param accessed when it was last read, in nanoseconds since 1970
 * @param modified when it was last written, likewise
 */
public record FileStat(long device, long inode, FileType type, long size, long accessed, long modified) {

    /** Something without a place in the tree, such as a stream. */
    public static final FileStat STREAM = new FileStat(0, 0, FileType.UNKNOWN, 0, 0, 0);

    static FileStat of(HostFile file, BasicFileAttributes attributes) {
        return new FileStat(
                file.mount().device(),
                inodeOf(file, attributes),
                FileType.of(attributes),
                attributes.size(),
                nanosOf(attributes.lastAccessTime()),
                nanosOf(attributes.lastModifiedTime()));
    }

    /** The JDK has no portable number of a file, but a key that two names of one file share. */
    private static long inodeOf(HostFile file, BasicFileAttributes attributes) {
        Object key = attributes.fileKey();
        return hash(key == null ? file.path().toString() : key.toString());
    }

    static long hash(String text) {
        long hash = 1;
        for (int i = 0; i < text.length(); i++) {
            hash = hash * 1_099_511_628_211L + text.charAt(i);
        }
        return hash;
    }

    private static long nanosOf(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }
}
