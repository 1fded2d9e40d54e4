package org.bacalhau.core.model;

import java.util.Optional;
import java.util.regex.Pattern;

/** What label keys and values look like; the rules are those of Kubernetes (http-api.md §17.4). */
final class LabelSyntax {
    static final String KEY_REMEDY =
            "use at most 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends,"
                    + " after an optional prefix such as example.com/";
    static final String VALUE_REMEDY =
            "use at most 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends, or nothing";

    private static final int LONGEST_NAME = 63;
    private static final int LONGEST_PREFIX = 253;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?");
    private static final Pattern PREFIX =
            Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

    private LabelSyntax() {}

    static boolean isKey(String key) {
        int slash = key.indexOf('/');
        if (slash < 0) {
            return isName(key);
        }
        String prefix = key.substring(0, slash);
        return prefix.length() <= LONGEST_PREFIX
                && PREFIX.matcher(prefix).matches()
                && isName(key.substring(slash + 1));
    }

    static boolean isValue(String value) {
        return value.isEmpty() || isName(value);
    }

    private static boolean isName(String name) {
        return name.length() <= LONGEST_NAME && NAME.matcher(name).matches();
    }

    /** Returns what is wrong with the number of a requirement's values, in the original's words; empty if nothing. */
    static Optional<String> problemOfValueCount(LabelRequirement.Operator operator, int count) {
        return switch (operator) {
            case IN, NOT_IN -> problemIf(count == 0, "selector values cannot be empty for In or NotIn operators");
            case EXISTS, DOES_NOT_EXIST ->
                problemIf(count != 0, "selector values must be empty for Exists or DoesNotExist operators");
            case EQUALS, DOUBLE_EQUALS, NOT_EQUALS, GREATER_THAN, LESS_THAN ->
                problemIf(count != 1, "selector values must have exactly one value for other operators");
        };
    }

    private static Optional<String> problemIf(boolean wrong, String problem) {
        return wrong ? Optional.of(problem) : Optional.empty();
    }

    /** Tells whether a value suits the operator: only whole numbers can be greater or less. */
    static boolean suits(LabelRequirement.Operator operator, String value) {
        return switch (operator) {
            case GREATER_THAN, LESS_THAN -> isWholeNumber(value);
            case IN, NOT_IN, EXISTS, DOES_NOT_EXIST, EQUALS, DOUBLE_EQUALS, NOT_EQUALS -> true;
        };
    }

    private static boolean isWholeNumber(String value) {
        try {
            Long.parseLong(value);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
