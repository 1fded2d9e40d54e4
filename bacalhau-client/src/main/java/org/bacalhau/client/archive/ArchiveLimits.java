package org.bacalhau.client.archive;

/**
 * How much an archive may hold; what stops archives that unpack to far more than their size. Immutable.
 *
 * @param totalBytes content of all files together, in bytes, at least 0
 * @param fileBytes content of one file, in bytes, at least 0
 * @param entries files, directories and links, at least 1
 * @param depth segments of an entry's path, at least 1
 */
public record ArchiveLimits(long totalBytes, long fileBytes, int entries, int depth) {
    /** 1 GiB in all and for each file, 100,000 entries, 64 levels. */
    public static final ArchiveLimits DEFAULT = new ArchiveLimits(1L << 30, 1L << 30, 100_000, 64);

    public ArchiveLimits {
        if (totalBytes < 0 || fileBytes < 0 || entries < 1 || depth < 1) {
            throw new IllegalArgumentException("archive limits of " + totalBytes + " bytes, " + fileBytes
                    + " bytes for each file, " + entries + " entries, " + depth + " levels");
        }
    }
}
