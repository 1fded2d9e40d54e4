package org.bacalhau.node.store.codec;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of an object; one that is missing has its default. Immutable. Every method throws {@link
 * UnreadableRecordException} if the field is of another kind.
 */
final class FieldReader {
    private final JsonNode node;

    FieldReader(JsonNode node) {
        if (!node.isObject()) {
            throw new UnreadableRecordException("record is not an object");
        }
        this.node = node;
    }

    private @Nullable JsonNode field(String name) {
        return node.get(name);
    }

    private JsonNode required(String name) {
        JsonNode value = node.get(name);
        if (value == null) {
            throw new UnreadableRecordException("record lacks " + name);
        }
        return value;
    }

    private static JsonNode checked(boolean fits, String name, JsonNode value) {
        if (!fits) {
            throw new UnreadableRecordException("record has a wrong " + name);
        }
        return value;
    }

    boolean has(String name) {
        return node.has(name);
    }

    /** Returns a text, empty if it is missing. */
    String text(String name) {
        JsonNode value = field(name);
        return value == null ? "" : checked(value.isTextual(), name, value).textValue();
    }

    /** Returns a text that must be there. */
    String requiredText(String name) {
        JsonNode value = required(name);
        return checked(value.isTextual(), name, value).textValue();
    }

    /** Returns an enum constant that must be there. */
    <E extends Enum<E>> E constant(String name, Class<E> type) {
        return Enum.valueOf(type, requiredText(name));
    }

    long number(String name) {
        JsonNode value = field(name);
        return value == null
                ? 0
                : checked(value.isIntegralNumber() && value.canConvertToLong(), name, value)
                        .longValue();
    }

    int smallNumber(String name) {
        return Math.toIntExact(number(name));
    }

    boolean flag(String name) {
        JsonNode value = field(name);
        return value != null && checked(value.isBoolean(), name, value).booleanValue();
    }

    /** Returns a time that must be there. */
    Instant time(String name) {
        JsonNode value = pair(name, required(name));
        return Instant.ofEpochSecond(value.get(0).longValue(), value.get(1).longValue());
    }

    Duration duration(String name) {
        JsonNode value = field(name);
        if (value == null) {
            return Duration.ZERO;
        }
        JsonNode pair = pair(name, value);
        return Duration.ofSeconds(pair.get(0).longValue(), pair.get(1).longValue());
    }

    private static JsonNode pair(String name, JsonNode value) {
        return checked(
                value.isArray()
                        && value.size() == 2
                        && value.get(0).canConvertToLong()
                        && value.get(1).canConvertToLong(),
                name,
                value);
    }

    Map<String, String> textMap(String name) {
        JsonNode value = field(name);
        if (value == null) {
            return Map.of();
        }
        Map<String, String> texts = new HashMap<>();
        checked(value.isObject(), name, value)
                .properties()
                .forEach(entry -> texts.put(
                        entry.getKey(),
                        checked(entry.getValue().isTextual(), name, entry.getValue())
                                .textValue()));
        return texts;
    }

    List<String> textList(String name) {
        return elements(name, value -> checked(value.isTextual(), name, value).textValue());
    }

    <T> List<T> objects(String name, Function<FieldReader, T> body) {
        return elements(name, value -> body.apply(new FieldReader(value)));
    }

    private <T> List<T> elements(String name, Function<JsonNode, T> body) {
        JsonNode value = field(name);
        if (value == null) {
            return List.of();
        }
        checked(value.isArray(), name, value);
        List<T> elements = new ArrayList<>(value.size());
        value.forEach(element -> elements.add(body.apply(element)));
        return elements;
    }

    /** Returns what an object that must be there stands for. */
    <T> T object(String name, Function<FieldReader, T> body) {
        return body.apply(new FieldReader(required(name)));
    }

    /** Returns what an object stands for; null if it is missing. */
    <T> @Nullable T optional(String name, Function<FieldReader, T> body) {
        JsonNode value = field(name);
        return value == null ? null : body.apply(new FieldReader(value));
    }

    /** Returns what an object stands for, or {@code missing}. */
    <T> T objectOr(String name, T missing, Function<FieldReader, T> body) {
        T value = optional(name, body);
        return value == null ? missing : value;
    }

    /** Returns a field as it is; null if it is missing. */
    @Nullable
    JsonNode raw(String name) {
        return field(name);
    }
}
