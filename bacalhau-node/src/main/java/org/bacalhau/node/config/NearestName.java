package org.bacalhau.node.config;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody meant who mistyped a name. Stateless. */
public final class NearestName {
    private NearestName() {}

    /**
     * Returns the name that takes the fewest changes of a letter, whose case does not matter.
     *
     * @param candidates at least one; the first of equally near ones is returned
     */
    public static String of(String mistyped, List<String> candidates) {
        return candidates.stream()
                .min(Comparator.comparingInt(candidate -> distance(folded(mistyped), folded(candidate))))
                .orElseThrow();
    }

    /** Returns the nearest name as {@link #of} does; empty if it takes more than {@code mostChanges}, or there is none. */
    public static Optional<String> within(int mostChanges, String mistyped, List<String> candidates) {
        return candidates.stream()
                .min(Comparator.comparingInt(candidate -> distance(folded(mistyped), folded(candidate))))
                .filter(nearest -> distance(folded(mistyped), folded(nearest)) <= mostChanges);
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Returns how many letters have to be added, removed or replaced (Levenshtein). */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        Arrays.setAll(row, index -> index);
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
