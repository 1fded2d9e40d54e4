package org.bacalhau.node.http.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.bacalhau.client.api.AuthMethods;
import org.bacalhau.client.api.AuthMethods.Requirement;
import org.bacalhau.client.api.AuthRequest.ChallengeAnswer;
import org.bacalhau.client.api.Json;
import org.bacalhau.client.api.MalformedJsonException;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.node.http.route.Caller;
import org.bacalhau.node.http.route.Refusal;

/**
 * Has callers sign the node's id with their RSA key, whose fingerprint then is their name (http-api.md §6.3). Immutable.
 *
 * <p>Without a list of known callers everybody passes who has a key at all, may read everything and write in the namespace of
 * their own name, as the original has it; who is on the list may do everything.
 */
public final class ChallengeMethod implements AuthMethod {
    private final Set<String> known;

    /** Creates a method that everybody passes who has a key. */
    public ChallengeMethod() {
        this(Set.of());
    }

    /**
     * Creates a method for these callers only.
     *
     * @param known their client ids: lower-case hexadecimal SHA-256 of the modulus of their key; empty for everybody
     */
    public ChallengeMethod(Set<String> known) {
        this.known = Set.copyOf(known);
    }

    @Override
    public Requirement requirement(NodeId node) {
        return new Requirement(
                AuthMethods.CHALLENGE, Map.of("InputPhrase", Base64.getEncoder().encodeToString(phrase(node))));
    }

    private static byte[] phrase(NodeId node) {
        return node.value().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Outcome judge(NodeId node, byte[] answer) {
        ChallengeAnswer challenge;
        try {
            challenge = Json.read(answer, ChallengeAnswer.class);
        } catch (MalformedJsonException e) {
            throw Refusal.unreadable(
                    "invalid authentication data: " + e.failure().message(),
                    "put base64 of {\"PhraseSignature\": …, \"PublicKey\": …} into MethodData");
        }
        SignerKey key;
        try {
            key = SignerKey.ofPkcs1(Base64.getDecoder().decode(challenge.publicKey()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return new Outcome.Rejected("failed to decode public key: " + e.getMessage());
        }
        byte[] signature;
        try {
            signature = Base64.getDecoder().decode(challenge.phraseSignature());
        } catch (IllegalArgumentException e) {
            return new Outcome.Rejected("failed to decode signature: " + e.getMessage());
        }
        if (!key.hasSigned(phrase(node), signature)) {
            return new Outcome.Rejected("crypto/rsa: verification error");
        }
        return judge(key.clientId());
    }

    private Outcome judge(String clientId) {
        if (!known.isEmpty() && !known.contains(clientId)) {
            return new Outcome.Rejected("signature verified but user credentials rejected");
        }
        return new Outcome.Known(
                clientId,
                known.isEmpty()
                        ? Map.of(Caller.ALL_NAMESPACES, Caller.READ | Caller.DOWNLOAD, clientId, Caller.EVERYTHING)
                        : Map.of(Caller.ALL_NAMESPACES, Caller.EVERYTHING));
    }
}
