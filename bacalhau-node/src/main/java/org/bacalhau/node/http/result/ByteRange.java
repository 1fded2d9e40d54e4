package org.bacalhau.node.http.result;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.node.http.route.Refusal;

/**
 * Which part of a file is sent (RFC 9110, 14). Immutable.
 *
 * @param first the number of its first byte, from 0 on
 * @param length how many bytes, from 0 on
 * @param partial whether it was asked for as a part, even if that is all there is
 */
record ByteRange(long first, long length, boolean partial) {
    private static final Pattern SINGLE = Pattern.compile("(?i)bytes=\\s*([0-9]*)-([0-9]*)\\s*");
    private static final int MOST_DIGITS = 18; // of what fits into a long in any case

    /**
     * Reads what is asked for. Several ranges at a time, and what cannot be read, ask for the whole file, as the standard allows.
     *
     * @param header the header {@code Range}; empty if there is none
     * @throws Refusal with status 416 if there is no such part
     */
    static ByteRange of(String header, long size) {
        Matcher range = SINGLE.matcher(header);
        if (!range.matches() || range.group(1).isEmpty() && range.group(2).isEmpty()) {
            return whole(size);
        }
        if (range.group(1).isEmpty()) {
            long wanted = Math.min(number(range.group(2)), size);
            return part(size - wanted, wanted, header, size);
        }
        long first = number(range.group(1));
        long last = range.group(2).isEmpty() ? Long.MAX_VALUE : number(range.group(2));
        if (last < first) {
            return whole(size);
        }
        return part(first, Math.min(last, size - 1) - first + 1, header, size);
    }

    static ByteRange whole(long size) {
        return new ByteRange(0, size, false);
    }

    private static ByteRange part(long first, long length, String header, long size) {
        if (length <= 0) {
            throw Refusal.withStatus(
                            416,
                            ErrorCode.INVALID_ARGUMENT,
                            "the range \"" + header + "\" is not within the " + size + " bytes of the result",
                            "ask for bytes that are there, or for the whole")
                    .with("Content-Range", "bytes */" + size);
        }
        return new ByteRange(first, length, true);
    }

    private static long number(String digits) {
        return digits.length() > MOST_DIGITS ? Long.MAX_VALUE : Long.parseLong(digits);
    }

    /** Returns the header {@code Content-Range} of the part. */
    String contentRange(long size) {
        return "bytes " + first + "-" + (first + length - 1) + "/" + size;
    }
}
