package org.bacalhau.node.executor.docker;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.Quantities;
import org.bacalhau.node.executor.docker.engine.EngineException;

/** Tells what is wrong with a container in terms of its job (engines-storage-publishers.md §3.6). Without state. */
final class ContainerFaults {
    // What runc says of a program that is not there or not one; the engine calls it its own fault at times.
    private static final List<String> NO_PROGRAM = List.of(
            "executable file not found",
            "no such file or directory",
            "permission denied",
            "exec format error",
            "is a directory",
            "not a directory",
            "no command specified");

    private ContainerFaults() {}

    /** Returns what an engine's refusal to create a container means; unanswered calls come back as they are. */
    static IOException notCreated(EngineException fault) {
        if (!fault.isRefused()) {
            return fault;
        }
        throw new BacalhauException(
                Failure.of(
                        saysNoProgram(fault) ? ErrorCode.BAD_PROGRAM : ErrorCode.INVALID_ARGUMENT,
                        "failed to create docker job container: creating container: " + fault.getMessage(),
                        "change what the engine objects to in the job; docker create would say the same"),
                fault);
    }

    /** Returns what an engine's failure to start a container means; unanswered calls come back as they are. */
    static IOException notStarted(EngineException fault) {
        if (fault.isUnanswered() || !(fault.isRefused() || saysNoProgram(fault))) {
            return fault;
        }
        String missing = "executable file not found";
        boolean isMissing = String.valueOf(fault.getMessage()).contains(missing);
        throw new BacalhauException(
                Failure.of(
                        ErrorCode.BAD_PROGRAM,
                        "failed to start container: " + (isMissing ? missing + ": " : "") + fault.getMessage(),
                        "check the entry point, the parameters and the working directory against what is in the image"),
                fault);
    }

    private static boolean saysNoProgram(EngineException fault) {
        String text = String.valueOf(fault.getMessage()).toLowerCase(Locale.ROOT);
        return NO_PROGRAM.stream().anyMatch(text::contains);
    }

    static BacalhauException outOfMemory(long limitBytes) {
        return BacalhauException.of(
                ErrorCode.PROGRAM_FAILED,
                "memory limit exceeded: the program wanted more than " + Quantities.formatBytes(limitBytes),
                "set the task's Resources.Memory higher, or have the program use less");
    }

    static BacalhauException outOfDisk(long usedBytes, long limitBytes) {
        return BacalhauException.of(
                ErrorCode.OUTPUT_TOO_LARGE,
                "disk limit exceeded: the program has written " + Quantities.formatBytes(usedBytes) + " of "
                        + Quantities.formatBytes(limitBytes),
                "set the task's Resources.Disk higher, or have the program write less");
    }

    static BacalhauException vanished(String container) {
        return BacalhauException.of(
                ErrorCode.UPSTREAM_FAILED,
                "container " + container + " was removed from the Docker engine while it ran",
                "keep others from removing it; it is tried again");
    }

    static BacalhauException endedByOutage(int exitCode) {
        return BacalhauException.of(
                ErrorCode.UPSTREAM_FAILED,
                "the Docker engine was restarted and ended the container, with exit code " + exitCode,
                "turn on the engine's \"live-restore\" to have containers outlive it; it is tried again");
    }

    static BacalhauException engineLost(String container, EngineException cause) {
        return new BacalhauException(
                Failure.of(
                        ErrorCode.UPSTREAM_FAILED,
                        "lost the Docker engine while container " + container + " ran: " + cause.getMessage(),
                        "look after the Docker engine of the node; it is tried again"),
                cause);
    }
}
