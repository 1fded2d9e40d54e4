package org.bacalhau.client.archive;

import java.io.IOException;
import java.io.InputStream;

/** Takes the entries of an archive, one at a time. */
interface EntrySink {
    /** Takes a directory; it may have been taken before. */
    void directory(RelativePath path) throws IOException;

    /**
     * Takes a file.
     *
     * @param content its bytes; what is left unread is read by the caller
     */
    void file(RelativePath path, InputStream content, boolean executable) throws IOException;

    /** Takes a symbolic link. */
    void link(RelativePath path, String target) throws IOException;
}
