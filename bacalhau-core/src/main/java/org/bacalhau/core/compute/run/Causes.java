package org.bacalhau.core.compute.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Locale;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.jspecify.annotations.Nullable;

/** Tells what a throwable of an engine, storage provider or publisher means to the owner of the job. */
final class Causes {
    /** The longest text taken over from a throwable, in characters: an engine may put a whole log into it. */
    static final int LONGEST_TEXT = 2000;

    // As Linux, macOS and Windows word it; the platform has no exception of its own for it.
    private static final List<String> DISK_FULL =
            List.of("no space left on device", "disk quota exceeded", "not enough space on the disk");
    private static final int DEEPEST_CAUSE = 16;

    private Causes() {}

    /** Returns the failure that {@code cause} stands for. */
    static Failure failureOf(Throwable cause) {
        if (cause instanceof BacalhauException known) {
            Failure failure = known.failure();
            return new Failure(failure.code(), shorten(failure.message()), failure.hint(), failure.retryable());
        }
        if (cause instanceof OutputLimitExceededException) {
            return Failure.of(
                    ErrorCode.OUTPUT_TOO_LARGE,
                    describe(cause),
                    "have the program write less, or write to a result path and publish it");
        }
        if (isDiskFull(cause)) {
            return Failure.of(
                    ErrorCode.RESOURCE_EXHAUSTED, describe(cause), "free disk space on the node, or run it on another");
        }
        if (cause instanceof OutOfMemoryError) {
            return Failure.of(
                    ErrorCode.RESOURCE_EXHAUSTED,
                    describe(cause),
                    "give the node's virtual machine more memory, or fewer workers");
        }
        if (cause instanceof InterruptedException) {
            return Failure.of(
                    ErrorCode.UNAVAILABLE,
                    "it was interrupted, though not stopped",
                    "run it again: the node is closing");
        }
        if (cause instanceof IOException || cause instanceof UncheckedIOException) {
            return Failure.of(
                    ErrorCode.UPSTREAM_FAILED,
                    describe(cause),
                    "try again, or on another node; the job is not at fault");
        }
        return Failure.of(
                ErrorCode.INTERNAL,
                describe(cause),
                "report it with what the node has logged; the job is not at fault");
    }

    /** Tells whether {@code cause} is a fault of software, whose stack trace somebody will want. */
    static boolean isBug(Throwable cause) {
        return !(cause instanceof BacalhauException
                || cause instanceof IOException
                || cause instanceof UncheckedIOException
                || cause instanceof InterruptedException);
    }

    private static boolean isDiskFull(Throwable cause) {
        Throwable current = cause;
        for (int depth = 0; current != null && depth < DEEPEST_CAUSE; depth++) {
            String text = messageOf(current).toLowerCase(Locale.ROOT);
            if (current instanceof IOException && DISK_FULL.stream().anyMatch(text::contains)) {
                return true;
            }
            current = current.getCause();
        }
        return false;
    }

    /** Returns what {@code cause} says, with its type where the message says nothing without. */
    static String describe(Throwable cause) {
        Throwable told = cause instanceof UncheckedIOException wrapper ? causeOf(wrapper) : cause;
        String message = messageOf(told);
        if (message.isBlank()) {
            return typeOf(told);
        }
        // Its message is no more than the path, unless there is a reason.
        boolean barePath = told instanceof FileSystemException fileFault && fileFault.getReason() == null;
        return shorten(barePath || isBug(told) ? typeOf(told) + ": " + message : message);
    }

    // A class without a name of its own still has one in the virtual machine.
    private static String typeOf(Throwable told) {
        String name = told.getClass().getName();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static Throwable causeOf(UncheckedIOException wrapper) {
        @Nullable Throwable inner = wrapper.getCause();
        return inner == null ? wrapper : inner;
    }

    // Foreign code may fail even here.
    private static String messageOf(Throwable cause) {
        try {
            String message = cause.getMessage();
            return message == null ? "" : message;
        } catch (RuntimeException e) {
            return "";
        }
    }

    /** Returns {@code text}, or its beginning if it is long. */
    static String shorten(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }
}
