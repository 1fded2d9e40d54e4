package org.bacalhau.client;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The one form of ASN.1 that PKCS#1 keys need: a sequence of whole numbers. Stateless. */
final class RsaDer {
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final int LONG_FORM = 0x80;

    private RsaDer() {}

    static byte[] encode(List<BigInteger> numbers) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        numbers.forEach(number -> append(content, INTEGER, number.toByteArray()));
        ByteArrayOutputStream sequence = new ByteArrayOutputStream();
        append(sequence, SEQUENCE, content.toByteArray());
        return sequence.toByteArray();
    }

    private static void append(ByteArrayOutputStream out, int tag, byte[] content) {
        out.write(tag);
        if (content.length < LONG_FORM) {
            out.write(content.length);
        } else {
            byte[] length = BigInteger.valueOf(content.length).toByteArray();
            int sign = length[0] == 0 ? 1 : 0;
            out.write(LONG_FORM | length.length - sign);
            out.write(length, sign, length.length - sign);
        }
        out.writeBytes(content);
    }

    /**
     * Reads the numbers of a sequence.
     *
     * @throws IllegalArgumentException if there is anything else
     */
    static List<BigInteger> decode(byte[] der) {
        try {
            ByteBuffer content = content(ByteBuffer.wrap(der), SEQUENCE);
            List<BigInteger> numbers = new ArrayList<>(); // bounded by the bytes
            while (content.hasRemaining()) {
                ByteBuffer number = content(content, INTEGER);
                byte[] bytes = new byte[number.remaining()];
                number.get(bytes);
                numbers.add(new BigInteger(bytes));
            }
            return numbers;
        } catch (BufferUnderflowException | IndexOutOfBoundsException | NumberFormatException e) {
            throw new IllegalArgumentException("it is cut short", e);
        }
    }

    private static ByteBuffer content(ByteBuffer in, int tag) {
        if ((in.get() & 0xFF) != tag) {
            throw new IllegalArgumentException("it is no list of numbers");
        }
        int length = in.get() & 0xFF;
        if (length >= LONG_FORM) {
            int bytes = length - LONG_FORM;
            length = 0;
            for (int i = 0; i < bytes; i++) {
                length = length << 8 | in.get() & 0xFF;
            }
        }
        ByteBuffer content = in.slice(in.position(), length);
        in.position(in.position() + length);
        return content;
    }
}
