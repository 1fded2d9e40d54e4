package org.bacalhau.node.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.bacalhau.node.store.codec.UnreadableRecordException;
import org.jspecify.annotations.Nullable;

/** The checksum of a record and of the columns by which its row is found. Safe for any thread: there is no state. */
final class Seal {
    private static final byte END = 0;

    private Seal() {}

    /**
     * Returns the sum of a record.
     *
     * @param keys the columns, each a text, an id, a {@link Long} or null
     */
    static long of(byte[] record, @Nullable Object... keys) {
        CRC32C sum = new CRC32C();
        sum.update(record);
        for (Object key : keys) {
            if (key instanceof Long number) {
                sum.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
            } else if (key != null) {
                sum.update(key.toString().getBytes(StandardCharsets.UTF_8));
            }
            // So that two neighbouring keys cannot trade characters.
            sum.update(END);
        }
        return sum.getValue();
    }

    /**
     * Returns the record if its row is as it was written.
     *
     * @throws UnreadableRecordException if not
     */
    static byte[] check(byte @Nullable [] record, long sum, @Nullable Object... keys) {
        if (record == null) {
            throw new UnreadableRecordException("record is missing");
        }
        if (of(record, keys) != sum) {
            throw new UnreadableRecordException("checksum is wrong");
        }
        return record;
    }
}
