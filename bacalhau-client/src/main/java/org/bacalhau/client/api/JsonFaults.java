package org.bacalhau.client.api;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.List;
import org.bacalhau.client.api.MalformedJsonException.Kind;
import org.jspecify.annotations.Nullable;

/** Says in our words what Jackson found wrong. */
final class JsonFaults {
    private JsonFaults() {}

    static MalformedJsonException explain(JsonProcessingException fault) {
        return new MalformedJsonException(kindOf(fault), problemOf(fault), pathOf(fault), offsetOf(fault), fault);
    }

    private static Kind kindOf(JsonProcessingException fault) {
        Throwable root = rootOf(fault);
        if (root instanceof StreamConstraintsException) {
            return Kind.TOO_LARGE;
        }
        if (root instanceof JsonEOFException || isEmptyDocument(fault)) {
            return Kind.TRUNCATED;
        }
        return root instanceof JsonMappingException
                        || root instanceof InputCoercionException // a number that is too large
                        || fault instanceof ValueInstantiationException
                ? Kind.WRONG_TYPE
                : Kind.SYNTAX;
    }

    // Jackson wraps what the parser finds while a record is being filled.
    private static Throwable rootOf(JsonProcessingException fault) {
        Throwable root = fault;
        while (root instanceof JsonMappingException && root.getCause() instanceof JsonProcessingException cause) {
            root = cause;
        }
        return root;
    }

    private static boolean isEmptyDocument(JsonProcessingException fault) {
        return fault instanceof MismatchedInputException mismatch
                && mismatch.getPath().isEmpty()
                && String.valueOf(fault.getOriginalMessage()).startsWith("No content");
    }

    private static String problemOf(JsonProcessingException fault) {
        if (isEmptyDocument(fault)) {
            return "there is none";
        }
        Throwable cause = fault.getCause();
        if (fault instanceof ValueInstantiationException && cause instanceof NullPointerException) {
            return "\"" + cause.getMessage() + "\" is missing";
        }
        if (fault instanceof ValueInstantiationException && cause != null) {
            return String.valueOf(cause.getMessage());
        }
        if (fault instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            return "expected " + nameOf(mismatch.getTargetType());
        }
        return fault.getOriginalMessage();
    }

    private static String nameOf(Class<?> type) {
        if (type == String.class) {
            return "a text";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "a whole number";
        }
        if (type == double.class || type == Double.class) {
            return "a number";
        }
        if (List.class.isAssignableFrom(type)) {
            return "a list";
        }
        return type == java.time.Instant.class ? "a time such as 2024-06-28T10:35:00.5Z" : "an object";
    }

    private static String pathOf(JsonProcessingException fault) {
        if (!(fault instanceof JsonMappingException mapping)) {
            return "";
        }
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : mapping.getPath()) {
            @Nullable String key = step.getFieldName();
            if (key == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(key);
            }
        }
        return path.toString();
    }

    private static long offsetOf(JsonProcessingException fault) {
        @Nullable JsonLocation location = fault.getLocation();
        if (location == null) {
            return -1;
        }
        return location.getByteOffset() >= 0 ? location.getByteOffset() : location.getCharOffset();
    }
}
