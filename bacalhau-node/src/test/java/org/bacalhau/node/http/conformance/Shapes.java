package org.bacalhau.node.http.conformance;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Compares what we answer with what was recorded: keys at every level, JSON types, the texts and numbers of enums and the texts
 * of errors. All elements of a recorded list together say what an element may look like.
 */
final class Shapes {
    private static final Set<String> ENUMS = Set.of(
            "StateType",
            "Membership",
            "Connection",
            "Topic",
            "NodeType",
            "Previous",
            "New",
            "Status",
            "type",
            "success",
            "reason",
            "Success");
    private static final Set<String> ERROR_TEXTS = Set.of("error", "message", "Error");
    // Their keys are values that users chose.
    private static final Set<String> FREE_FORM = Set.of("InputPhrase");
    // Amounts are left out where they are zero, which depends on the machine and the moment.
    private static final Pattern AMOUNTS = Pattern.compile(".*\\.(\\w+Capacity|MaxJobRequirements)");
    private static final Pattern CHOSEN_BY_USERS = Pattern.compile(".*\\.(Labels|Meta)");
    private static final int SHOWN = 300;

    private final List<Difference> differences = new ArrayList<>();

    /** One thing in which we differ. */
    record Difference(String place, String recorded, String ours) {}

    static List<Difference> compare(Object recorded, Object ours) {
        Shapes shapes = new Shapes();
        shapes.compare(List.of(new Variant(recorded)), ours, "body");
        return shapes.differences;
    }

    /** A value that may be null. */
    private record Variant(Object value) {}

    private void compare(List<Variant> variants, Object ours, String place) {
        if (variants.stream().anyMatch(Shapes::isCut) || AMOUNTS.matcher(place).matches()) {
            return;
        }
        Set<String> types = variants.stream().map(v -> type(v.value())).collect(Collectors.toCollection(TreeSet::new));
        if (!types.contains(type(ours))) {
            differences.add(new Difference(place, String.join(" or ", types), type(ours)));
        } else if (CHOSEN_BY_USERS.matcher(place).matches()) {
            return;
        } else if (ours instanceof Map<?, ?> map) {
            compareMaps(variants, map, place);
        } else if (ours instanceof List<?> list) {
            compareLists(variants, list, place);
        } else {
            compareTexts(variants, ours, place);
        }
    }

    private static boolean isCut(Variant variant) {
        return variant.value() instanceof Map<?, ?> map && (map.containsKey("omitted") || map.containsKey("..."));
    }

    private void compareMaps(List<Variant> variants, Map<?, ?> ours, String place) {
        List<Map<?, ?>> recorded = new ArrayList<>();
        for (Variant variant : variants) {
            if (variant.value() instanceof Map<?, ?> map) {
                recorded.add(map);
            }
        }
        Set<Object> keys = new LinkedHashSet<>(ours.keySet());
        recorded.forEach(map -> keys.addAll(map.keySet()));
        for (Object key : keys) {
            List<Variant> values = recorded.stream()
                    .filter(map -> map.containsKey(key))
                    .map(map -> new Variant(map.get(key)))
                    .toList();
            String below = place + "." + key;
            if (values.isEmpty()) {
                differences.add(new Difference(below, "absent", type(ours.get(key))));
            } else if (ours.containsKey(key)) {
                compare(values, ours.get(key), below);
            } else if (values.size() == recorded.size()) {
                differences.add(new Difference(below, type(values.get(0).value()), "absent"));
            }
        }
    }

    private void compareLists(List<Variant> variants, List<?> ours, String place) {
        List<Variant> elements = new ArrayList<>();
        boolean mayBeEmpty = false;
        for (Variant variant : variants) {
            if (variant.value() instanceof List<?> list) {
                mayBeEmpty |= list.isEmpty();
                list.forEach(element -> elements.add(new Variant(element)));
            }
        }
        if (ours.isEmpty() && !mayBeEmpty) {
            differences.add(new Difference(place, "elements", "no elements"));
        } else if (!ours.isEmpty() && elements.isEmpty()) {
            differences.add(new Difference(place, "no elements", "elements"));
        } else {
            ours.forEach(element -> compare(elements, element, place + "[]"));
        }
    }

    private void compareTexts(List<Variant> variants, Object ours, String place) {
        String key = place.substring(place.lastIndexOf('.') + 1);
        boolean counts =
                ENUMS.contains(key) || ERROR_TEXTS.contains(key) || FREE_FORM.contains(key) || place.equals("body");
        if (counts && variants.stream().noneMatch(v -> String.valueOf(v.value()).equals(String.valueOf(ours)))) {
            differences.add(new Difference(
                    place,
                    shortened(variants.stream()
                            .map(v -> String.valueOf(v.value()))
                            .distinct()
                            .collect(Collectors.joining(" or "))),
                    shortened(String.valueOf(ours))));
        }
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    private static String type(Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Map<?, ?>) {
            return "object";
        }
        if (value instanceof List<?>) {
            return "list";
        }
        if (value instanceof Double) {
            return "number";
        }
        if (value instanceof Number) {
            return "whole number";
        }
        return value instanceof Boolean ? "truth value" : "text";
    }
}
