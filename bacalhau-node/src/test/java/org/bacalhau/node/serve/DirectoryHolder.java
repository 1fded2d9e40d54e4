package org.bacalhau.node.serve;

import java.nio.file.Path;

/** Opens a data directory, says so, and keeps it until its input ends. */
final class DirectoryHolder {
    private DirectoryHolder() {}

    public static void main(String[] arguments) throws Exception {
        try (DataDirectory opened = DataDirectory.open(Path.of(arguments[0]))) {
            System.out.println(opened.path().toFile().isDirectory() ? "opened" : "missing");
            while (System.in.read() >= 0) {
                // Whoever started this process closes its input.
            }
        }
    }
}
