package org.bacalhau.node.serve;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.bacalhau.client.api.AuthMethods.Requirement;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.node.config.ConfigValue;
import org.bacalhau.node.config.ConfigValue.Entries;
import org.bacalhau.node.config.ConfigValue.Items;
import org.bacalhau.node.http.auth.AuthMethod;
import org.bacalhau.node.http.auth.ChallengeMethod;
import org.bacalhau.node.http.route.Caller;
import org.jspecify.annotations.Nullable;

/** Lets in who holds the key of one of some clients, with what that client may do. Immutable. */
final class KnownClients implements AuthMethod {
    static final String FORM = "AllowedClients: [CLIENT_ID, …], or with rights"
            + " AllowedClients: {CLIENT_ID: {NAMESPACE: [read, write, download, cancel]}}";

    private static final String CLIENTS = "AllowedClients";
    private static final Pattern CLIENT_ID = Pattern.compile("[0-9a-f]{64}");

    private final ChallengeMethod challenge = new ChallengeMethod();
    private final Map<String, Map<String, Integer>> clients;

    private KnownClients(Map<String, Map<String, Integer>> clients) {
        this.clients = Map.copyOf(clients);
    }

    static KnownClients of(Path path) {
        PolicyFile file = PolicyFile.read(path, FORM, Set.of(CLIENTS));
        @Nullable ConfigValue value = file.find(CLIENTS);
        Map<String, Map<String, Integer>> clients = new LinkedHashMap<>();
        if (value instanceof Items list) {
            list.items()
                    .forEach(id ->
                            clients.put(clientId(file, id.text()), Map.of(Caller.ALL_NAMESPACES, Caller.EVERYTHING)));
        } else if (value instanceof Entries map) {
            map.entries().forEach((id, rights) -> clients.put(clientId(file, id), file.rights(rights)));
        } else {
            throw file.wrong(CLIENTS + " is neither a list nor a map");
        }
        return new KnownClients(clients);
    }

    private static String clientId(PolicyFile file, String id) {
        if (!CLIENT_ID.matcher(id).matches()) {
            throw file.wrong("\"" + id + "\" is no client id: that has 64 digits from 0 to f");
        }
        return id;
    }

    @Override
    public Requirement requirement(NodeId node) {
        return challenge.requirement(node);
    }

    @Override
    public Outcome judge(NodeId node, byte[] answer) {
        Outcome outcome = challenge.judge(node, answer);
        if (!(outcome instanceof Outcome.Known known)) {
            return outcome;
        }
        Map<String, Integer> rights = clients.get(known.subject());
        return rights == null
                ? new Outcome.Rejected("signature verified but user credentials rejected")
                : new Outcome.Known(known.subject(), rights);
    }
}
