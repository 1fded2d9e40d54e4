package org.bacalhau.node.http;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bacalhau.client.api.VersionGateBody;
import org.bacalhau.node.http.route.Answer;

/** Keeps out clients of an older API (http-api.md §2.2). Immutable. */
final class VersionGate {
    private static final int[] OLDEST = {1, 4, 0};
    private static final String OLDEST_TEXT = "1.4.0";
    private static final Set<String> UNKNOWN = Set.of("", "v0.0.0-xxxxxxx", "v0.0.0");
    private static final Pattern VERSION =
            Pattern.compile("v?(\\d{1,9})(?:\\.(\\d{1,9}))?(?:\\.(\\d{1,9}))?(-[0-9A-Za-z.-]+)?(?:\\+[0-9A-Za-z.-]+)?");

    private final String serverVersion;

    VersionGate(ServerVersion server) {
        this.serverVersion = withoutPrefix(server.build().version());
    }

    /**
     * Judges a client.
     *
     * @param version what the client says it is; empty for nothing
     * @return the answer that turns it away; empty to let it in
     */
    Optional<Answer.Whole> check(String version) {
        if (UNKNOWN.contains(version)) {
            return Optional.empty();
        }
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches()) {
            return Optional.of(answer(400, new VersionGateBody("Invalid client version " + version, "", "", "")));
        }
        if (isOld(matcher)) {
            return Optional.of(answer(
                    403,
                    new VersionGateBody(
                            "Client version is outdated. Update your client",
                            OLDEST_TEXT,
                            withoutPrefix(version),
                            serverVersion)));
        }
        return Optional.empty();
    }

    private static Answer.Whole answer(int status, VersionGateBody body) {
        return new Answer.Whole(status, Answer.JSON_UTF_8, body, Map.of());
    }

    private static boolean isOld(Matcher version) {
        for (int i = 0; i < OLDEST.length; i++) {
            int part = version.group(i + 1) == null ? 0 : Integer.parseInt(version.group(i + 1));
            if (part != OLDEST[i]) {
                return part < OLDEST[i];
            }
        }
        return version.group(4) != null;
    }

    private static String withoutPrefix(String version) {
        return version.startsWith("v") ? version.substring(1) : version;
    }
}
