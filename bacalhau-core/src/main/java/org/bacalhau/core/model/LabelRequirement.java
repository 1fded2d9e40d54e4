package org.bacalhau.core.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One condition on labels, of a job's constraints or a list's selector. Immutable. Operators and their meaning are those
 * of Kubernetes label selectors (http-api.md §17.4).
 *
 * @param key the label's key
 * @param operator how to compare
 * @param values what to compare with: as many as the operator wants
 */
public record LabelRequirement(String key, Operator operator, List<String> values) {
    /** Keys with this prefix express a preference among nodes, not a condition (job-lifecycle.md §3.6). */
    public static final String PREFERENCE_PREFIX = "favour_";

    /** Ways to compare a label. */
    public enum Operator {
        IN("in"),
        NOT_IN("notin"),
        EXISTS("exists"),
        DOES_NOT_EXIST("!"),
        EQUALS("="),
        DOUBLE_EQUALS("=="),
        NOT_EQUALS("!="),
        GREATER_THAN("gt"),
        LESS_THAN("lt");

        private final String wireName;

        Operator(String wireName) {
            this.wireName = wireName;
        }

        /** Returns the name used on the wire. */
        public String wireName() {
            return wireName;
        }

        /** Returns the operator of exactly this wire name; {@code !exists} is read as {@code !}. */
        public static Optional<Operator> of(String wireName) {
            if (wireName.equals("!exists")) {
                return Optional.of(DOES_NOT_EXIST);
            }
            for (Operator operator : values()) {
                if (operator.wireName.equals(wireName)) {
                    return Optional.of(operator);
                }
            }
            return Optional.empty();
        }
    }

    public LabelRequirement {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(operator, "operator");
        values = List.copyOf(values);
    }

    /** Returns a requirement that the label has exactly this value. */
    public static LabelRequirement equalTo(String key, String value) {
        return new LabelRequirement(key, Operator.EQUALS, List.of(value));
    }

    /** Tells whether this expresses a preference among nodes rather than a condition. */
    public boolean isPreference() {
        return key.startsWith(PREFERENCE_PREFIX);
    }

    /** Returns this preference as the condition that preferred nodes meet. */
    public LabelRequirement withoutPreferencePrefix() {
        return isPreference()
                ? new LabelRequirement(key.substring(PREFERENCE_PREFIX.length()), operator, values)
                : this;
    }

    /** Tells whether these labels meet the condition. */
    public boolean matches(Map<String, String> labels) {
        @Nullable String value = labels.get(key);
        return switch (operator) {
            case EXISTS -> value != null;
            case DOES_NOT_EXIST -> value == null;
            case IN, EQUALS, DOUBLE_EQUALS -> value != null && values.contains(value);
            case NOT_IN, NOT_EQUALS -> value == null || !values.contains(value);
            case GREATER_THAN -> value != null && compareAsNumbers(value) > 0;
            case LESS_THAN -> value != null && compareAsNumbers(value) < 0;
        };
    }

    // A label or a bound that is no whole number matches neither "gt" nor "lt", as in Kubernetes.
    private int compareAsNumbers(String value) {
        try {
            return Long.compare(Long.parseLong(value), Long.parseLong(values.get(0)));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            return 0;
        }
    }

    /** Tells whether all conditions are met. */
    public static boolean allMatch(List<LabelRequirement> requirements, Map<String, String> labels) {
        for (LabelRequirement requirement : requirements) {
            if (!requirement.matches(labels)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the text used in messages: {@code key operator v1|v2}. */
    @Override
    public String toString() {
        return key + " " + operator.wireName() + " " + String.join("|", values);
    }
}
