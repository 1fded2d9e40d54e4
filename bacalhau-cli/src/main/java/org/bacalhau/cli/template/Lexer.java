package org.bacalhau.cli.template;

import java.util.ArrayList;
import java.util.List;

/** Cuts a template into plain text and actions. Stateless. */
final class Lexer {
    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";

    private Lexer() {}

    /**
     * A piece of a template. Immutable.
     *
     * @param text what it says, for an action without the braces
     * @param action whether it is an action
     * @param line where it begins, from 1
     */
    record Piece(String text, boolean action, int line) {}

    static List<Piece> split(String name, String text) {
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        boolean trimNext = false;
        while (true) {
            int open = text.indexOf(OPEN, at);
            String plain = text.substring(at, open < 0 ? text.length() : open);
            boolean trimEnd = open >= 0 && isBlankAfterDash(text, open + OPEN.length());
            String trimmed = trimNext ? plain.stripLeading() : plain;
            pieces.add(new Piece(trimEnd ? trimmed.stripTrailing() : trimmed, false, lineOf(text, at)));
            if (open < 0) {
                return pieces;
            }
            int close = closeOf(text, open + OPEN.length());
            if (close < 0) {
                throw TemplateFault.of(
                        name,
                        lineOf(text, open),
                        "\"{{\" is not closed",
                        "close it with \"}}\", or use --no-template if the job itself holds \"{{\"");
            }
            String action = text.substring(open + OPEN.length(), close);
            trimNext = action.endsWith(" -") || action.equals("-");
            pieces.add(new Piece(bare(action, trimEnd, trimNext), true, lineOf(text, open)));
            at = close + CLOSE.length();
        }
    }

    private static boolean isBlankAfterDash(String text, int at) {
        return at + 1 < text.length() && text.charAt(at) == '-' && Character.isWhitespace(text.charAt(at + 1));
    }

    private static String bare(String action, boolean dashBefore, boolean dashAfter) {
        int begin = dashBefore ? 1 : 0;
        int end = action.length() - (dashAfter ? 1 : 0);
        return begin > end ? "" : action.substring(begin, end).strip();
    }

    /** Returns where the action ends: braces in its texts do not end it. */
    private static int closeOf(String text, int from) {
        char quote = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote == '"' && c == '\\') {
                i++;
            } else if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '`') {
                quote = c;
            } else if (text.startsWith(CLOSE, i)) {
                return i;
            }
        }
        return -1;
    }

    private static int lineOf(String text, int at) {
        return 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
    }
}
