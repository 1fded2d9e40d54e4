package org.bacalhau.cli.template;

import java.util.List;
import java.util.Map;
import org.bacalhau.core.model.BacalhauException;

/** A template that was read. Immutable. */
public final class Template {
    private final String name;
    private final List<Node> nodes;

    private Template(String name, List<Node> nodes) {
        this.name = name;
        this.nodes = nodes;
    }

    /**
     * Reads a template.
     *
     * @param name what errors call it
     * @throws BacalhauException {@code INVALID_ARGUMENT} with the line, if it cannot be read
     */
    public static Template parse(String name, String text) {
        return new Template(name, new Parser(name, Lexer.split(name, text)).parse());
    }

    /**
     * Fills in values.
     *
     * @throws BacalhauException {@code INVALID_ARGUMENT} with the line, if a value is missing
     */
    public String fill(Map<String, String> values) {
        StringBuilder out = new StringBuilder();
        Scope scope = new Scope(name, values, values);
        nodes.forEach(node -> node.write(scope, out));
        return out.toString();
    }
}
