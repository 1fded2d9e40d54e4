package org.bacalhau.client.archive;

import com.google.common.io.ByteStreams;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.Quantities;

/** The bytes of one file of an archive, counted against the limits as they come out. Confined to one thread. */
final class EntryContent extends InputStream {
    private final TarArchiveInputStream tar;
    private final RelativePath path;
    private final ArchiveLimits limits;
    private final long before;
    private long count;

    /**
     * Creates the stream.
     *
     * @param before bytes that the files before it had
     */
    EntryContent(TarArchiveInputStream tar, RelativePath path, ArchiveLimits limits, long before) {
        this.tar = tar;
        this.path = path;
        this.limits = limits;
        this.before = before;
    }

    /** Returns how many bytes were read so far. */
    long count() {
        return count;
    }

    /** Reads what nobody wanted, so that it is counted as well. */
    void drain() throws IOException {
        ByteStreams.exhaust(this);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int got = readDamageAware(buffer, offset, length);
        count += Math.max(got, 0);
        if (count > limits.fileBytes()) {
            throw ArchiveReader.refused(
                    "entry " + path + " is larger than " + Quantities.formatBytes(limits.fileBytes()),
                    "split the file, or bring it in by another source");
        }
        if (before + count > limits.totalBytes()) {
            throw ArchiveReader.refused(
                    "its files are larger than " + Quantities.formatBytes(limits.totalBytes()) + " together",
                    "pack less, or bring the data in by another source");
        }
        return got;
    }

    private int readDamageAware(byte[] buffer, int offset, int length) throws IOException {
        try {
            return tar.read(buffer, offset, length);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            throw damaged(e);
        }
    }

    static BacalhauException damaged(Exception cause) {
        // An end where no end may be comes without words.
        String problem = cause.getMessage() == null ? "it ends too early" : cause.getMessage();
        return new BacalhauException(
                Failure.of(
                        ErrorCode.INPUT_UNAVAILABLE,
                        "archive is damaged or no tar.gz: " + problem,
                        "pack it again with tar czf"),
                cause);
    }
}
