package org.bacalhau.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The paths at which a task sees its inputs and outputs, and which of them are in each other's way. Confined to the thread
 * that validates.
 */
final class MountPaths {
    // By path with a final slash, so that what lies in a directory follows it.
    private final TreeMap<String, String> mounts = new TreeMap<>(); // bounded by the task's lists

    MountPaths(List<InputSource> inputs) {
        for (InputSource input : inputs) {
            String target = input.target();
            if (isNormal(target)) {
                mounts.put(withSlash(target), "the input at " + target);
            }
        }
    }

    /** Tells whether a path is absolute, without empty, {@code .} and {@code ..} parts; a slash may end it. */
    static boolean isNormal(String path) {
        if (!path.startsWith("/") || path.chars().anyMatch(JobValidator::isControl)) {
            return false;
        }
        for (String part : parts(path)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return false;
            }
        }
        return true;
    }

    static boolean isRoot(String path) {
        return path.equals("/");
    }

    private static List<String> parts(String path) {
        List<String> parts = new ArrayList<>(List.of(path.split("/", -1)));
        parts.remove(0);
        if (parts.get(parts.size() - 1).isEmpty()) {
            parts.remove(parts.size() - 1);
        }
        return parts;
    }

    void addOutput(String path) {
        mounts.put(withSlash(path), "the result path " + path);
    }

    /** Returns what is at this path, in it or around it; empty if nothing is. */
    Optional<String> conflictOf(String path) {
        String key = withSlash(path);
        var within = mounts.ceilingEntry(key);
        if (within != null && within.getKey().startsWith(key)) {
            return Optional.of(within.getValue());
        }
        for (int slash = key.indexOf('/');
                slash >= 0 && slash < key.length() - 1;
                slash = key.indexOf('/', slash + 1)) {
            String around = mounts.get(key.substring(0, slash + 1));
            if (around != null) {
                return Optional.of(around);
            }
        }
        return Optional.empty();
    }

    private static String withSlash(String path) {
        return path.endsWith("/") ? path : path + "/";
    }
}
