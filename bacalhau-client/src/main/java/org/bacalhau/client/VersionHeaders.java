package org.bacalhau.client;

import java.util.Locale;
import java.util.Map;
import org.bacalhau.client.api.ApiHeaders;

/**
 * What each request says about its sender. The version is that of the API, not that of this library: nodes of the
 * original refuse clients that say a lower one (http-api.md §2.2).
 */
final class VersionHeaders {
    /** The version of the API that this library speaks. */
    static final String API_VERSION = "v1.4.0";

    static final Map<String, String> ALL = Map.of(
            "User-Agent",
            "bacalhau-jvm",
            ApiHeaders.GIT_VERSION,
            API_VERSION,
            ApiHeaders.GIT_COMMIT,
            "a".repeat(40),
            ApiHeaders.BUILD_DATE,
            "1970-01-01 00:00:00 +0000 UTC",
            ApiHeaders.BUILD_OS,
            operatingSystem(System.getProperty("os.name", "")),
            ApiHeaders.ARCH,
            architecture(System.getProperty("os.arch", "")));

    private VersionHeaders() {}

    static String operatingSystem(String javaName) {
        String name = javaName.toLowerCase(Locale.ROOT);
        if (name.startsWith("mac")) {
            return "darwin";
        }
        return name.startsWith("windows") ? "windows" : "linux";
    }

    static String architecture(String javaName) {
        return switch (javaName) {
            case "x86_64", "amd64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> javaName.isEmpty() ? "amd64" : javaName;
        };
    }
}
