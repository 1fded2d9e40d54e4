package org.bacalhau.cli.output;

import org.bacalhau.cli.launch.Session;
import org.bacalhau.client.api.JobFiles;
import org.bacalhau.client.api.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a single value is printed. Filled in by picocli. */
public final class ValueOptions {
    /** Formats for a single value. */
    public enum Format {
        JSON,
        YAML
    }

    @Option(names = "--output", paramLabel = "FORMAT", description = "json or yaml.")
    private @Nullable Format format;

    @Option(
            names = "--pretty",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "BOOL",
            description = "JSON on several lines.")
    private boolean pretty;

    /** Returns the format that was asked for, or else this one. */
    public Format or(Format otherwise) {
        return format == null ? otherwise : format;
    }

    /** Tells whether a format was asked for. */
    public boolean isSet() {
        return format != null;
    }

    /** Prints a value in the format that was asked for, or else in this one. */
    public void print(Session session, Object value, Format otherwise) {
        session.out()
                .print(
                        switch (or(otherwise)) {
                            case JSON -> (pretty ? Json.pretty(value) : Json.text(value)) + "\n";
                            case YAML -> JobFiles.yaml(value);
                        });
    }
}
