package org.bacalhau.node.executor.wasm;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.bacalhau.core.executor.RunRequest;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.storage.PreparedInput;
import org.bacalhau.node.executor.wasm.fs.FileTree;

/** Puts together what a program sees (engines-storage-publishers.md §4.5, §10 row 16). Without state. */
final class ProgramFiles {

    private ProgramFiles() {}

    /**
     * Mounts inputs at their targets and outputs at their paths. An output is also seen at the root under its name, where
     * the original has it, unless something else is there.
     */
    static FileTree of(RunRequest request) throws IOException {
        FileTree tree = new FileTree();
        for (PreparedInput input : request.inputs()) {
            mount(tree, "the input", input.target(), input.source(), !input.readOnly());
        }
        for (RunRequest.Output output : request.outputs()) {
            mount(tree, "the output", output.resultPath().path(), output.directory(), true);
        }
        for (RunRequest.Output output : request.outputs()) {
            isMounted(tree, "the output", output.resultPath().name(), output.directory(), true);
        }
        return tree;
    }

    private static void mount(FileTree tree, String what, String path, Path source, boolean writable)
            throws IOException {
        if (!isMounted(tree, what, path, source, writable)) {
            throw BacalhauException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    what + " \"" + path + "\" is in the way of another input or output",
                    "use paths of which none is in another");
        }
    }

    private static boolean isMounted(FileTree tree, String what, String path, Path source, boolean writable)
            throws IOException {
        try {
            return tree.mount(path, source, writable);
        } catch (IllegalArgumentException e) {
            throw BacalhauException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    what + " \"" + path + "\" cannot be mounted",
                    "use an absolute path below the root, without \".\" and \"..\"");
        } catch (NoSuchFileException e) {
            throw BacalhauException.of(
                    ErrorCode.INPUT_UNAVAILABLE,
                    what + " \"" + path + "\" vanished after it was prepared",
                    "make sure that its source is not removed while the job runs");
        }
    }
}
