package org.bacalhau.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.cli.launch.Surroundings;
import org.bacalhau.cli.launch.Terminal;
import org.junit.jupiter.api.Test;

class LiveLineTest {
    private static final String ERASE = "\r\u001b[K";
    private static final Terminal SCREEN = new Terminal(true, true, true, 30, true);

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Instant now = Instant.EPOCH;

    private Session session(Terminal terminal) {
        PrintStream nowhere = new PrintStream(java.io.OutputStream.nullOutputStream());
        return new Session(new Surroundings(
                InputStream.nullInputStream(),
                nowhere,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of(),
                Path.of(""),
                terminal,
                () -> now));
    }

    private String printed() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void printsEachStepOnceWhereThereIsNoTerminal() {
        try (LiveLine line = new LiveLine(session(Terminal.NONE), false)) {
            line.at("queued");
            line.at("queued");
            line.detail("third");
            now = now.plusMillis(1500);
            line.at("running");
        }

        assertThat(printed().lines().map(String::strip)).containsExactly("0.0s  queued", "1.5s  running");
        assertThat(printed()).doesNotContain("\u001b", "\r");
    }

    @Test
    void drawsOneLineAgainAndAgainOnATerminal() {
        try (LiveLine line = new LiveLine(session(SCREEN), false)) {
            line.at("queued");
            now = now.plusMillis(300);
            line.at("queued");
        }

        assertThat(printed()).containsOnlyOnce("\n");
        assertThat(printed()).contains("0.0s  queued …" + ERASE).endsWith("0.3s  queued\n");
    }

    @Test
    void neverGetsWiderThanTheTerminal() {
        try (LiveLine line = new LiveLine(session(SCREEN), false)) {
            line.at("no node fits: node n-1 has no docker\nand n-2 is full");
        }

        for (String drawn : printed().split("\r|\n")) {
            assertThat(drawn.replace("\u001b[K", "").length()).isLessThan(30);
        }
    }

    @Test
    void printsNothingWhenSilent() {
        try (LiveLine line = new LiveLine(session(SCREEN), true)) {
            line.at("queued");
            line.detail("third");
        }

        assertThat(printed()).isEmpty();
    }
}
