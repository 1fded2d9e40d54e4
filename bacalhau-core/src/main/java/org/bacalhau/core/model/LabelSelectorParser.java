package org.bacalhau.core.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bacalhau.core.model.LabelRequirement.Operator;

/** Reads one selector from left to right. For one use. */
final class LabelSelectorParser {
    private static final String SYMBOLS = "=!(),<>";
    private static final String BLANKS = " \t\r\n";
    private static final String END = "";

    private final List<String> tokens; // bounded by LabelSelector.LONGEST; END stands for the end of the text
    private int position;

    LabelSelectorParser(String text) {
        tokens = tokensOf(text);
    }

    private static List<String> tokensOf(String text) {
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < text.length(); ) {
            char c = text.charAt(i);
            int end = i + 1;
            if (SYMBOLS.indexOf(c) >= 0) {
                boolean twoCharacters = (c == '=' || c == '!') && end < text.length() && text.charAt(end) == '=';
                end += twoCharacters ? 1 : 0;
                tokens.add(text.substring(i, end));
            } else if (BLANKS.indexOf(c) < 0) {
                while (end < text.length() && (SYMBOLS + BLANKS).indexOf(text.charAt(end)) < 0) {
                    end++;
                }
                tokens.add(text.substring(i, end));
            }
            i = end;
        }
        tokens.add(END);
        return tokens;
    }

    List<LabelRequirement> parse() {
        List<LabelRequirement> requirements = new ArrayList<>();
        if (peek().equals(END)) {
            return requirements;
        }
        if (!isWord(peek()) && !peek().equals("!")) {
            throw failure("found '" + peek() + "', expected: !, identifier, or 'end of string'");
        }
        while (true) {
            requirements.add(requirement());
            String separator = next();
            if (separator.equals(END)) {
                return requirements;
            }
            if (!separator.equals(",")) {
                throw failure("found '" + separator + "', expected: ',' or 'end of string'");
            }
            if (!isWord(peek()) && !peek().equals("!")) {
                throw failure("found '" + peek() + "', expected: identifier after ','");
            }
        }
    }

    private LabelRequirement requirement() {
        boolean negated = peek().equals("!");
        if (negated) {
            next();
        }
        String key = next();
        if (!isWord(key)) {
            throw unreadable("found '" + key + "', expected: identifier");
        }
        if (!LabelSyntax.isKey(key)) {
            throw unreadable("'" + key + "' is not a label key");
        }
        if (negated) {
            return new LabelRequirement(key, Operator.DOES_NOT_EXIST, List.of());
        }
        if (peek().equals(END) || peek().equals(",")) {
            return new LabelRequirement(key, Operator.EXISTS, List.of());
        }
        Operator operator = operator();
        boolean listed = operator == Operator.IN || operator == Operator.NOT_IN;
        return checked(new LabelRequirement(key, operator, listed ? valueList() : List.of(value())));
    }

    private Operator operator() {
        String token = next();
        return switch (token) {
            case "in" -> Operator.IN;
            case "notin" -> Operator.NOT_IN;
            case "=" -> Operator.EQUALS;
            case "==" -> Operator.DOUBLE_EQUALS;
            case "!=" -> Operator.NOT_EQUALS;
            case ">" -> Operator.GREATER_THAN;
            case "<" -> Operator.LESS_THAN;
            default -> throw unreadable("found '" + token + "', expected: in, notin, =, ==, !=, gt, lt");
        };
    }

    private String value() {
        if (peek().equals(END) || peek().equals(",")) {
            return "";
        }
        String value = next();
        if (!isWord(value)) {
            throw unreadable("found '" + value + "', expected: identifier");
        }
        return value;
    }

    // A comma at either end, or two in a row, stand for an empty value.
    private List<String> valueList() {
        String open = next();
        if (!open.equals("(")) {
            throw unreadable("found '" + open + "' expected: '('");
        }
        if (peek().equals(")")) {
            next();
            return List.of();
        }
        Set<String> values = new LinkedHashSet<>();
        while (true) {
            values.add(isWord(peek()) ? next() : "");
            String separator = next();
            if (separator.equals(")")) {
                return List.copyOf(values);
            }
            if (!separator.equals(",")) {
                throw unreadable("found '" + separator + "', expected: ',' or ')'");
            }
        }
    }

    private LabelRequirement checked(LabelRequirement requirement) {
        Optional<String> problem = LabelSyntax.problemOfValueCount(
                requirement.operator(), requirement.values().size());
        if (problem.isPresent()) {
            throw unreadable(problem.get());
        }
        for (String value : requirement.values()) {
            if (!LabelSyntax.isValue(value)) {
                throw unreadable("'" + value + "' is not a label value");
            }
            if (!LabelSyntax.suits(requirement.operator(), value)) {
                throw unreadable("'" + value + "' is not a whole number");
            }
        }
        return requirement;
    }

    private static boolean isWord(String token) {
        return !token.equals(END) && SYMBOLS.indexOf(token.charAt(0)) < 0;
    }

    private String peek() {
        return tokens.get(position);
    }

    // The end of the text comes again and again.
    private String next() {
        String token = tokens.get(position);
        position = Math.min(position + 1, tokens.size() - 1);
        return token;
    }

    private static BacalhauException unreadable(String problem) {
        return failure("unable to parse requirement: " + problem);
    }

    private static BacalhauException failure(String problem) {
        return BacalhauException.of(
                ErrorCode.INVALID_ARGUMENT, problem, "write conditions such as: a=b, c in (d,e), f, !g, h>1");
    }
}
