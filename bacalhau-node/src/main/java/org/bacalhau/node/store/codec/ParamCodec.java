package org.bacalhau.node.store.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of components: text, numbers, truth values, nulls, lists and maps.
 *
 * <p>A whole number stands for a {@link Long}, one beyond 64 bits for a {@link BigInteger}, one with a fraction or an
 * exponent for a {@link Double}. Any other type of number is an object of one field, {@code {"$":["Integer","5"]}}; a map
 * that has that key itself becomes {@code {"$":["Map",{…}]}}.
 */
final class ParamCodec {
    private static final String TAG = "$";
    private static final String MAP = "Map";
    private static final int MOST_LONG_BITS = 63;

    private ParamCodec() {}

    static void writeMap(JsonGenerator json, Map<?, ?> map) throws IOException {
        boolean tagged = map.containsKey(TAG);
        if (tagged) {
            startTag(json, MAP);
        }
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            json.writeFieldName(String.valueOf(entry.getKey()));
            writeValue(json, entry.getValue());
        }
        json.writeEndObject();
        if (tagged) {
            endTag(json);
        }
    }

    private static void writeValue(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof CharSequence text) {
            json.writeString(text.toString());
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Map<?, ?> map) {
            writeMap(json, map);
        } else if (value instanceof Collection<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                writeValue(json, element);
            }
            json.writeEndArray();
        } else if (value instanceof Number number) {
            writeNumber(json, number);
        } else {
            throw new IllegalArgumentException(
                    "a parameter of type " + value.getClass().getName() + " cannot be stored");
        }
    }

    private static void writeNumber(JsonGenerator json, Number value) throws IOException {
        if (value instanceof Long) {
            json.writeNumber(value.longValue());
        } else if (value instanceof Double && Double.isFinite(value.doubleValue())) {
            json.writeNumber(value.doubleValue());
        } else if (value instanceof BigInteger number && number.bitLength() > MOST_LONG_BITS) {
            json.writeNumber(number);
        } else {
            String type = value.getClass().getSimpleName();
            // Refuses the types that cannot be read again.
            numberOf(type, value.toString());
            startTag(json, type);
            json.writeString(value.toString());
            endTag(json);
        }
    }

    private static void startTag(JsonGenerator json, String type) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart(TAG);
        json.writeString(type);
    }

    private static void endTag(JsonGenerator json) throws IOException {
        json.writeEndArray();
        json.writeEndObject();
    }

    static Map<String, @Nullable Object> readMap(JsonNode node) {
        if (readValue(node) instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> params = new LinkedHashMap<>();
            map.forEach((key, value) -> params.put((String) key, value));
            return params;
        }
        throw new UnreadableRecordException("parameters are not a map");
    }

    private static @Nullable Object readValue(JsonNode node) {
        if (node.isObject()) {
            JsonNode tagged = node.get(TAG);
            return tagged == null ? readPlainMap(node) : readTagged(tagged);
        }
        if (node.isArray()) {
            List<@Nullable Object> list = new ArrayList<>(node.size());
            node.forEach(element -> list.add(readValue(element)));
            return list;
        }
        if (node.isTextual()) {
            return node.textValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isIntegralNumber()) {
            return node.isBigInteger() ? node.bigIntegerValue() : (Object) node.longValue();
        }
        return node.isNull() ? null : (Object) node.doubleValue();
    }

    private static Map<String, @Nullable Object> readPlainMap(JsonNode node) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        node.properties().forEach(entry -> map.put(entry.getKey(), readValue(entry.getValue())));
        return map;
    }

    private static Object readTagged(JsonNode tagged) {
        if (!tagged.isArray() || tagged.size() != 2) {
            throw new UnreadableRecordException("a parameter is not a type and a value");
        }
        String type = tagged.get(0).asText();
        return type.equals(MAP)
                ? readPlainMap(tagged.get(1))
                : numberOf(type, tagged.get(1).asText());
    }

    private static Number numberOf(String type, String digits) {
        return switch (type) {
            case "Byte" -> Byte.valueOf(digits);
            case "Short" -> Short.valueOf(digits);
            case "Integer" -> Integer.valueOf(digits);
            case "BigInteger" -> new BigInteger(digits);
            case "Float" -> Float.valueOf(digits);
            case "Double" -> Double.valueOf(digits);
            case "BigDecimal" -> new BigDecimal(digits);
            default -> throw new IllegalArgumentException("a parameter of type " + type + " cannot be stored");
        };
    }
}
