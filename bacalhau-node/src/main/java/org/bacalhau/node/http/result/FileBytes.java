package org.bacalhau.node.http.result;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bacalhau.node.http.route.ByteSource;

/** A part of an archive, read as it is asked for. */
final class FileBytes implements ByteSource {
    private static final int PIECE = 64 * 1024;

    private final OpenArchive archive;
    private final long end;
    private final ByteBuffer buffer;
    private long position;

    FileBytes(OpenArchive archive, ByteRange range) {
        this.archive = archive;
        this.position = range.first();
        this.end = range.first() + range.length();
        this.buffer = ByteBuffer.allocate((int) Math.min(PIECE, range.length()));
    }

    @Override
    public CompletionStage<ByteBuffer> next() {
        try {
            buffer.clear();
            buffer.limit((int) Math.min(buffer.capacity(), end - position));
            if (buffer.hasRemaining()) {
                int count = archive.channel().read(buffer, position);
                if (count < 0) {
                    throw new EOFException(archive.name() + " has become shorter while it was sent");
                }
                position += count;
            }
            return CompletableFuture.completedFuture(buffer.flip());
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void close() {
        archive.close();
    }
}
