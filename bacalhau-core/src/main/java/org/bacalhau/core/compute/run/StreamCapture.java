package org.bacalhau.core.compute.run;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.bacalhau.core.logs.LogChunk;
import org.bacalhau.core.model.RunOutput;

/** How much was written to one output stream, and how it begins. Guarded by the lock of its log. */
final class StreamCapture {
    private final LogChunk.Stream stream;
    // Grows to RunOutput.SUMMARY_BYTES at most; a program without output costs nothing.
    private final ByteArrayOutputStream head = new ByteArrayOutputStream(0);
    private long bytes;

    /**
     * The beginning of a stream as text.
     *
     * @param text at most {@link RunOutput#SUMMARY_BYTES} bytes in UTF-8
     * @param truncated whether the stream has more
     */
    record Summary(String text, boolean truncated) {}

    StreamCapture(LogChunk.Stream stream) {
        this.stream = stream;
    }

    LogChunk.Stream stream() {
        return stream;
    }

    long bytes() {
        return bytes;
    }

    void add(byte[] source, int offset, int length) {
        int kept = Math.min(length, RunOutput.SUMMARY_BYTES - head.size());
        if (kept > 0) {
            head.write(source, offset, kept);
        }
        bytes += length;
    }

    /** Returns the beginning as text that splits no character; what is not UTF-8 becomes U+FFFD. */
    Summary summary() {
        byte[] start = head.toByteArray();
        boolean truncated = bytes > start.length;
        int end = truncated ? start.length - unfinishedBytes(start) : start.length;
        String text = new String(start, 0, end, StandardCharsets.UTF_8);
        int fitting = lengthThatFits(text);
        return new Summary(text.substring(0, fitting), truncated || fitting < text.length());
    }

    /** Returns how many bytes at the end begin a character without finishing it. */
    private static int unfinishedBytes(byte[] bytes) {
        for (int back = 1; back <= Math.min(3, bytes.length); back++) {
            int value = bytes[bytes.length - back] & 0xFF;
            boolean continuation = (value & 0xC0) == 0x80;
            if (!continuation) {
                return sequenceLength(value) > back ? back : 0;
            }
        }
        return 0;
    }

    private static int sequenceLength(int lead) {
        if (lead >= 0xF0) {
            return lead < 0xF8 ? 4 : 1;
        }
        if (lead >= 0xE0) {
            return 3;
        }
        return lead >= 0xC0 ? 2 : 1;
    }

    // A byte that is not UTF-8 becomes a character of three bytes, so text may be longer than what it was made from.
    private static int lengthThatFits(String text) {
        int used = 0;
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            used += utf8Length(character);
            if (used > RunOutput.SUMMARY_BYTES) {
                return i;
            }
            i += Character.charCount(character);
        }
        return text.length();
    }

    private static int utf8Length(int character) {
        if (character < 0x80) {
            return 1;
        }
        if (character < 0x800) {
            return 2;
        }
        return character < 0x10000 ? 3 : 4;
    }
}
