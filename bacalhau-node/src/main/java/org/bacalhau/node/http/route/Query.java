package org.bacalhau.node.http.route;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a query, read as the original reads them (http-api.md §4): names match exactly, else without regard to case,
 * and the first of several values counts. Immutable.
 */
public final class Query {
    /** A query without parameters. */
    public static final Query EMPTY = new Query(List.of());

    private static final int MOST_PARAMETERS = 1_000;
    /** The largest number that {@link #number} reads: 32 bits without a sign. */
    public static final long LARGEST_NUMBER = 0xFFFF_FFFFL;

    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");

    private final List<Map.Entry<String, String>> parameters;

    private Query(List<Map.Entry<String, String>> parameters) {
        this.parameters = List.copyOf(parameters);
    }

    /**
     * Reads a query.
     *
     * @param raw the query as sent, without its question mark; null for none
     * @throws Refusal if it cannot be decoded
     */
    public static Query parse(@Nullable String raw) {
        if (raw == null || raw.isEmpty()) {
            return EMPTY;
        }
        String[] parts = raw.split("&", MOST_PARAMETERS + 1);
        if (parts.length > MOST_PARAMETERS) {
            throw Refusal.unreadable("the query has too many parameters", "send at most " + MOST_PARAMETERS);
        }
        List<Map.Entry<String, String>> parameters = new ArrayList<>(parts.length);
        for (String part : parts) {
            int equals = part.indexOf('=');
            if (!part.isEmpty()) {
                parameters.add(Map.entry(
                        decoded(equals < 0 ? part : part.substring(0, equals)),
                        equals < 0 ? "" : decoded(part.substring(equals + 1))));
            }
        }
        return new Query(parameters);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.unreadable(
                    "the query cannot be decoded at \"" + text + "\"", "write % only before two hexadecimal digits");
        }
    }

    /** Tells whether a parameter was sent, even without a value. */
    public boolean has(String name) {
        return !all(name).isEmpty();
    }

    /** Returns a value; empty if it was not sent. */
    public String text(String name) {
        return first(name).orElse("");
    }

    private Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /** Returns every value of a parameter. */
    public List<String> all(String name) {
        List<String> exact = values(name, false);
        return exact.isEmpty() ? values(name, true) : exact;
    }

    private List<String> values(String name, boolean ignoreCase) {
        return parameters.stream()
                .filter(parameter -> ignoreCase
                        ? parameter.getKey().equalsIgnoreCase(name)
                        : parameter.getKey().equals(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    /**
     * Returns a whole number of 32 bits; 0 if it was not sent.
     *
     * @throws Refusal if it is none
     */
    public long number(String name) {
        String value = text(name);
        if (value.isEmpty()) {
            return 0;
        }
        if (!value.matches("[0-9]+")) {
            throw unreadable("ParseUint", name, value, "invalid syntax", "a whole number, 0 or more");
        }
        if (value.length() > 10 || Long.parseLong(value) > LARGEST_NUMBER) {
            throw unreadable("ParseUint", name, value, "value out of range", "a number up to " + LARGEST_NUMBER);
        }
        return Long.parseLong(value);
    }

    /**
     * Returns a whole number of 64 bits that may be negative; 0 if it was not sent.
     *
     * @throws Refusal if it is none
     */
    public long signedNumber(String name) {
        String value = text(name);
        if (value.isEmpty()) {
            return 0;
        }
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            String problem = value.matches("[-+]?[0-9]+") ? "value out of range" : "invalid syntax";
            throw unreadable("ParseInt", name, value, problem, "a whole number");
        }
    }

    /**
     * Returns a truth value; false if it was not sent.
     *
     * @throws Refusal if it is none
     */
    public boolean flag(String name) {
        String value = text(name);
        if (value.isEmpty() || FALSE.contains(value)) {
            return false;
        }
        if (TRUE.contains(value)) {
            return true;
        }
        throw unreadable("ParseBool", name, value, "invalid syntax", "true or false");
    }

    // The words are the original's: it passes on what its standard library says (http-api.md §5.2).
    private static Refusal unreadable(String function, String name, String value, String problem, String wanted) {
        String cause = "strconv." + function + ": parsing \"" + value + "\": " + problem;
        return Refusal.unreadable(
                "code=400, message=" + cause + ", internal=" + cause, "write for " + name + " " + wanted);
    }
}
