package org.bacalhau.node.storage.local;

import com.google.common.base.CharMatcher;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the list of paths that jobs may use: {@code /data/in}, {@code /data/*:ro}, {@code /scratch/**:rw}.
 * Immutable.
 *
 * <p>A path without wildcards allows exactly that file or directory. {@code *}, {@code ?}, {@code [a-z]} and {@code {a,b}}
 * stand for parts of one name; a segment {@code **} stands for any number of segments, none included.
 */
public final class AllowedPath {
    private static final CharMatcher WILDCARDS = CharMatcher.anyOf("*?[]{}\\");
    private static final String ANY_DEPTH = "**";

    private final String text;
    private final Path base;
    private final List<String> pattern;
    private final boolean writable;

    private AllowedPath(String text, Path base, List<String> pattern, boolean writable) {
        this.text = text;
        this.base = base;
        this.pattern = pattern;
        this.writable = writable;
    }

    /**
     * Reads an entry: an absolute path with wildcards, then {@code :rw} to let jobs write, or {@code :ro} (as without).
     *
     * @throws BacalhauException {@code INVALID_ARGUMENT} if it is no such entry
     */
    public static AllowedPath parse(String text) {
        String trimmed = text.trim();
        boolean writable = trimmed.endsWith(":rw");
        String path = writable || trimmed.endsWith(":ro") ? trimmed.substring(0, trimmed.length() - 3) : trimmed;
        try {
            return create(trimmed, path, writable);
        } catch (InvalidPathException | PatternSyntaxException e) {
            throw invalid(trimmed, e.getMessage());
        }
    }

    private static AllowedPath create(String text, String path, boolean writable) {
        int wildcard = WILDCARDS.indexIn(path);
        int baseEnd = wildcard < 0 ? path.length() : path.lastIndexOf('/', wildcard) + 1;
        Path base = Path.of(path.substring(0, baseEnd)).normalize();
        if (!base.isAbsolute()) {
            throw invalid(text, "it is not absolute");
        }
        List<String> pattern = new ArrayList<>();
        for (String segment : path.substring(baseEnd).split("/")) {
            if (segment.equals("..")) {
                throw invalid(text, "it leads up behind a wildcard");
            }
            if (!segment.isEmpty() && !segment.equals(".")) {
                pattern.add(segment);
                matcher(segment);
            }
        }
        return new AllowedPath(text, base, List.copyOf(pattern), writable);
    }

    private static BacalhauException invalid(String text, @Nullable String problem) {
        return BacalhauException.of(
                ErrorCode.INVALID_ARGUMENT,
                "invalid allowed local path \"" + text + "\": " + problem,
                "write an absolute path such as /data/**:ro or /scratch/*:rw");
    }

    /**
     * Tells whether a job may use {@code path}.
     *
     * @param path an absolute path with all links resolved
     * @param toWrite whether it wants to write
     */
    boolean allows(Path path, boolean toWrite) throws IOException {
        if (toWrite && !writable) {
            return false;
        }
        // Resolved each time: the directory may be a link, or be mounted after the node started.
        Path realBase = RealPaths.resolve(base);
        return path.startsWith(realBase) && matches(realBase.relativize(path), 0, 0);
    }

    private boolean matches(Path rest, int name, int segment) {
        boolean namesLeft = name < rest.getNameCount() && !rest.toString().isEmpty();
        if (segment == pattern.size()) {
            return !namesLeft;
        }
        if (pattern.get(segment).equals(ANY_DEPTH)) {
            return matches(rest, name, segment + 1) || namesLeft && matches(rest, name + 1, segment);
        }
        return namesLeft
                && matcher(pattern.get(segment)).matches(rest.getName(name))
                && matches(rest, name + 1, segment + 1);
    }

    private static PathMatcher matcher(String segment) {
        return FileSystems.getDefault().getPathMatcher("glob:" + segment);
    }

    /** Returns the entry as it was written. */
    @Override
    public String toString() {
        return text;
    }
}
