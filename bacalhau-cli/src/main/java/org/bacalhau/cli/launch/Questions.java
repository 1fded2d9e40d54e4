package org.bacalhau.cli.launch;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bacalhau.client.AskHandler;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Asks the user what a node wants to know; secrets are not shown where they are typed. For one thread at a time. */
final class Questions implements AskHandler {
    private final Surroundings surroundings;
    // One reader for all questions: answers that were piped in together must not be lost with it.
    private @Nullable BufferedReader lines;

    Questions(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public synchronized Map<String, String> answer(String method, List<Question> questions) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (Question question : questions) {
            if (question.required()) {
                answers.put(question.name(), ask(question));
            }
        }
        return answers;
    }

    private String ask(Question question) {
        surroundings.err().print(question.name() + ": ");
        surroundings.err().flush();
        @Nullable Console console = question.secret() && surroundings.terminal().input() ? System.console() : null;
        try {
            String answer = console == null ? lines().readLine() : read(console);
            if (answer != null) {
                return answer;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw BacalhauException.of(
                ErrorCode.PERMISSION_DENIED,
                "the node asks for " + question.name() + ", and standard input has no answer",
                "run \"bacalhau auth info\" in a terminal to log in, or pipe in one line for each question");
    }

    private static @Nullable String read(Console console) {
        char @Nullable [] typed = console.readPassword();
        return typed == null ? null : new String(typed);
    }

    private BufferedReader lines() {
        if (lines == null) {
            lines = new BufferedReader(new InputStreamReader(surroundings.in(), StandardCharsets.UTF_8));
        }
        return lines;
    }
}
