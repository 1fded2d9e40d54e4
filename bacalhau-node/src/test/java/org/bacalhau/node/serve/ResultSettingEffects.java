package org.bacalhau.node.serve;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bacalhau.node.http.result.ResultSettings;
import org.bacalhau.node.http.result.ResultSettings.Relaying;
import org.bacalhau.node.serve.SettingEffects.Effect;

/** What setting a key for results does: {@link SettingEffects} goes on here. */
final class ResultSettingEffects {
    private final Map<String, Effect> effects = new HashMap<>();

    private ResultSettingEffects() {
        put(
                "Node.ServerAPI.AdvertisedAddress",
                "https://node7.example:8443",
                ResultSettings::advertised,
                Optional.of(URI.create("https://node7.example:8443")));
        put("Node.Compute.LocalPublisher.LinkLife", "3s", ResultSettings::linkLife, Duration.ofSeconds(3));
        put(
                "Node.Compute.LocalPublisher.MaxAge",
                "3s",
                settings -> settings.retention().age(),
                Duration.ofSeconds(3));
        put(
                "Node.Compute.LocalPublisher.MaxSize",
                "3kb",
                settings -> settings.retention().bytes(),
                3000L);
        put("Node.Requester.ResultRelay", "never", ResultSettings::relaying, Relaying.NEVER);
        put("Node.Requester.MaxRelays", "3", ResultSettings::relays, 3);
    }

    static Map<String, Effect> all() {
        return new ResultSettingEffects().effects;
    }

    private void put(String name, String value, Function<ResultSettings, Object> seen, Object expected) {
        effects.put(name, new Effect(value, config -> seen.apply(ResultParts.settings(config)), expected, List.of()));
    }
}
