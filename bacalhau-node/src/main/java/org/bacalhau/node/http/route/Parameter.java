package org.bacalhau.node.http.route;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Something that may be said in a query or a header. Immutable.
 *
 * @param place where it is said
 * @param name its name
 * @param meaning what it does
 * @param schema the JSON schema of its values
 */
public record Parameter(Place place, String name, String meaning, Map<String, Object> schema) {
    /** Where parameters are. */
    public enum Place {
        QUERY,
        HEADER;

        /** Returns the word of OpenAPI. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Parameter {
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(meaning, "meaning");
        schema = Collections.unmodifiableMap(new TreeMap<>(schema));
    }

    /** Returns a text in the query. */
    public static Parameter text(String name, String meaning) {
        return new Parameter(Place.QUERY, name, meaning, Map.of("type", "string"));
    }

    /** Returns one of several words in the query. */
    public static Parameter oneOf(String name, String meaning, List<String> words) {
        return new Parameter(Place.QUERY, name, meaning, Map.of("type", "string", "enum", List.copyOf(words)));
    }

    /** Returns a whole number in the query, from 0 to {@code largest}. */
    public static Parameter number(String name, String meaning, long largest) {
        return new Parameter(Place.QUERY, name, meaning, Map.of("type", "integer", "minimum", 0, "maximum", largest));
    }

    /** Returns a truth value in the query. */
    public static Parameter flag(String name, String meaning) {
        return new Parameter(Place.QUERY, name, meaning, Map.of("type", "boolean"));
    }

    /** Returns a text in a header that a regular expression describes. */
    public static Parameter header(String name, String meaning, String pattern) {
        return new Parameter(Place.HEADER, name, meaning, Map.of("type", "string", "pattern", pattern));
    }
}
