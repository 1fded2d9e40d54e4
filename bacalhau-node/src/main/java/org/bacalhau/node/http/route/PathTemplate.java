package org.bacalhau.node.http.route;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A path in which segments that begin with a colon stand for any text. Immutable. */
public final class PathTemplate {
    private static final String VARIABLE = ":";

    private final String text;
    private final List<String> segments;

    private PathTemplate(String text) {
        this.text = text;
        this.segments = segmentsOf(text);
    }

    /** Returns the template of a text such as {@code /jobs/:id/history}. */
    public static PathTemplate of(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("path \"" + text + "\" does not begin with a slash");
        }
        return new PathTemplate(text);
    }

    /**
     * Returns the values of the variables, still encoded, if the path fits. A trailing slash makes another path.
     *
     * @param path the path as sent
     */
    public Optional<Map<String, String>> match(String path) {
        List<String> given = segmentsOf(path);
        if (given.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < given.size(); i++) {
            String wanted = segments.get(i);
            if (wanted.startsWith(VARIABLE) && !given.get(i).isEmpty()) {
                values.put(wanted.substring(1), given.get(i));
            } else if (!wanted.equals(given.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    /** Returns the names of the variables, from left to right. */
    public List<String> variables() {
        return segments.stream()
                .filter(segment -> segment.startsWith(VARIABLE))
                .map(segment -> segment.substring(1))
                .toList();
    }

    /** Returns the path with its variables in braces, as OpenAPI writes it. */
    public String inBraces() {
        List<String> written = new ArrayList<>(segments.size());
        segments.forEach(
                segment -> written.add(segment.startsWith(VARIABLE) ? "{" + segment.substring(1) + "}" : segment));
        return "/" + String.join("/", written);
    }

    private static List<String> segmentsOf(String path) {
        return List.of((path.startsWith("/") ? path.substring(1) : path).split("/", -1));
    }

    /** Returns the text it was made of. */
    @Override
    public String toString() {
        return text;
    }
}
