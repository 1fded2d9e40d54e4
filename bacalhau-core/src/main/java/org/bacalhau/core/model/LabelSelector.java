package org.bacalhau.core.model;

import java.util.List;

/**
 * Reads and writes label selectors: the one-line form of conditions on labels, such as {@code a=b,c in (d,e),!f}. Syntax
 * and error texts are those of Kubernetes, as in the original (http-api.md §17.4). Safe for any thread: there is no
 * state.
 */
public final class LabelSelector {
    /** Longest selector that is read, in characters. */
    public static final int LONGEST = 32_768;

    private LabelSelector() {}

    /**
     * Reads a selector.
     *
     * @return all conditions, every one of which has to hold; none for a blank text, which matches everything
     * @throws BacalhauException {@code INVALID_ARGUMENT} if it cannot be read
     */
    public static List<LabelRequirement> parse(String selector) {
        if (selector.length() > LONGEST) {
            throw BacalhauException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "label selector has " + selector.length() + " characters",
                    "use at most " + LONGEST);
        }
        return new LabelSelectorParser(selector).parse();
    }

    /** Writes conditions as a selector that reads as the same conditions, if their keys and values are sound. */
    public static String format(List<LabelRequirement> requirements) {
        return String.join(",", requirements.stream().map(LabelSelector::format).toList());
    }

    private static String format(LabelRequirement requirement) {
        String key = requirement.key();
        String values = String.join(",", requirement.values());
        return switch (requirement.operator()) {
            case EXISTS -> key;
            case DOES_NOT_EXIST -> "!" + key;
            case IN -> key + " in (" + values + ")";
            case NOT_IN -> key + " notin (" + values + ")";
            case EQUALS -> key + "=" + values;
            case DOUBLE_EQUALS -> key + "==" + values;
            case NOT_EQUALS -> key + "!=" + values;
            case GREATER_THAN -> key + ">" + values;
            case LESS_THAN -> key + "<" + values;
        };
    }
}
