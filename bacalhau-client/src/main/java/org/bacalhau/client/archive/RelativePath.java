package org.bacalhau.client.archive;

import com.google.common.base.Splitter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A path below some directory, from a source we do not trust. Immutable. It has no way up: resolved in a directory that
 * holds no symbolic links, it names something in that directory.
 *
 * @param segments the names on the way, none of them empty, {@code .} or {@code ..}; no segments for the directory itself
 */
public record RelativePath(List<String> segments) {
    /** The longest name of a file that common file systems store, in bytes of UTF-8. */
    public static final int LONGEST_SEGMENT = 255;

    private static final Splitter SLASHES = Splitter.on('/');

    public RelativePath {
        segments = List.copyOf(segments);
        for (String segment : segments) {
            requireSegment(segment);
        }
    }

    /**
     * Reads a path whose separator is {@code /}. Empty segments and {@code .} are dropped, so {@code ./a//b/} is {@code
     * a/b}.
     *
     * @throws IllegalArgumentException if the text is empty, absolute, leads up, or cannot be a file name everywhere
     */
    public static RelativePath parse(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("the name is empty");
        }
        if (text.startsWith("/")) {
            throw new IllegalArgumentException("the name is absolute");
        }
        return new RelativePath(SLASHES.splitToStream(text)
                .filter(segment -> !segment.isEmpty() && !segment.equals("."))
                .toList());
    }

    /** Tells whether the text can be the name of one file inside a directory, on every operating system. */
    public static boolean isSegment(String text) {
        return problemOf(text).isEmpty();
    }

    private static void requireSegment(String segment) {
        String problem = problemOf(segment);
        if (!problem.isEmpty()) {
            throw new IllegalArgumentException(problem);
        }
    }

    private static String problemOf(String segment) {
        if (segment.isEmpty() || segment.equals(".")) {
            return "a part of the name is empty";
        }
        if (segment.equals("..")) {
            return "the name leads up";
        }
        if (segment.indexOf('/') >= 0 || segment.indexOf('\\') >= 0) {
            return "the name contains a separator";
        }
        // A drive or an alternate data stream on Windows; harmless elsewhere, but only inside a name.
        if (segment.length() >= 2 && segment.charAt(1) == ':') {
            return "the name starts with a drive";
        }
        if (segment.chars().anyMatch(Character::isISOControl)) {
            return "the name contains a control character";
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(segment)) {
            return "the name is not Unicode text";
        }
        if (segment.getBytes(StandardCharsets.UTF_8).length > LONGEST_SEGMENT) {
            return "a part of the name is longer than " + LONGEST_SEGMENT + " bytes";
        }
        return "";
    }

    /** Tells whether this is the directory itself. */
    public boolean isRoot() {
        return segments.isEmpty();
    }

    /** Returns how many levels it goes down. */
    public int depth() {
        return segments.size();
    }

    /** Returns the place it names in {@code directory}. */
    public Path in(Path directory) {
        Path path = directory;
        for (String segment : segments) {
            path = path.resolve(segment);
        }
        return path;
    }

    /** Returns the names joined by {@code /}. */
    @Override
    public String toString() {
        return String.join("/", segments);
    }
}
