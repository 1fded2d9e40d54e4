package org.bacalhau.client;

/** Learns how far a download is. Called on the thread that downloads, which waits for it. */
@FunctionalInterface
public interface DownloadProgress {
    /** Learns nothing. */
    DownloadProgress NONE = (done, total) -> {};

    /**
     * Learns how far it is. After a broken connection it may be less far than before.
     *
     * @param doneBytes how much is there
     * @param totalBytes how much there will be; -1 if that is not known
     */
    void at(long doneBytes, long totalBytes);
}
