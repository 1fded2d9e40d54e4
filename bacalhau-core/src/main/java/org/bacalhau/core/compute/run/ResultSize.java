package org.bacalhau.core.compute.run;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import org.bacalhau.core.compute.ComputeConfig;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;

/**
 * How much a result is: everything in it is counted, links as themselves. Confined to the worker.
 *
 * <p>Directories count as files: a hundred thousand empty ones are as much trouble.
 */
final class ResultSize {
    private final Path results;
    private final StopSignal stop;
    private long bytes;
    private long files;
    private String largestFile = "";
    private long largestFileBytes = -1;
    private String fullestDirectory = "";
    private long fullestDirectoryFiles = -1;

    ResultSize(Path results, StopSignal stop) {
        this.results = results;
        this.stop = stop;
    }

    /** Counts a file that is yet to be written. */
    void add(String name, long length) {
        files++;
        bytes = Math.addExact(bytes, length);
        if (length > largestFileBytes) {
            largestFileBytes = length;
            largestFile = name;
        }
    }

    /** Counts a directory of the result with all it holds. */
    void addTree(Path top) throws IOException, InterruptedException {
        Deque<Path> open = new ArrayDeque<>();
        open.push(top);
        while (!open.isEmpty()) {
            addDirectory(open.pop(), open);
        }
    }

    private void addDirectory(Path directory, Deque<Path> open) throws IOException, InterruptedException {
        long filesBefore = files;
        TreeWalk.<InterruptedException>visit(directory, entry -> {
            stop.check();
            BasicFileAttributes attributes = TreeWalk.attributes(entry);
            if (attributes.isDirectory()) {
                files++;
                open.push(entry);
            } else {
                add(nameOf(entry), attributes.isRegularFile() ? attributes.size() : 0);
            }
        });
        if (files - filesBefore > fullestDirectoryFiles) {
            fullestDirectoryFiles = files - filesBefore;
            fullestDirectory = nameOf(directory);
        }
    }

    private String nameOf(Path path) {
        return results.relativize(path).toString();
    }

    /** Throws if there is more than the settings allow. */
    void check(ComputeConfig config) {
        if (bytes > config.resultLimitBytes()) {
            throw tooLarge(
                    "the result has " + bytes + " bytes, more than the " + config.resultLimitBytes()
                            + " that this node keeps; its largest file is " + Causes.shorten(largestFile) + " with "
                            + largestFileBytes,
                    "have the program write less, or split the job");
        }
        if (files > config.resultLimitFiles()) {
            throw tooLarge(
                    "the result has " + files + " files and directories, more than the " + config.resultLimitFiles()
                            + " that this node keeps; most are in " + Causes.shorten(fullestDirectory) + ", "
                            + fullestDirectoryFiles,
                    "have the program pack its files into an archive");
        }
    }

    private static BacalhauException tooLarge(String message, String hint) {
        return BacalhauException.of(ErrorCode.OUTPUT_TOO_LARGE, message, hint);
    }
}
