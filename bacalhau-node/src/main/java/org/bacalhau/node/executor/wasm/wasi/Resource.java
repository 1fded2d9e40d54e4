package org.bacalhau.node.executor.wasm.wasi;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import org.bacalhau.node.executor.wasm.fs.FileStat;
import org.bacalhau.node.executor.wasm.fs.FileType;
import org.bacalhau.node.executor.wasm.fs.Listing;
import org.bacalhau.node.executor.wasm.fs.Node;
import org.bacalhau.node.executor.wasm.fs.OpenFile;
import org.jspecify.annotations.Nullable;

/** What is behind a descriptor. */
sealed interface Resource extends Closeable {

    FileType type();

    FileStat stat() throws IOException;

    @Override
    default void close() throws IOException {}

    /** Standard input, which is always at its end. */
    record EmptyInput() implements Resource {
        @Override
        public FileType type() {
            return FileType.UNKNOWN;
        }

        @Override
        public FileStat stat() {
            return FileStat.STREAM;
        }
    }

    /**
     * Standard output or error. No terminal, so that C programs write whole buffers.
     *
     * @param stream where it goes; belongs to the node, which closes it
     */
    record Output(OutputStream stream) implements Resource {
        @Override
        public FileType type() {
            return FileType.UNKNOWN;
        }

        @Override
        public FileStat stat() {
            return FileStat.STREAM;
        }
    }

    /**
     * An open regular file.
     *
     * @param open the file
     */
    record File(OpenFile open) implements Resource {
        @Override
        public FileType type() {
            return FileType.REGULAR_FILE;
        }

        @Override
        public FileStat stat() throws IOException {
            return open.stat();
        }

        @Override
        public void close() throws IOException {
            open.close();
        }
    }

    /** An open directory. */
    final class Directory implements Resource {
        private final Node node;
        private @Nullable Listing listing;

        Directory(Node node) {
            this.node = node;
        }

        Node node() {
            return node;
        }

        /** Returns the node if it still is a directory; the program may have put something else in its place. */
        Node checkedNode() throws IOException {
            node.requireDirectory();
            return node;
        }

        /** Returns the names; the same until they are asked for from the start. */
        Listing listing(boolean fromStart) throws IOException {
            Listing current = listing;
            if (current == null || fromStart) {
                current = Listing.of(node);
                listing = current;
            }
            return current;
        }

        @Override
        public FileType type() {
            return FileType.DIRECTORY;
        }

        @Override
        public FileStat stat() throws IOException {
            return checkedNode().stat();
        }
    }
}
