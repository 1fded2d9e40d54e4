package org.bacalhau.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bacalhau.core.model.ValidationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every key has a line in {@code keys.txt}: its name, its default, a value in YAML and that value as it is read; or, if
 * its default is all it takes, a value that is refused, behind an exclamation mark. */
class ConfigKeysTest {
    private static final Map<String, Row> ROWS = rows();

    @TempDir
    Path directory;

    private record Row(String defaultText, String yaml, String read) {
        boolean isRefused() {
            return yaml.startsWith("!");
        }
    }

    private static Map<String, Row> rows() {
        Map<String, Row> rows = new LinkedHashMap<>();
        try (var in = ConfigKeysTest.class.getResourceAsStream("keys.txt")) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\\s*\\|\\s*", -1))
                    .forEach(cells -> rows.put(cells[0], new Row(cells[1], cells[2], cells[3])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    static Stream<ConfigKey<?>> usedKeys() {
        return ConfigKeys.all().stream().filter(ConfigKey::isUsed);
    }

    static Stream<ConfigKey<?>> settableKeys() {
        return usedKeys().filter(key -> !row(key).isRefused());
    }

    static Stream<ConfigKey<?>> keysWithOneValue() {
        return usedKeys().filter(key -> row(key).isRefused());
    }

    static Stream<ConfigKey<?>> unusedKeys() {
        return ConfigKeys.all().stream().filter(key -> !key.isUsed());
    }

    private String shown(String text) {
        return text.replace(directory.toString(), "<dir>");
    }

    private static Row row(ConfigKey<?> key) {
        assertThat(ROWS.keySet()).as("keys.txt has a line for every key").contains(key.name());
        return ROWS.get(key.name());
    }

    @ParameterizedTest
    @MethodSource("usedKeys")
    void hasItsDefault(ConfigKey<?> key) {
        NodeConfig config = NodeConfig.builder().dataDirectory(directory).build();
        assertThat(shown(config.text(key))).isEqualTo(row(key).defaultText());
    }

    @ParameterizedTest
    @MethodSource("settableKeys")
    void isReadFromTheFile(ConfigKey<?> key) throws IOException {
        Files.writeString(directory.resolve("config.yaml"), key.name() + ": " + row(key).yaml() + "\n");
        ConfigSources sources = ConfigSources.of(Map.of(), directory, directory).withDataDirectory(directory);
        NodeConfig config = NodeConfig.read(sources);
        assertThat(shown(config.text(key))).isEqualTo(row(key).read()).isNotEqualTo(row(key).defaultText());
        assertThat(config.warnings()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("settableKeys")
    void isReadFromEachOfItsVariables(ConfigKey<?> key) {
        for (String name : key.environmentNames()) {
            ConfigSources sources = ConfigSources.of(
                            Map.of(name, row(key).read().replace("<dir>", directory.toString())), directory, directory)
                    .withDataDirectory(directory);
            assertThat(shown(NodeConfig.read(sources).text(key))).isEqualTo(row(key).read());
        }
    }

    @ParameterizedTest
    @MethodSource("keysWithOneValue")
    void takesNothingElse(ConfigKey<?> key) {
        ConfigSources sources = ConfigSources.of(Map.of(), directory, directory)
                .withFlag(key.name(), ConfigValue.of(row(key).yaml().substring(1)), "--flag");
        assertThatThrownBy(() -> NodeConfig.read(sources))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining(key.name() + ": wrong value (--flag)")
                .hasMessageContaining("give " + key.type().expected());
    }

    @ParameterizedTest
    @MethodSource("unusedKeys")
    void isAcceptedThoughItHasNoEffect(ConfigKey<?> key) throws IOException {
        Files.writeString(directory.resolve("config.yaml"), key.name() + ": [{a: 1}]\n");
        ConfigSources sources = ConfigSources.of(Map.of(), directory, directory).withDataDirectory(directory);
        assertThat(NodeConfig.read(sources).warnings())
                .singleElement()
                .asString()
                .startsWith(key.name() + " (")
                .endsWith(" has no effect: " + key.description());
    }

    @Test
    void hasNoLineForAKeyThatIsNotThere() {
        assertThat(ROWS.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        usedKeys().map(ConfigKey::name).toList());
    }

    @Test
    void listsEveryKeyThatIsDeclared() throws IllegalAccessException {
        List<ConfigKey<?>> declared = new ArrayList<>();
        for (Class<?> group :
                List.of(NodeKeys.class, ServerKeys.class, ComputeKeys.class, RequesterKeys.class, ClientKeys.class)) {
            for (Field field : group.getFields()) {
                if (field.get(null) instanceof ConfigKey<?> key) {
                    declared.add(key);
                } else if (field.get(null) instanceof ResourceKeys keys) {
                    declared.addAll(keys.all());
                }
            }
        }
        assertThat(declared).containsExactlyInAnyOrderElementsOf(usedKeys().toList());
    }
}
