package org.bacalhau.cli.template;

import java.util.List;

/** A part of a template that writes something. Immutable. */
sealed interface Node {
    void write(Scope scope, StringBuilder out);

    /** Text that stays as it is. */
    record Plain(String text) implements Node {
        @Override
        public void write(Scope scope, StringBuilder out) {
            out.append(text);
        }
    }

    /** The value of an expression. */
    record Value(Expression expression) implements Node {
        @Override
        public void write(Scope scope, StringBuilder out) {
            out.append(expression.value(scope));
        }
    }

    /** One of two parts. */
    record Choice(Expression condition, List<Node> then, List<Node> otherwise) implements Node {
        @Override
        public void write(Scope scope, StringBuilder out) {
            List<Node> chosen = Expression.isTrue(condition.valueOrNone(scope)) ? then : otherwise;
            chosen.forEach(node -> node.write(scope, out));
        }
    }

    /** A part for each of several values. */
    record Loop(Expression values, List<Node> body, List<Node> otherwise) implements Node {
        @Override
        public void write(Scope scope, StringBuilder out) {
            String all = values.value(scope);
            if (all.isEmpty()) {
                otherwise.forEach(node -> node.write(scope, out));
                return;
            }
            for (String each : all.split(",")) {
                body.forEach(node -> node.write(scope.at(each), out));
            }
        }
    }
}
