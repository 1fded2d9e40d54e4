package org.bacalhau.client.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Says where two trees differ, rather than showing both. */
final class JsonDifferences {
    private final List<String> found = new ArrayList<>();

    private JsonDifferences() {}

    /** Returns the places that differ, with both values; numbers differ if they are written differently. */
    static List<String> between(JsonNode expected, JsonNode actual) {
        JsonDifferences differences = new JsonDifferences();
        differences.compare("$", expected, actual);
        return differences.found;
    }

    private void compare(String path, JsonNode expected, JsonNode actual) {
        if (expected != null && actual != null && expected.isObject() && actual.isObject()) {
            Set<String> keys = new TreeSet<>();
            expected.fieldNames().forEachRemaining(keys::add);
            actual.fieldNames().forEachRemaining(keys::add);
            keys.forEach(key -> compare(path + "." + key, expected.get(key), actual.get(key)));
        } else if (expected != null && actual != null && expected.isArray() && actual.isArray()) {
            for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
                compare(path + "[" + i + "]", expected.get(i), actual.get(i));
            }
        } else if (expected == null || actual == null || !expected.toString().equals(actual.toString())) {
            found.add(path + ": expected " + expected + ", got " + actual);
        }
    }
}
