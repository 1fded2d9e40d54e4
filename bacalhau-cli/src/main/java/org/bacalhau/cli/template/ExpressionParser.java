package org.bacalhau.cli.template;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bacalhau.cli.template.Expression.Function;

/** Reads one expression: a pipeline of calls, fields and literals. For one thread and one expression. */
final class ExpressionParser {
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`|\\$?\\.\\w*|[\\w-]+|[|()])\\s*");

    private final String name;
    private final int line;
    private final String text;
    private final List<String> tokens = new ArrayList<>();
    private int next;

    ExpressionParser(String name, int line, String text) {
        this.name = name;
        this.line = line;
        this.text = text;
    }

    Expression parse() {
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (end < text.length() && matcher.find(end) && matcher.start() == end) {
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
        if (end < text.length() || tokens.isEmpty()) {
            throw fault("cannot be read");
        }
        Expression value = pipeline();
        if (next < tokens.size()) {
            throw fault("has \"" + tokens.get(next) + "\" too much");
        }
        return value;
    }

    private boolean takes(String token) {
        boolean taken = next < tokens.size() && tokens.get(next).equals(token);
        next += taken ? 1 : 0;
        return taken;
    }

    private Expression pipeline() {
        Expression value = command(List.of());
        while (takes("|")) {
            value = command(List.of(value));
        }
        return value;
    }

    private Expression command(List<Expression> last) {
        String first = next < tokens.size() ? tokens.get(next) : "";
        if (!first.matches("[a-z]+") || first.equals("true") || first.equals("false")) {
            if (!last.isEmpty()) {
                throw fault("has no function after \"|\"");
            }
            return operand();
        }
        Function function = Arrays.stream(Function.values())
                .filter(known -> known.name().equalsIgnoreCase(first))
                .findFirst()
                .orElseThrow(() -> fault("has no function \"" + first + "\""));
        next++;
        List<Expression> arguments = new ArrayList<>();
        while (next < tokens.size() && !List.of("|", ")").contains(tokens.get(next))) {
            arguments.add(operand());
        }
        arguments.addAll(last);
        if (arguments.size() < function.fewestArguments()) {
            throw fault("gives \"" + first + "\" too few arguments");
        }
        return new Expression.Call(function, List.copyOf(arguments), line);
    }

    private Expression operand() {
        if (next == tokens.size()) {
            throw fault("ends too early");
        }
        String token = tokens.get(next++);
        if (token.equals("(")) {
            Expression inner = pipeline();
            if (!takes(")")) {
                throw fault("has a \"(\" without \")\"");
            }
            return inner;
        }
        if (token.startsWith("\"") || token.startsWith("`")) {
            return new Expression.Literal(unquoted(token));
        }
        if (token.equals(".")) {
            return new Expression.Dot(line);
        }
        if (token.startsWith(".") || token.startsWith("$.")) {
            boolean ofRoot = token.startsWith("$");
            return new Expression.Field(token.substring(ofRoot ? 2 : 1), ofRoot, line);
        }
        if (token.matches("-?\\d+") || token.equals("true") || token.equals("false")) {
            return new Expression.Literal(token);
        }
        throw fault("has \"" + token + "\", which is neither a field nor a text");
    }

    private static String unquoted(String token) {
        String inner = token.substring(1, token.length() - 1);
        return token.startsWith("`") ? inner : inner.translateEscapes();
    }

    private RuntimeException fault(String problem) {
        return TemplateFault.of(
                name,
                line,
                "{{" + text.strip() + "}} " + problem,
                "use fields such as .key, texts, and the functions or, and, not, eq, ne, len, print; --no-template leaves"
                        + " the file as it is");
    }
}
