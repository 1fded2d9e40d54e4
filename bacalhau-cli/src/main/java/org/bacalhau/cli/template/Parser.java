package org.bacalhau.cli.template;

import java.util.ArrayList;
import java.util.List;
import org.bacalhau.cli.template.Lexer.Piece;

/** Reads the pieces of a template. For one thread and one template. */
final class Parser {
    private final String name;
    private final List<Piece> pieces;
    private int next;

    Parser(String name, List<Piece> pieces) {
        this.name = name;
        this.pieces = pieces;
    }

    List<Node> parse() {
        List<Node> nodes = block();
        if (next < pieces.size()) {
            Piece piece = pieces.get(next);
            throw fault(piece, "\"" + piece.text() + "\" belongs to nothing", "remove it");
        }
        return nodes;
    }

    /** Reads up to an {@code else} or {@code end}, which it leaves, or to the end of the template. */
    private List<Node> block() {
        List<Node> nodes = new ArrayList<>();
        while (next < pieces.size()) {
            Piece piece = pieces.get(next);
            String word = piece.text().split("\\s", 2)[0];
            if (!piece.action()) {
                nodes.add(new Node.Plain(piece.text()));
                next++;
            } else if (word.equals("else") || word.equals("end")) {
                return nodes;
            } else if (piece.text().startsWith("/*")) {
                next++;
            } else {
                next++;
                nodes.add(
                        switch (word) {
                            case "if" -> choice(piece, piece.text().substring(2));
                            case "range" -> loop(piece);
                            default -> new Node.Value(expression(piece, piece.text()));
                        });
            }
        }
        return nodes;
    }

    private Node choice(Piece piece, String condition) {
        Expression tested = expression(piece, condition);
        List<Node> then = block();
        String closing = closing(piece);
        if (closing.startsWith("else if")) {
            return new Node.Choice(tested, then, List.of(choice(piece, closing.substring("else if".length()))));
        }
        return new Node.Choice(tested, then, otherwise(piece, closing));
    }

    private Node loop(Piece piece) {
        Expression values = expression(piece, piece.text().substring("range".length()));
        List<Node> body = block();
        return new Node.Loop(values, body, otherwise(piece, closing(piece)));
    }

    private List<Node> otherwise(Piece opening, String closing) {
        if (closing.equals("end")) {
            return List.of();
        }
        List<Node> nodes = block();
        if (!closing(opening).equals("end")) {
            throw fault(opening, "\"" + opening.text() + "\" has more than one else", "remove all but one");
        }
        return nodes;
    }

    private String closing(Piece opening) {
        if (next == pieces.size()) {
            throw fault(opening, "\"" + opening.text() + "\" has no end", "write {{end}} where it ends");
        }
        return pieces.get(next++).text();
    }

    private Expression expression(Piece piece, String text) {
        return new ExpressionParser(name, piece.line(), text).parse();
    }

    private RuntimeException fault(Piece piece, String problem, String remedy) {
        return TemplateFault.of(name, piece.line(), problem, remedy);
    }
}
