package org.bacalhau.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Draws the state machines for the package documentation, so that the drawing never lags behind the code. */
class StateDiagramTest {
    private static final Path FILE = Path.of("src/main/java/org/bacalhau/core/model/doc-files/states.md");

    @Test
    void documentationShowsTheStateMachines() throws IOException {
        String drawn = """
                # States

                Drawn by `StateDiagramTest` from the enums; do not edit.

                """
                + diagram(
                        "A job, `JobState`",
                        JobState.values(),
                        JobState::wireName,
                        JobState::canBecome,
                        JobState::isTerminal)
                + diagram(
                        "An execution at its requester, `ExecutionState`",
                        ExecutionState.values(),
                        ExecutionState::wireName,
                        ExecutionState::canBecome,
                        ExecutionState::isTerminal)
                + diagram(
                        "An execution on its compute node, `LocalExecutionState`",
                        LocalExecutionState.values(),
                        Enum::name,
                        LocalExecutionState::canBecome,
                        LocalExecutionState::isTerminal);
        String documented = Files.exists(FILE) ? Files.readString(FILE) : "";
        if (!documented.equals(drawn)) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, drawn);
        }

        assertThat(documented)
                .as("%s was out of date and has been drawn again: look at it and commit it", FILE)
                .isEqualTo(drawn);
    }

    private static <S> String diagram(
            String title, S[] states, Function<S, String> name, BiPredicate<S, S> canBecome, Predicate<S> isTerminal) {
        StringBuilder text = new StringBuilder("## " + title + "\n\n```mermaid\nstateDiagram-v2\n");
        text.append("    [*] --> ").append(name.apply(states[0])).append('\n');
        for (S from : states) {
            for (S to : states) {
                if (canBecome.test(from, to)) {
                    text.append("    " + name.apply(from) + " --> " + name.apply(to) + "\n");
                }
            }
            if (isTerminal.test(from)) {
                text.append("    " + name.apply(from) + " --> [*]\n");
            }
        }
        return text.append("```\n\n").toString();
    }
}
