package org.bacalhau.core.compute.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Removes the directories that executions of an earlier life of the node left. They are put aside at once, so that none
 * can be taken for the directory of an execution that starts meanwhile, and removed by a worker. For one thread.
 */
final class Sweep {
    private final Path root;
    private final Path aside;
    private final Consumer<Throwable> faults;

    Sweep(Path root, Consumer<Throwable> faults) {
        this.root = root;
        this.aside = root.resolve(RunDirectory.SWEPT);
        this.faults = faults;
    }

    /** Puts aside everything whose name is not kept, and has {@code workers} remove it. */
    void run(Predicate<String> isKept, Executor workers) {
        putAside(isKept);
        if (!TreeWalk.isDirectory(aside)) {
            return;
        }
        try {
            workers.execute(() -> TreeRemoval.remove(aside, faults));
        } catch (RejectedExecutionException e) {
            // The next sweep finds it.
            faults.accept(e);
        }
    }

    private void putAside(Predicate<String> isKept) {
        if (!TreeWalk.isDirectory(root)) {
            // A node that never had a file to keep.
            return;
        }
        try {
            TreeWalk.visit(root, entry -> {
                String name = String.valueOf(entry.getFileName());
                if (!isKept.test(name) && !name.equals(RunDirectory.SWEPT)) {
                    moveAside(entry, name);
                }
            });
        } catch (IOException e) {
            faults.accept(e);
        }
    }

    private void moveAside(Path entry, String name) {
        try {
            Files.createDirectories(aside);
            Files.move(entry, freeName(name));
        } catch (IOException e) {
            faults.accept(new IOException("could not remove " + entry + ", left by an earlier run", e));
        }
    }

    private Path freeName(String name) {
        Path free = aside.resolve(name);
        for (int i = 2; Files.exists(free); i++) {
            free = aside.resolve(name + "-" + i);
        }
        return free;
    }
}
