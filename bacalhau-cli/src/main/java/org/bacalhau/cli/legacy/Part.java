package org.bacalhau.cli.legacy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bacalhau.core.model.Fault;
import org.jspecify.annotations.Nullable;

/**
 * A map of a job file, whose keys match without regard to case. What has another type than is wanted becomes a fault, and
 * counts as missing, so that one reading finds every fault. For one thread.
 */
final class Part {
    private final String path;
    private final Map<String, @Nullable Object> entries;
    private final List<Fault> faults; // shared by all parts of a file; at most one for each value of it

    private Part(String path, Map<?, ?> entries, List<Fault> faults) {
        this.path = path;
        this.entries = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        entries.forEach((key, value) -> this.entries.put(String.valueOf(key), value));
        this.faults = faults;
    }

    /** Returns the whole file; {@code faults} takes what is found wrong. */
    static Part root(Map<?, ?> file, List<Fault> faults) {
        return new Part("", file, faults);
    }

    String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    boolean has(String key) {
        @Nullable Object value = entries.get(key);
        boolean empty = value == null
                || value.equals("")
                || value instanceof Map<?, ?> map && map.isEmpty()
                || value instanceof List<?> list && list.isEmpty();
        return !empty;
    }

    void fault(String key, String value, String problem, String remedy) {
        faults.add(new Fault(path(key), value, problem, remedy));
    }

    private void wrongType(String key, String wanted) {
        fault(key, String.valueOf(entries.get(key)), "is not " + wanted, "write " + wanted);
    }

    /** Returns the part under a key; an empty one if there is none. */
    Part part(String key) {
        if (has(key) && !(entries.get(key) instanceof Map)) {
            wrongType(key, "a map");
        }
        return new Part(path(key), entries.get(key) instanceof Map<?, ?> map ? map : Map.of(), faults);
    }

    /** Returns the parts in a list. */
    List<Part> parts(String key) {
        List<Part> parts = new ArrayList<>();
        List<?> values = list(key);
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) instanceof Map<?, ?> map) {
                parts.add(new Part(path(key) + "[" + i + "]", map, faults));
            } else {
                fault(key + "[" + i + "]", String.valueOf(values.get(i)), "is not a map", "write a map");
            }
        }
        return parts;
    }

    /** Returns a text, a number or a truth value as a text; empty if there is none. */
    String text(String key) {
        @Nullable Object value = entries.get(key);
        if (value instanceof Map || value instanceof List) {
            wrongType(key, "a text");
            return "";
        }
        return value == null ? "" : value.toString();
    }

    /** Returns a list of texts; a single text counts as a list of one. */
    List<String> texts(String key) {
        if (entries.get(key) instanceof String single) {
            return single.isEmpty() ? List.of() : List.of(single);
        }
        List<String> texts = new ArrayList<>();
        list(key).forEach(value -> texts.add(String.valueOf(value)));
        return texts;
    }

    /** Returns a map of texts, in the order of the file. */
    Map<String, String> textMap(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        Part map = part(key);
        map.entries.keySet().forEach(name -> texts.put(name, map.text(name)));
        return texts;
    }

    /** Returns a number without its fraction; {@code otherwise} if there is none. */
    long number(String key, long otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        if (entries.get(key) instanceof Number number) {
            return number.longValue();
        }
        wrongType(key, "a number");
        return otherwise;
    }

    boolean truth(String key) {
        return entries.get(key) instanceof Boolean value && value;
    }

    /** Returns the entries as they are. */
    Map<String, @Nullable Object> asIs() {
        return entries;
    }

    private List<?> list(String key) {
        @Nullable Object value = entries.get(key);
        if (value instanceof List<?> list) {
            return list;
        }
        if (has(key)) {
            wrongType(key, "a list");
        }
        return List.of();
    }
}
