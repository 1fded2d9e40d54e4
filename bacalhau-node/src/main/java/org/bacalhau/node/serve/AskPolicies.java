package org.bacalhau.node.serve;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bacalhau.node.config.ConfigValue;
import org.bacalhau.node.http.auth.AskMethod;
import org.bacalhau.node.http.auth.AuthMethod;
import org.bacalhau.node.http.auth.AuthMethod.Outcome.Known;
import org.bacalhau.node.http.route.Caller;
import org.jspecify.annotations.Nullable;

/** Makes methods that ask for a shared secret, or for a name and a password. Stateless. */
final class AskPolicies {
    static final String FORM = "Secret: TEXT, or Users: {NAME: {Hash: BASE64_OF_SCRYPT, Salt: BASE64, and if not all is"
            + " allowed Namespaces: {NAMESPACE: [read, write, download, cancel]}}}";

    private static final String SECRET = "Secret";
    private static final String USERS = "Users";
    private static final int SHORTEST_SECRET = 8;
    private static final Map<String, Integer> EVERYTHING = Map.of(Caller.ALL_NAMESPACES, Caller.EVERYTHING);

    private AskPolicies() {}

    static AuthMethod of(Path path) {
        PolicyFile file = PolicyFile.read(path, FORM, Set.of(SECRET, USERS));
        @Nullable ConfigValue secret = file.find(SECRET);
        if (secret != null) {
            return secret(file, secret.text());
        }
        @Nullable ConfigValue users = file.find(USERS);
        Map<String, ConfigValue> entries = users == null ? Map.of() : file.map(users);
        Map<String, PasswordUsers.User> known = new LinkedHashMap<>();
        entries.forEach((name, user) -> known.put(name, user(file, name, user)));
        PasswordUsers all = new PasswordUsers(known);
        return new AskMethod(
                Map.of("username", false, "password", true),
                answers -> all.check(answers.getOrDefault("username", ""), answers.getOrDefault("password", "")));
    }

    private static AuthMethod secret(PolicyFile file, String secret) {
        if (secret.length() < SHORTEST_SECRET) {
            throw file.wrong("the secret has fewer than " + SHORTEST_SECRET + " characters");
        }
        byte[] expected = secret.getBytes(StandardCharsets.UTF_8);
        Known everybody = new Known("shared-secret", EVERYTHING);
        return new AskMethod(Map.of("token", true), answers -> {
            byte[] given = answers.getOrDefault("token", "").getBytes(StandardCharsets.UTF_8);
            return MessageDigest.isEqual(expected, given) ? Optional.of(everybody) : Optional.empty();
        });
    }

    private static PasswordUsers.User user(PolicyFile file, String name, ConfigValue value) {
        Map<String, ConfigValue> entries = new LinkedHashMap<>();
        file.map(value).forEach((key, entry) -> entries.put(key.toLowerCase(Locale.ROOT), entry));
        @Nullable ConfigValue hash = entries.remove("hash");
        @Nullable ConfigValue salt = entries.remove("salt");
        @Nullable ConfigValue namespaces = entries.remove("namespaces");
        if (hash == null || salt == null || !entries.isEmpty()) {
            throw file.wrong("user \"" + name + "\" needs Hash and Salt, and may have Namespaces, but nothing else");
        }
        try {
            return PasswordUsers.User.of(
                    hash.text(), salt.text(), namespaces == null ? EVERYTHING : file.rights(namespaces));
        } catch (IllegalArgumentException e) {
            throw file.wrong("user \"" + name + "\": " + e.getMessage());
        }
    }
}
