package org.bacalhau.node.executor.wasm.fs;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The names in a directory as they were at one time, beginning with {@code .} and {@code ..}. Immutable. */
public final class Listing {
    private static final int MOST_NAMES = 1_000_000;

    private final Node directory;
    private final List<String> names; // at most MOST_NAMES

    private Listing(Node directory, List<String> names) {
        this.directory = directory;
        this.names = names;
    }

    /**
     * Lists a directory, in the order of the names.
     *
     * @throws ErrnoException if it is gone or has too many names
     */
    public static Listing of(Node directory) throws ErrnoException {
        List<String> names = new ArrayList<>(List.of(".", ".."));
        if (directory instanceof VirtualDirectory virtual) {
            names.addAll(virtual.children().keySet());
        } else if (directory instanceof HostFile host) {
            host.requireDirectory();
            addNames(host.path(), names);
            Collections.sort(names.subList(2, names.size()));
        }
        return new Listing(directory, names);
    }

    private static void addNames(Path directory, List<String> names) throws ErrnoException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                if (names.size() == MOST_NAMES) {
                    throw new ErrnoException(Errno.OVERFLOW);
                }
                names.add(child.getFileName().toString());
            }
        } catch (DirectoryIteratorException e) {
            throw ErrnoException.from(Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw ErrnoException.from(e);
        }
    }

    /** Returns how many names there are. */
    public int size() {
        return names.size();
    }

    /** Returns the name at a position from 0. */
    public String name(int position) {
        return names.get(position);
    }

    /** Returns what is there under the name at a position; null if it is gone, or the parent, which is not told. */
    public @Nullable FileStat stat(int position) throws ErrnoException {
        String name = names.get(position);
        if (position == 0) {
            return directory.stat();
        }
        if (position == 1) {
            return null;
        }
        if (directory instanceof HostFile host) {
            HostFile child = host.child(name);
            var attributes = child.attributesIfThere();
            return attributes == null ? null : FileStat.of(child, attributes);
        }
        Node child = ((VirtualDirectory) directory).children().get(name);
        return child == null ? null : child.stat();
    }
}
