package org.bacalhau.node.http.endpoint;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Reads text that comes in pieces, which may end inside a character. For one thread at a time. */
final class Utf8Pieces {
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private byte[] rest = new byte[0]; // at most three bytes

    /** Returns what can be read so far; what is no UTF-8 is replaced. */
    String add(byte[] piece) {
        ByteBuffer in = ByteBuffer.allocate(rest.length + piece.length);
        in.put(rest).put(piece).flip();
        CharBuffer out = CharBuffer.allocate(in.remaining());
        decoder.decode(in, out, false);
        rest = new byte[in.remaining()];
        in.get(rest);
        return out.flip().toString();
    }
}
