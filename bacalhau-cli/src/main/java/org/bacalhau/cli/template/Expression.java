package org.bacalhau.cli.template;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Something with a value, which is a text; {@code "true"} and the empty text are what conditions give. Immutable. */
sealed interface Expression {
    /** Returns the value; null if a key is missing. */
    @Nullable
    String valueOrNone(Scope scope);

    /** Returns the value, or fails if a key is missing. */
    default String value(Scope scope) {
        return Objects.requireNonNull(valueOrNone(scope));
    }

    /** Tells whether a condition with this value holds, as Go has it. */
    static boolean isTrue(@Nullable String value) {
        return value != null && !value.isEmpty() && !value.equals("false") && !value.equals("0");
    }

    /** A text or number. */
    record Literal(String text) implements Expression {
        @Override
        public String valueOrNone(Scope scope) {
            return text;
        }
    }

    /** The dot. */
    record Dot(int line) implements Expression {
        @Override
        public String valueOrNone(Scope scope) {
            if (scope.dot() instanceof String text) {
                return text;
            }
            throw TemplateFault.of(scope.name(), line, "\".\" is all values here", "name one, such as {{.key}}");
        }
    }

    /** A key of the dot, or of all values. */
    record Field(String key, boolean ofRoot, int line) implements Expression {
        @Override
        public @Nullable String valueOrNone(Scope scope) {
            return ofRoot ? scope.root().get(key) : scope.field(key);
        }

        @Override
        public String value(Scope scope) {
            String value = valueOrNone(scope);
            if (value == null) {
                throw TemplateFault.of(
                        scope.name(),
                        line,
                        "there is no value for \"" + key + "\"",
                        "add -V " + key + "=VALUE, or use {{or ." + key + " \"DEFAULT\"}}");
            }
            return value;
        }
    }

    /** A function with its arguments. */
    record Call(Function function, List<Expression> arguments, int line) implements Expression {
        @Override
        public @Nullable String valueOrNone(Scope scope) {
            return switch (function) {
                case OR, AND -> chosen(scope);
                case NOT -> truth(!isTrue(arguments.get(0).valueOrNone(scope)));
                case EQ -> truth(equal(scope));
                case NE -> truth(!equal(scope));
                case LEN -> String.valueOf(arguments.get(0).value(scope).length());
                case PRINT ->
                    arguments.stream().map(argument -> argument.value(scope)).collect(Collectors.joining());
            };
        }

        @Override
        public String value(Scope scope) {
            String value = valueOrNone(scope);
            // Only the last argument of "or" and "and" can be missing and yet be the value: say which one it is.
            return value == null ? arguments.get(arguments.size() - 1).value(scope) : value;
        }

        private @Nullable String chosen(Scope scope) {
            @Nullable String value = null;
            for (Expression argument : arguments) {
                value = argument.valueOrNone(scope);
                if (isTrue(value) == (function == Function.OR)) {
                    return value;
                }
            }
            return value;
        }

        private boolean equal(Scope scope) {
            String first = arguments.get(0).value(scope);
            return arguments.stream()
                    .skip(1)
                    .anyMatch(other -> other.value(scope).equals(first));
        }

        private static String truth(boolean value) {
            return value ? "true" : "false";
        }
    }

    /** The functions there are. */
    enum Function {
        OR(1),
        AND(1),
        NOT(1),
        EQ(2),
        NE(2),
        LEN(1),
        PRINT(1);

        private final int fewest;

        Function(int fewest) {
            this.fewest = fewest;
        }

        int fewestArguments() {
            return fewest;
        }
    }
}
