package org.bacalhau.node.serve;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.bacalhau.client.ClientKey;
import org.bacalhau.node.config.AuthMethodConfig;
import org.bacalhau.node.config.ConfigValue;
import org.bacalhau.node.config.NodeConfig;
import org.bacalhau.node.config.ServerKeys;
import org.bacalhau.node.http.auth.AccessPolicy;
import org.bacalhau.node.http.auth.AuthMethod;
import org.bacalhau.node.http.auth.AuthSettings;
import org.bacalhau.node.http.auth.ChallengeMethod;
import org.bacalhau.node.http.auth.TokenPolicy;
import org.jspecify.annotations.Nullable;

/** Translates settings of who may do what (cli-config-auth.md §15). Stateless. */
final class AuthParts {
    private static final String ACCESS = "Access";
    private static final String ACCESS_FORM = "Access: tokens, for users of Auth.Methods alone, or Access: everybody";

    private AuthParts() {}

    static AuthSettings of(NodeConfig config, ClientKey key) {
        Map<String, AuthMethod> methods = new LinkedHashMap<>();
        config.get(ServerKeys.AUTH_METHODS)
                .forEach((name, method) -> methods.put(name.toLowerCase(Locale.ROOT), method(method)));
        AccessPolicy policy =
                config.get(ServerKeys.ACCESS_POLICY).map(AuthParts::access).orElse(AccessPolicy.OPEN);
        return new AuthSettings(methods, policy, key.keyPair());
    }

    private static AuthMethod method(AuthMethodConfig config) {
        return switch (config.type()) {
            case CHALLENGE -> config.policy().<AuthMethod>map(KnownClients::of).orElseGet(ChallengeMethod::new);
            case ASK -> AskPolicies.of(config.policy().orElseThrow());
        };
    }

    private static AccessPolicy access(Path path) {
        PolicyFile file = PolicyFile.read(path, ACCESS_FORM, Set.of(ACCESS));
        @Nullable ConfigValue value = file.find(ACCESS);
        String access = value == null ? "" : value.text().toLowerCase(Locale.ROOT);
        return switch (access) {
            case "tokens" -> new TokenPolicy();
            case "everybody" -> AccessPolicy.OPEN;
            default -> throw file.wrong("\"" + access + "\" is no way of access");
        };
    }
}
