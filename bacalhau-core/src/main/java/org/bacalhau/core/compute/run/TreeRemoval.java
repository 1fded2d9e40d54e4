package org.bacalhau.core.compute.run;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Removes a directory with all it holds, without following links. One object removes one tree; for one thread.
 *
 * <p>Goes down without recursion and with one directory open at a time, since a program chooses how deep it is.
 */
final class TreeRemoval {
    // A stray thread of an engine may still write while its directory is removed.
    private static final int ROUNDS = 3;
    private static final int MOST_STUCK = 1000;

    private final Path top;
    private final Deque<Path> open = new ArrayDeque<>();
    // What could not be removed in this round: at most MOST_STUCK, then the round ends.
    private final Set<Path> stuck = new HashSet<>();
    private @Nullable IOException firstFailure;

    private TreeRemoval(Path top) {
        this.top = top;
    }

    /** Removes what is at {@code top}, if anything is; {@code faults} is told what could not be removed. */
    static void remove(Path top, Consumer<? super IOException> faults) {
        TreeRemoval removal = new TreeRemoval(top);
        int round = 0;
        do {
            removal.round();
        } while (!removal.stuck.isEmpty() && ++round < ROUNDS);
        removal.report(faults);
    }

    private void round() {
        stuck.clear();
        firstFailure = null;
        if (!TreeWalk.isDirectory(top)) {
            removeEntry(top);
            return;
        }
        open.push(top);
        while (!open.isEmpty() && stuck.size() < MOST_STUCK) {
            Path directory = open.peek();
            int before = open.size();
            removeFiles(directory);
            if (open.size() == before) {
                open.pop();
                removeEntry(directory);
            }
        }
        open.clear();
    }

    /** Removes the files of a directory and puts its directories on the stack. */
    private void removeFiles(Path directory) {
        try {
            TreeWalk.visit(directory, entry -> {
                if (stuck.contains(entry)) {
                    return;
                }
                if (TreeWalk.isDirectory(entry)) {
                    open.push(entry);
                } else {
                    removeEntry(entry);
                }
            });
        } catch (IOException e) {
            noteFailure(e);
        }
    }

    private void removeEntry(Path entry) {
        try {
            try {
                Files.deleteIfExists(entry);
            } catch (AccessDeniedException e) {
                Path parent = entry.getParent();
                if (entry.equals(top) || parent == null || !TreeWalk.makeAccessible(parent)) {
                    throw e;
                }
                Files.deleteIfExists(entry);
            }
        } catch (IOException e) {
            stuck.add(entry);
            noteFailure(e);
        }
    }

    // That a directory is not empty only follows from what was noted before.
    private void noteFailure(IOException failure) {
        boolean secondary = failure instanceof DirectoryNotEmptyException || failure instanceof NoSuchFileException;
        if (firstFailure == null || firstFailure instanceof DirectoryNotEmptyException && !secondary) {
            firstFailure = failure;
        }
    }

    private void report(Consumer<? super IOException> faults) {
        if (!stuck.isEmpty()) {
            String cause = firstFailure == null ? "unknown cause" : Causes.describe(firstFailure);
            faults.accept(new IOException(
                    "could not remove " + stuck.size() + " files or directories below " + top + ", first: " + cause,
                    firstFailure));
        }
    }
}
