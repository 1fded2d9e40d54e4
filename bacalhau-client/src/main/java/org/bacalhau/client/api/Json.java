package org.bacalhau.client.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the JSON of the API; the only class that other packages need for it. Safe for any thread: there is no
 * state that changes.
 *
 * <p>Reading follows Go (http-api.md §4): keys match without regard to case, unknown ones are ignored (or kept, where a
 * record has room), {@code null} leaves the default, the last of several equal keys counts, only the first value of a
 * text is read, and a value of a wrong type is refused rather than converted. A text that is nested deeper than {@value
 * JsonSettings#DEEPEST} levels is refused. How long a text may be is the caller's matter.
 */
public final class Json {
    private static final ObjectMapper MAPPER = JsonSettings.strict(JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(JsonSettings.limits())
                    .build()))
            .build();

    private Json() {}

    /**
     * Reads a value.
     *
     * @throws MalformedJsonException if the bytes are not the JSON of such a value
     */
    public static <T> T read(byte[] json, Class<T> type) {
        return required(() -> MAPPER.<@Nullable T>readValue(json, type));
    }

    /**
     * Reads a value.
     *
     * @throws MalformedJsonException if the text is not the JSON of such a value
     */
    public static <T> T read(String json, Class<T> type) {
        return required(() -> MAPPER.<@Nullable T>readValue(json, type));
    }

    /**
     * Reads a list with its token for the next page.
     *
     * @throws MalformedJsonException if the bytes are not the JSON of such a list
     */
    public static <T> ApiList<T> readList(byte[] json, Class<T> item) {
        JavaType type = MAPPER.getTypeFactory().constructParametricType(ApiList.class, item);
        return required(() -> MAPPER.<@Nullable ApiList<T>>readValue(json, type));
    }

    /**
     * Reads a record from the parts of a free-form value.
     *
     * @throws MalformedJsonException if it does not have the shape of such a record
     */
    public static <T> T convert(Map<String, ? extends @Nullable Object> freeForm, Class<T> type) {
        return required(() -> MAPPER.<@Nullable T>readValue(MAPPER.writeValueAsBytes(freeForm), type));
    }

    /** Writes a value as compact UTF-8. */
    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "cannot be written as JSON: " + value.getClass().getName(), e);
        }
    }

    /** Writes a value as a compact text. */
    public static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "cannot be written as JSON: " + value.getClass().getName(), e);
        }
    }

    /** Writes a value for people: on several lines, indented by two blanks. */
    public static String pretty(Object value) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "cannot be written as JSON: " + value.getClass().getName(), e);
        }
    }

    /** Something that Jackson reads. */
    @FunctionalInterface
    interface Reading<T> {
        @Nullable
        T run() throws IOException;
    }

    /** Reads, and translates what Jackson throws. */
    static <T> T required(Reading<T> reading) {
        @Nullable T value;
        try {
            value = reading.run();
        } catch (JsonProcessingException e) {
            throw JsonFaults.explain(e);
        } catch (IOException e) {
            // Reading from memory fails in no other way than by bytes that are no text.
            throw new MalformedJsonException(
                    MalformedJsonException.Kind.SYNTAX, String.valueOf(e.getMessage()), "", -1, e);
        }
        if (value == null) {
            throw new MalformedJsonException(
                    MalformedJsonException.Kind.WRONG_TYPE, "the document is null", "", -1, null);
        }
        return value;
    }
}
