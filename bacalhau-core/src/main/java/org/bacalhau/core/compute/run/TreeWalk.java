package org.bacalhau.core.compute.run;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Reads directories that a program has written: it may have made links that point anywhere, and directories that not even
 * their owner may read. Without state.
 */
final class TreeWalk {
    private TreeWalk() {}

    /**
     * Is shown the entries of a directory.
     *
     * @param <X> what else it throws
     */
    @FunctionalInterface
    interface Visitor<X extends Exception> {
        void visit(Path entry) throws IOException, X;
    }

    /**
     * Shows the entries of a directory, which becomes accessible to its owner if it was not. One that is a link is
     * refused.
     */
    static <X extends Exception> void visit(Path directory, Visitor<X> visitor) throws IOException, X {
        if (!isDirectory(directory)) {
            throw new IOException("not a directory: " + directory);
        }
        try (DirectoryStream<Path> entries = open(directory)) {
            for (Path entry : entries) {
                visitor.visit(entry);
            }
        } catch (DirectoryIteratorException e) {
            throw new IOException("reading " + directory + ": " + Causes.describe(e), e);
        }
    }

    private static DirectoryStream<Path> open(Path directory) throws IOException {
        try {
            return Files.newDirectoryStream(directory);
        } catch (AccessDeniedException e) {
            makeAccessible(directory);
            return Files.newDirectoryStream(directory);
        }
    }

    /** Tells whether {@code path} is a directory rather than a link to one. */
    static boolean isDirectory(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Returns what kind of file {@code path} is, and its size; of a link, not of what it points to. */
    static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** Lets the owner list and change a directory, as far as the system allows; what comes next tells whether it did. */
    static boolean makeAccessible(Path directory) {
        File file = directory.toFile();
        return file.setReadable(true, true) & file.setWritable(true, true) & file.setExecutable(true, true);
    }
}
