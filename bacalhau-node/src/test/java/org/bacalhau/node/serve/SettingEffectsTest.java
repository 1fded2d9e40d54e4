package org.bacalhau.node.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bacalhau.client.ClientKey;
import org.bacalhau.node.config.ConfigKey;
import org.bacalhau.node.config.ConfigKeys;
import org.bacalhau.node.config.ConfigSources;
import org.bacalhau.node.config.ConfigValue;
import org.bacalhau.node.config.NodeConfig;
import org.bacalhau.node.serve.SettingEffects.Effect;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every key that a node uses reaches the part that it is for; one without a row among {@link SettingEffects} or {@link
 * ResultSettingEffects} fails.
 */
class SettingEffectsTest {
    // They refuse everything but their default.
    private static final Set<String> ONE_VALUE =
            Set.of("Node.ServerAPI.TLS.AutoCert", "Node.Compute.ExecutionStore.Type", "Node.Requester.JobStore.Type");

    // Made once: making one takes longer than a whole node.
    @TempDir
    static Path keys;

    @TempDir
    Path directory;

    static Stream<ConfigKey<?>> nodeKeys() {
        return ConfigKeys.all().stream()
                .filter(ConfigKey::isUsed)
                .filter(key ->
                        !key.name().startsWith("Node.ClientAPI.") && !key.name().equals("Auth.TokensPath"))
                .filter(key -> !ONE_VALUE.contains(key.name()));
    }

    @ParameterizedTest
    @MethodSource("nodeKeys")
    void reachesWhatItIsFor(ConfigKey<?> setting) throws IOException {
        ClientKey key = ClientKey.readOrCreate(keys.resolve("key.pem"));
        Files.copy(keys.resolve("key.pem"), directory.resolve("user_id.pem"));
        Files.writeString(directory.resolve("access.yaml"), "Access: tokens");
        Map<String, Effect> effects = new HashMap<>(new SettingEffects(directory, key).all());
        effects.putAll(ResultSettingEffects.all());
        assertThat(effects.keySet()).as("keys with a known effect").contains(setting.name());
        Effect effect = effects.get(setting.name());
        ConfigSources sources = ConfigSources.of(Map.of(), directory, directory)
                .withDataDirectory(directory)
                .withFlag("Node.ServerAPI.Port", ConfigValue.of("0"), "the test")
                .withFlag(setting.name(), ConfigValue.of(effect.value()), "the test");
        for (String other : effect.others()) {
            String[] keyAndValue = other.split("=", 2);
            sources = sources.withFlag(keyAndValue[0], ConfigValue.of(keyAndValue[1]), "the test");
        }
        assertThat(effect.seen().apply(NodeConfig.read(sources))).isEqualTo(effect.expected());
    }
}
