package org.bacalhau.core.scheduler;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version as far as its order matters: three numbers, and whether it comes before their release. Immutable.
 *
 * @param major first number
 * @param minor second number
 * @param patch third number
 * @param isRelease whether nothing like {@code -rc1} follows
 */
record SemanticVersion(int major, int minor, int patch, boolean isRelease) implements Comparable<SemanticVersion> {
    private static final Comparator<SemanticVersion> ORDER = Comparator.comparingInt(SemanticVersion::major)
            .thenComparingInt(SemanticVersion::minor)
            .thenComparingInt(SemanticVersion::patch)
            .thenComparing(SemanticVersion::isRelease);
    private static final Pattern FORM = Pattern.compile("v?(\\d{1,9})\\.(\\d{1,9})\\.(\\d{1,9})(-[^+]*)?(\\+.*)?");

    /** Reads {@code v1.2.3}, {@code 1.2.3-rc1}; empty for anything else. */
    static Optional<SemanticVersion> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new SemanticVersion(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)),
                matcher.group(4) == null));
    }

    /** Tells whether this was built from an unreleased state: {@code v0.0.0-xxxxxxx}. */
    boolean isDevelopment() {
        return major == 0 && minor == 0;
    }

    @Override
    public int compareTo(SemanticVersion other) {
        return ORDER.compare(this, other);
    }
}
