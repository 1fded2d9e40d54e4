package org.bacalhau.node.store.codec;

import java.io.IOException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Event;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.RunOutput;
import org.bacalhau.core.model.Status;

/** What happened: states, events, failures and the output of runs. */
final class OutcomeCodec {
    private OutcomeCodec() {}

    static void writeStatus(FieldWriter out, Status<?> status) throws IOException {
        out.name("state", status.state());
        out.text("message", status.message());
    }

    static <S extends Enum<S>> Status<S> readStatus(FieldReader in, Class<S> type) {
        return new Status<>(in.constant("state", type), in.text("message"));
    }

    static void writeFailure(FieldWriter out, Failure failure) throws IOException {
        out.name("code", failure.code());
        out.text("message", failure.message());
        out.text("hint", failure.hint());
        out.flag("retryable", failure.retryable());
    }

    static Failure readFailure(FieldReader in) {
        return new Failure(
                in.constant("code", ErrorCode.class), in.text("message"), in.text("hint"), in.flag("retryable"));
    }

    static void writeOutput(FieldWriter out, RunOutput output) throws IOException {
        out.text("stdout", output.stdout());
        out.flag("stdoutTruncated", output.stdoutTruncated());
        out.text("stderr", output.stderr());
        out.flag("stderrTruncated", output.stderrTruncated());
        out.number("exitCode", output.exitCode());
        out.text("error", output.errorMessage());
    }

    static RunOutput readOutput(FieldReader in) {
        return new RunOutput(
                in.text("stdout"),
                in.flag("stdoutTruncated"),
                in.text("stderr"),
                in.flag("stderrTruncated"),
                in.smallNumber("exitCode"),
                in.text("error"));
    }

    static void writeEvent(FieldWriter out, Event event) throws IOException {
        out.text("topic", event.topic());
        out.text("message", event.message());
        out.time("time", event.timestamp());
        out.texts("details", event.details());
    }

    static Event readEvent(FieldReader in) {
        return new Event(in.text("topic"), in.text("message"), in.time("time"), in.textMap("details"));
    }
}
