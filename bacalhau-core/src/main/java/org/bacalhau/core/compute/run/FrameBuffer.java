package org.bacalhau.core.compute.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bacalhau.core.logs.LogChunk;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an output log: frames of a four-byte header (top bit: the stream; rest: the length) and what was written.
 * Positions count from the first byte ever appended. The latest frames are in memory, earlier ones in a file. Guarded by
 * the lock of its log, but for {@link #readSpilled}.
 */
final class FrameBuffer {
    /** The most that is held in memory; so no frame is longer, and a program that writes less leaves the disk alone. */
    static final int MEMORY_BYTES = 64 * 1024;

    static final int HEADER_BYTES = 4;
    private static final int SMALLEST_BYTES = 512;
    private static final int STDERR_BIT = 1 << 31;
    private static final int NONE = -1;

    private final SpillFile file;
    private byte[] tail = new byte[0];
    private int tailLength;
    private long spilled;
    // The frame at the end that may still grow: nobody has read it.
    private int openFrame = NONE;
    private LogChunk.Stream openStream = LogChunk.Stream.STDOUT;

    FrameBuffer(SpillFile file) {
        this.file = file;
    }

    /** Returns the position behind the last byte. */
    long end() {
        return spilled + tailLength;
    }

    /** Appends as much as fits without another frame, which is at least one byte. Returns how much. */
    int append(LogChunk.Stream stream, byte[] bytes, int offset, int length) throws IOException {
        boolean extend = openFrame != NONE && openStream == stream && tailLength < MEMORY_BYTES;
        if (!extend) {
            beginFrame(stream);
        }
        int count = Math.min(length, MEMORY_BYTES - tailLength);
        reserve(count);
        System.arraycopy(bytes, offset, tail, tailLength, count);
        tailLength += count;
        writeHeader(stream, tailLength - openFrame - HEADER_BYTES);
        return count;
    }

    private void beginFrame(LogChunk.Stream stream) throws IOException {
        if (tailLength + HEADER_BYTES >= MEMORY_BYTES) {
            file.append(tail, tailLength);
            spilled += tailLength;
            tailLength = 0;
        }
        reserve(HEADER_BYTES);
        openFrame = tailLength;
        openStream = stream;
        tailLength += HEADER_BYTES;
    }

    private void reserve(int count) {
        int wanted = tailLength + count;
        if (wanted > tail.length) {
            tail = Arrays.copyOf(
                    tail, Math.min(MEMORY_BYTES, Math.max(SMALLEST_BYTES, Math.max(wanted, 2 * tail.length))));
        }
    }

    private void writeHeader(LogChunk.Stream stream, int length) {
        ByteBuffer.wrap(tail).putInt(openFrame, stream == LogChunk.Stream.STDERR ? length | STDERR_BIT : length);
    }

    /** Has later bytes go to a new frame, so that {@link #end} is where a frame begins. */
    void closeFrame() {
        openFrame = NONE;
    }

    /** Returns the frame at a position before the end if it is in memory, else null: it is in the file. */
    @Nullable
    LogChunk readFromMemory(long position) {
        if (position < spilled) {
            return null;
        }
        int start = (int) (position - spilled);
        if (start == openFrame) {
            closeFrame();
        }
        int header = ByteBuffer.wrap(tail).getInt(start);
        int from = start + HEADER_BYTES;
        return new LogChunk(streamOf(header), Arrays.copyOfRange(tail, from, from + lengthOf(header)));
    }

    /** Returns the frame at a position that is in the file. Needs no lock. */
    LogChunk readSpilled(long position) throws IOException {
        byte[] header = new byte[HEADER_BYTES];
        file.readFully(position, header);
        int value = ByteBuffer.wrap(header).getInt();
        byte[] bytes = new byte[lengthOf(value)];
        file.readFully(position + HEADER_BYTES, bytes);
        return new LogChunk(streamOf(value), bytes);
    }

    private static LogChunk.Stream streamOf(int header) {
        return header < 0 ? LogChunk.Stream.STDERR : LogChunk.Stream.STDOUT;
    }

    private static int lengthOf(int header) {
        return header & ~STDERR_BIT;
    }
}
