package org.bacalhau.core.model;

/** What texts of users may hold, and how they are shown in messages. Stateless. */
final class Texts {
    private Texts() {}

    /**
     * Tells whether a text is whole: no half of a character that Java writes as two (a lone surrogate), which neither JSON
     * nor a file can hold.
     */
    static boolean isWhole(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    /** Returns at most {@code longest} characters of a text, and of those what cannot be shown by a mark. */
    static String shown(String text, int longest) {
        boolean isCut = text.length() > longest;
        String shown = isCut ? text.substring(0, cutBefore(text, longest)) : text;
        shown = shown.replace('\0', '␀');
        if (!isWhole(shown)) {
            StringBuilder marked = new StringBuilder(shown.length());
            shown.codePoints()
                    .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? '\uFFFD' : c)
                    .forEach(marked::appendCodePoint);
            shown = marked.toString();
        }
        return isCut ? shown + "…" : shown;
    }

    // Not between the halves of a character.
    private static int cutBefore(String text, int longest) {
        boolean isPair =
                Character.isHighSurrogate(text.charAt(longest - 1)) && Character.isLowSurrogate(text.charAt(longest));
        return isPair ? longest - 1 : longest;
    }
}
