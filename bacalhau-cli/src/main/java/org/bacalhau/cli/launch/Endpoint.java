package org.bacalhau.cli.launch;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Which node a command talks to, and how. An option goes before an environment variable (cli-config-auth.md §1.1).
 * Immutable.
 *
 * @param base the node's address
 * @param certificates PEM file with the certificates to trust; null for those of the JDK
 * @param trustsAnybody whether any certificate will do
 * @param repository where keys and tokens are
 */
record Endpoint(URI base, @Nullable Path certificates, boolean trustsAnybody, Path repository) {
    private static final String HOST = "localhost";
    private static final String PORT = "1234";
    private static final int LARGEST_PORT = 65_535;

    static Endpoint of(GlobalOptions options, Surroundings surroundings) {
        String cacert = firstOf(options.cacert, surroundings.variable("BACALHAU_API_CACERT"));
        boolean insecure = truth("--insecure", options.insecure, "BACALHAU_API_INSECURE", surroundings);
        // Trusting somebody without speaking TLS would be a silent lie.
        boolean tls = truth("--tls", options.tls, "BACALHAU_API_TLS", surroundings) || insecure || !cacert.isEmpty();
        return new Endpoint(
                base(
                        tls,
                        firstOf(options.apiHost, surroundings.variable("BACALHAU_API_HOST"), HOST),
                        firstOf(options.apiPort, surroundings.variable("BACALHAU_API_PORT"), PORT)),
                cacert.isEmpty() ? null : surroundings.path(cacert),
                insecure,
                repository(options, surroundings));
    }

    private static URI base(boolean tls, String host, String port) {
        try {
            int number = Integer.parseInt(port);
            if (number < 1 || number > LARGEST_PORT) {
                throw new NumberFormatException();
            }
            return new URI(tls ? "https" : "http", null, host, number, null, null, null).parseServerAuthority();
        } catch (NumberFormatException e) {
            throw BacalhauException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "the API port is \"" + port + "\"",
                    "give --api-port or BACALHAU_API_PORT a number from 1 to " + LARGEST_PORT);
        } catch (URISyntaxException e) {
            throw BacalhauException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "the API host is \"" + host + "\"",
                    "give --api-host or BACALHAU_API_HOST a name or an address, such as localhost");
        }
    }

    private static Path repository(GlobalOptions options, Surroundings surroundings) {
        String named = firstOf(options.repo, surroundings.variable("BACALHAU_DIR"));
        if (!named.isEmpty()) {
            return surroundings.path(named);
        }
        String home = firstOf(surroundings.variable("HOME"), System.getProperty("user.home", ""), ".");
        return surroundings.path(home).resolve(".bacalhau");
    }

    private static boolean truth(String option, String value, String variable, Surroundings surroundings) {
        String text = firstOf(value, surroundings.variable(variable), "false");
        Map<String, Boolean> texts = new TreeMap<>(String.CASE_INSENSITIVE_ORDER); // these six
        texts.putAll(Map.of("true", true, "1", true, "t", true, "false", false, "0", false, "f", false));
        Boolean truth = texts.get(text);
        if (truth == null) {
            throw BacalhauException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    (value.isEmpty() ? variable : option) + " is \"" + text + "\"",
                    "make it true or false");
        }
        return truth;
    }

    private static String firstOf(String... texts) {
        for (String text : texts) {
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }
}
