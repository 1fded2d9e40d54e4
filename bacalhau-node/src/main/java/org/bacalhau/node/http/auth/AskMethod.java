package org.bacalhau.node.http.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.bacalhau.client.api.AuthMethods;
import org.bacalhau.client.api.AuthMethods.Requirement;
import org.bacalhau.client.api.Json;
import org.bacalhau.client.api.MalformedJsonException;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.node.http.route.Caller;
import org.bacalhau.node.http.route.Refusal;

/** Asks callers questions, such as for a name and a pass code. Immutable. */
public final class AskMethod implements AuthMethod {
    private final Map<String, Boolean> fields;
    private final Function<Map<String, String>, Optional<Outcome.Known>> check;

    /**
     * Creates a method.
     *
     * @param fields what is asked for, each with whether the answer is hidden while it is typed
     * @param check tells who gives these answers; empty for nobody. Safe for any thread
     */
    public AskMethod(Map<String, Boolean> fields, Function<Map<String, String>, Optional<Outcome.Known>> check) {
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to ask for");
        }
        this.fields = Map.copyOf(fields);
        this.check = check;
    }

    /** Returns a method that asks for {@code user} and {@code passcode} and knows one user, who may do everything. */
    public static AskMethod ofUser(String user, String passcode) {
        return new AskMethod(Map.of("user", false, "passcode", true), answers -> {
            boolean right = isSame(user, answers.getOrDefault("user", ""))
                    & isSame(passcode, answers.getOrDefault("passcode", ""));
            return right
                    ? Optional.of(new Outcome.Known(user, Map.of(Caller.ALL_NAMESPACES, Caller.EVERYTHING)))
                    : Optional.empty();
        });
    }

    // Takes the same time wherever the texts differ.
    private static boolean isSame(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Requirement requirement(NodeId node) {
        Map<String, Object> properties = new TreeMap<>();
        fields.forEach((name, hidden) ->
                properties.put(name, hidden ? Map.of("type", "string", "writeOnly", true) : Map.of("type", "string")));
        return new Requirement(
                AuthMethods.ASK,
                Map.of("type", "object", "properties", properties, "required", List.copyOf(properties.keySet())));
    }

    @Override
    public Outcome judge(NodeId node, byte[] answer) {
        Map<String, String> answers = new TreeMap<>();
        try {
            Json.read(answer, Map.class).forEach((name, value) -> {
                if (!(value instanceof String text)) {
                    throw Refusal.unreadable(
                            "invalid authentication data: " + name + " is no text", "answer with texts");
                }
                answers.put(String.valueOf(name), text);
            });
        } catch (MalformedJsonException e) {
            throw Refusal.unreadable(
                    "invalid authentication data: " + e.failure().message(),
                    "put base64 of a JSON object into MethodData");
        }
        return check.apply(answers)
                .<Outcome>map(known -> known)
                .orElseGet(() -> new Outcome.Rejected("credentials rejected"));
    }
}
