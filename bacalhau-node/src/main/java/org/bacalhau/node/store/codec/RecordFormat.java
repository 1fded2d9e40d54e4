package org.bacalhau.node.store.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.function.Function;

/** The frame around every record: JSON with a version in front. */
final class RecordFormat {
    /** The newest version that this code reads, and the one it writes. */
    static final int VERSION = 1;

    private static final String VERSION_FIELD = "v";

    // Escaping keeps half of a surrogate pair, which UTF-8 has no bytes for. Records are as large as jobs may be, and
    // the
    // role has checked that already.
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build());

    private RecordFormat() {}

    /**
     * Writes a record.
     *
     * @throws IllegalArgumentException if it has a value that cannot be stored; the message names it
     */
    static byte[] write(FieldWriter.Body body) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder();
                JsonGenerator json = JSON.getFactory().createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField(VERSION_FIELD, VERSION);
            body.write(new FieldWriter(json));
            json.writeEndObject();
            json.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            // Nothing is written but memory, so this is a value that JSON does not take.
            throw new IllegalArgumentException("cannot be stored: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a record.
     *
     * @throws UnreadableRecordException if it cannot be read
     */
    static <T> T read(byte[] payload, Function<FieldReader, T> body) {
        try {
            JsonNode node = JSON.readTree(payload);
            int version = node.path(VERSION_FIELD).asInt();
            if (version < 1) {
                throw new UnreadableRecordException("record has no version");
            }
            if (version > VERSION) {
                throw new UnreadableRecordException(
                        "record has format " + version + ", and this version reads formats up to " + VERSION);
            }
            return body.apply(new FieldReader(node));
        } catch (IOException | IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw new UnreadableRecordException("record cannot be read: " + e.getMessage(), e);
        }
    }
}
