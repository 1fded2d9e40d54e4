package org.bacalhau.client.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The unpacked bytes of an archive, handed out in portions. Confined to one thread.
 *
 * <p>A tar reader keeps long names and headers in memory, as much as the archive claims they are; a portion for each entry
 * keeps an archive that is one endless header from filling the heap.
 */
final class MeteredInputStream extends FilterInputStream {
    private long portion;

    MeteredInputStream(InputStream in) {
        super(in);
    }

    /** Allows {@code bytes} more bytes from here on, instead of what is left of the last portion. */
    void allow(long bytes) {
        portion = bytes;
    }

    @Override
    public int read() throws IOException {
        requirePortion();
        int value = in.read();
        portion -= value < 0 ? 0 : 1;
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        requirePortion();
        int count = in.read(buffer, offset, (int) Math.min(length, portion));
        portion -= Math.max(count, 0);
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        requirePortion();
        long skipped = in.skip(Math.min(count, portion));
        portion -= skipped;
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void requirePortion() throws IOException {
        Interruptions.check();
        if (portion <= 0) {
            throw new IOException("the headers of an entry are too large");
        }
    }
}
