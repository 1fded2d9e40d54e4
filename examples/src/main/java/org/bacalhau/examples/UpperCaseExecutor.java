package org.bacalhau.examples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.executor.RunRequest;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.SpecConfig;

// tag::upper-case-executor
/** An engine that prints its parameter {@code Text} in capitals. */
public final class UpperCaseExecutor implements Executor {
    @Override
    public String type() {
        return "upper-case";
    }

    @Override
    public List<Fault> validate(SpecConfig engine) {
        return engine.param("Text") instanceof String
                ? List.of()
                : List.of(new Fault("Params.Text", "", "the text is missing", "give the text to print"));
    }

    @Override
    public RunResult run(RunRequest request) throws IOException {
        String text = String.valueOf(request.task().engine().param("Text"));
        request.stdout().write((text.toUpperCase(Locale.ROOT) + "\n").getBytes(StandardCharsets.UTF_8));
        return RunResult.SUCCESS;
    }
}
// end::upper-case-executor
