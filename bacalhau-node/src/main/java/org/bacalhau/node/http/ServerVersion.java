package org.bacalhau.node.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.bacalhau.client.api.ApiBuildVersion;
import org.bacalhau.client.api.ApiHeaders;
import org.bacalhau.client.api.NodeMapper;
import org.bacalhau.core.compute.HostLabels;
import org.bacalhau.core.model.BuildVersion;

/**
 * What a server says it is. Immutable.
 *
 * @param build the version; that of the API, since clients compare it with their own
 * @param buildDate when it was built; the beginning of 1970 if that is not known
 */
public record ServerVersion(BuildVersion build, Instant buildDate) {
    /** The version of the API that is served. */
    public static final String API_VERSION = "v1.4.0";

    private static final String UNKNOWN_COMMIT = "a".repeat(40); // as the original writes it
    private static final DateTimeFormatter GO_TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss '+0000 UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    public ServerVersion {
        Objects.requireNonNull(build, "build");
        Objects.requireNonNull(buildDate, "buildDate");
    }

    /** Returns what this software is on this machine. */
    public static ServerVersion current() {
        return new ServerVersion(
                new BuildVersion(
                        API_VERSION,
                        UNKNOWN_COMMIT,
                        HostLabels.operatingSystem(System.getProperty("os.name", "")),
                        HostLabels.architecture(System.getProperty("os.arch", ""))),
                Instant.EPOCH);
    }

    /** Returns it for the wire. */
    public ApiBuildVersion toWire() {
        return NodeMapper.toWire(build, buildDate);
    }

    /** Returns the headers that say so. */
    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(ApiHeaders.GIT_VERSION, build.version());
        headers.put(ApiHeaders.GIT_COMMIT, build.commit());
        headers.put(ApiHeaders.BUILD_DATE, GO_TIME.format(buildDate));
        headers.put(ApiHeaders.BUILD_OS, build.operatingSystem());
        headers.put(ApiHeaders.ARCH, build.architecture());
        headers.put(ApiHeaders.CAPABILITIES, ApiHeaders.IDEMPOTENCY + "," + ApiHeaders.WAIT);
        return headers;
    }
}
