package org.bacalhau.cli.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.bacalhau.client.ApiException;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.ValidationException;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Writes what went wrong: one message with the value and the way out, on standard error, never a stack trace. Stateless
 * but for the streams it writes to.
 */
final class ErrorRenderer {
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";

    private final Surroundings surroundings;

    ErrorRenderer(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Writes why a command line cannot be understood. */
    int usage(ParameterException mistake) {
        CommandLine command = mistake.getCommandLine();
        print(messageOf(mistake), List.of());
        if (mistake instanceof UnmatchedArgumentException unmatched) {
            Suggestions.near(unmatched.getUnmatched().get(0), command.getCommandSpec())
                    .ifPresent(near -> print("  did you mean " + near + "?"));
        }
        print("  see: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE.number();
    }

    private static String messageOf(ParameterException mistake) {
        if (mistake instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().get(0);
            String command = mistake.getCommandLine().getCommandSpec().qualifiedName();
            if (unmatched.isUnknownOption()) {
                return "\"" + command + "\" has no option " + first;
            }
            boolean group = !mistake.getCommandLine().getSubcommands().isEmpty();
            return group
                    ? "\"" + command + "\" has no command \"" + first + "\""
                    : "\"" + command + "\" takes no further argument \"" + first + "\"";
        }
        if (mistake instanceof MissingParameterException && mistake.getMessage() != null) {
            return decapitalized(mistake.getMessage());
        }
        return mistake.getMessage() == null ? mistake.toString() : decapitalized(mistake.getMessage());
    }

    private static String decapitalized(String message) {
        return message.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + message.substring(1);
    }

    /** Writes why a command failed, and returns the exit code. */
    int failure(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof BacalhauException known) {
            render(known);
            return known.code().exitCode();
        }
        if (cause instanceof IOException || cause instanceof UncheckedIOException) {
            print(String.valueOf(cause.getMessage()), List.of("check the file, its directory and its permissions"));
            return ExitCode.OTHER.number();
        }
        print(
                "this should not have happened: " + cause,
                List.of("please report it, with the command and what LOG_LEVEL=debug prints"));
        if (surroundings.variable("LOG_LEVEL").equalsIgnoreCase("debug")) {
            cause.printStackTrace(surroundings.err());
        }
        return ExitCode.INTERNAL.number();
    }

    private void render(BacalhauException known) {
        List<Fault> faults = known instanceof ValidationException validation
                ? validation.faults()
                : known instanceof ApiException api ? api.faults() : List.of();
        if (!faults.isEmpty()) {
            String what = faults.size() == 1 ? "one thing is wrong" : faults.size() + " things are wrong";
            print(what, faults.stream().map(ErrorRenderer::line).toList());
            return;
        }
        print(known.failure().message(), List.of(hintOf(known)));
    }

    private static String line(Fault fault) {
        String got = fault.value().isEmpty() ? "" : " (got \"" + fault.value() + "\")";
        String where = fault.path().isEmpty() ? "" : fault.path() + ": ";
        String remedy = fault.remedy().isEmpty() ? "" : "; " + fault.remedy();
        return where + fault.problem() + got + remedy;
    }

    private static String hintOf(BacalhauException known) {
        boolean nobodyThere = known.code() == ErrorCode.UNAVAILABLE
                && known instanceof ApiException api
                && api.httpStatus().isEmpty();
        return nobodyThere
                ? "start a node with \"bacalhau serve\", run one job without a node with \"bacalhau --embedded …\", or name"
                        + " another node with --api-host and --api-port"
                : known.failure().hint();
    }

    private void print(String message, List<String> more) {
        boolean colour = surroundings.terminal().errorColour();
        String title = colour ? RED + "Error:" + PLAIN : "Error:";
        surroundings.err().println(title + " " + message.strip());
        more.stream().filter(text -> !text.isEmpty()).forEach(text -> print("  " + text));
    }

    private void print(String line) {
        surroundings.err().println(line);
    }
}
