package org.bacalhau.client;

import java.util.Objects;
import org.bacalhau.client.archive.ArchiveLimits;

/**
 * How results are downloaded. Immutable.
 *
 * @param mostBytes largest file that is downloaded, at least 1
 * @param limits how much an archive may hold
 * @param unpack whether archives are unpacked; otherwise they are kept as they are
 * @param progress learns how far each download is
 */
public record DownloadOptions(long mostBytes, ArchiveLimits limits, boolean unpack, DownloadProgress progress) {
    private static final long MOST = 64L << 30;

    /** At most 64 GiB, in a million files; unpacked. */
    public static final DownloadOptions DEFAULT =
            new DownloadOptions(MOST, new ArchiveLimits(MOST, MOST, 1_000_000, 64), true, DownloadProgress.NONE);

    public DownloadOptions {
        if (mostBytes < 1) {
            throw new IllegalArgumentException("downloads of at most " + mostBytes + " bytes");
        }
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(progress, "progress");
    }

    /** Returns the same options with somebody who learns how far it is. */
    public DownloadOptions reportingTo(DownloadProgress listener) {
        return new DownloadOptions(mostBytes, limits, unpack, listener);
    }

    /** Returns the same options with archives left as they are. */
    public DownloadOptions packed() {
        return new DownloadOptions(mostBytes, limits, false, progress);
    }
}
