package org.bacalhau.node.http.endpoint;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Describes records of the API as JSON schemas: the keys are those that {@link org.bacalhau.client.api.Json} writes. For one
 * thread.
 */
final class RecordSchemas {
    private final Map<String, Object> schemas = new TreeMap<>(); // one for each record of the API

    /** Returns a reference to the schema of a record. */
    Map<String, Object> of(Class<?> record) {
        String name = record.getSimpleName();
        if (!schemas.containsKey(name)) {
            schemas.put(name, Map.of());
            schemas.put(name, described(record));
        }
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    /** Returns the schema of a list of records. */
    Map<String, Object> listOf(Class<?> item) {
        return Map.of(
                "type",
                "object",
                "properties",
                Map.of("NextToken", Map.of("type", "string"), "Items", Map.of("type", "array", "items", of(item))),
                "required",
                List.of("NextToken", "Items"));
    }

    /** Returns every schema that was referred to. */
    Map<String, Object> all() {
        return schemas;
    }

    private Map<String, Object> described(Class<?> record) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (RecordComponent component : record.getRecordComponents()) {
            if (!component.getAccessor().isAnnotationPresent(JsonAnyGetter.class)) {
                properties.put(keyOf(record, component), schema(component.getGenericType()));
            }
        }
        return Map.of("type", "object", "properties", properties);
    }

    private static String keyOf(Class<?> record, RecordComponent component) {
        @Nullable JsonProperty named = null;
        try {
            named = record.getDeclaredField(component.getName()).getAnnotation(JsonProperty.class);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("a record has a field for each component", e);
        }
        String name = component.getName();
        return named != null && !named.value().isEmpty()
                ? named.value()
                : Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private Map<String, Object> schema(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            if (generic.getRawType() == List.class) {
                return nullable("array", "items", schema(last));
            }
            if (generic.getRawType() == Map.class) {
                return nullable("object", "additionalProperties", schema(last));
            }
            return generic.getRawType() instanceof Class<?> record && record.isRecord() ? optional(record) : Map.of();
        }
        if (type == long.class || type == int.class) {
            return Map.of("type", "integer", "format", type == long.class ? "int64" : "int32");
        }
        if (type == double.class) {
            return Map.of("type", "number");
        }
        if (type == boolean.class) {
            return Map.of("type", "boolean");
        }
        if (type == String.class || type == Instant.class) {
            return Map.of("type", "string");
        }
        return type instanceof Class<?> record && record.isRecord() ? optional(record) : Map.of();
    }

    private Map<String, Object> optional(Class<?> record) {
        return Map.of("oneOf", List.of(of(record), Map.of("type", "null")));
    }

    private static Map<String, Object> nullable(String type, String key, Object value) {
        return Map.of("type", List.of(type, "null"), key, value);
    }
}
