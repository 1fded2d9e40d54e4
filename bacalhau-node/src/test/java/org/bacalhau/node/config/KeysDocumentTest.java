package org.bacalhau.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Writes the list of all settings beside the code, and fails if it was not the one that belongs to the code. */
class KeysDocumentTest {
    private static final Path FILE = Path.of("src/main/java/org/bacalhau/node/config/doc-files/keys.md");

    @Test
    void theListBesideTheCodeBelongsToTheCode() throws IOException {
        String expected = document();
        String found = Files.exists(FILE) ? Files.readString(FILE) : "";
        if (!found.equals(expected)) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, expected);
        }
        assertThat(found)
                .as("%s was not up to date; it has just been rewritten: add it to your change", FILE)
                .isEqualTo(expected);
    }

    private static String document() {
        return "# Settings\n\nWritten by `KeysDocumentTest` from the keys; do not edit. Relative paths among the defaults start"
                + " in the data directory.\nIn the environment a key has the name `BACALHAU_` and its own in capitals, with"
                + " `_` for `.`.\n\n| Key | Default | Meaning |\n|---|---|---|\n"
                + keys(true).map(KeysDocumentTest::row).collect(Collectors.joining())
                + "\n## Accepted, but without effect\n\n| Key of the original | Why |\n|---|---|\n"
                + keys(false)
                        .map(key -> "| `" + key.name() + "` | " + key.description() + " |\n")
                        .collect(Collectors.joining());
    }

    private static Stream<ConfigKey<?>> keys(boolean used) {
        return ConfigKeys.all().stream().filter(key -> key.isUsed() == used);
    }

    private static String row(ConfigKey<?> key) {
        String fallback = key.defaultText().isEmpty() ? "" : "`" + key.defaultText() + "`";
        String also = key.aliases().isEmpty() ? "" : "; also `" + String.join("`, `", key.aliases()) + "`";
        return "| `" + key.name() + "` | " + fallback + " | " + key.description() + also + " |\n";
    }
}
