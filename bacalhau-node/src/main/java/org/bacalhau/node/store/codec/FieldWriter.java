package org.bacalhau.node.store.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes the fields of an object and leaves out those that have their default. For one thread and one record. */
final class FieldWriter {
    private final JsonGenerator json;

    /** Writes what is inside an object. */
    interface Body {
        void write(FieldWriter fields) throws IOException;
    }

    /** Writes what is inside the object that stands for a value. */
    interface ValueBody<T> {
        void write(FieldWriter fields, T value) throws IOException;
    }

    FieldWriter(JsonGenerator json) {
        this.json = json;
    }

    JsonGenerator json() {
        return json;
    }

    void text(String name, String value) throws IOException {
        if (!value.isEmpty()) {
            json.writeStringField(name, value);
        }
    }

    void name(String name, Enum<?> value) throws IOException {
        json.writeStringField(name, value.name());
    }

    void number(String name, long value) throws IOException {
        if (value != 0) {
            json.writeNumberField(name, value);
        }
    }

    void flag(String name, boolean value) throws IOException {
        if (value) {
            json.writeBooleanField(name, true);
        }
    }

    void time(String name, Instant value) throws IOException {
        secondsAndNanos(name, value.getEpochSecond(), value.getNano());
    }

    void duration(String name, Duration value) throws IOException {
        if (!value.isZero()) {
            secondsAndNanos(name, value.getSeconds(), value.getNano());
        }
    }

    private void secondsAndNanos(String name, long seconds, int nanos) throws IOException {
        json.writeArrayFieldStart(name);
        json.writeNumber(seconds);
        json.writeNumber(nanos);
        json.writeEndArray();
    }

    /** Writes a map, sorted: equal records give equal bytes in every process. */
    void texts(String name, Map<String, String> values) throws IOException {
        if (values.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> entry : new TreeMap<>(values).entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }

    void texts(String name, Collection<String> values) throws IOException {
        if (values.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    <T> void object(String name, @Nullable T value, ValueBody<T> body) throws IOException {
        if (value == null) {
            return;
        }
        json.writeObjectFieldStart(name);
        body.write(this, value);
        json.writeEndObject();
    }

    <T> void objects(String name, List<T> values, ValueBody<T> body) throws IOException {
        if (values.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart(name);
        for (T value : values) {
            json.writeStartObject();
            body.write(this, value);
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
