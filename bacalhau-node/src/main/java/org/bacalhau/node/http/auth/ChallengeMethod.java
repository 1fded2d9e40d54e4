package org.bacalhau.node.http.auth;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
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
    private static final int LARGEST_KEY_BITS = 16_384;
    private static final int SMALLEST_KEY_BITS = 1_024;
    // What comes before a key of PKCS#1 to make it one that Java reads: the algorithm, and "no parameters".
    private static final byte[] RSA_ALGORITHM = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

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
        RSAPublicKey key;
        try {
            key = publicKey(Base64.getDecoder().decode(challenge.publicKey()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return new Outcome.Rejected("failed to decode public key: " + e.getMessage());
        }
        byte[] signature;
        try {
            signature = Base64.getDecoder().decode(challenge.phraseSignature());
        } catch (IllegalArgumentException e) {
            return new Outcome.Rejected("failed to decode signature: " + e.getMessage());
        }
        if (!isSigned(phrase(node), signature, key)) {
            return new Outcome.Rejected("crypto/rsa: verification error");
        }
        return judge(clientId(key));
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

    private static RSAPublicKey publicKey(byte[] pkcs1) throws GeneralSecurityException {
        ByteArrayOutputStream bits = new ByteArrayOutputStream();
        bits.write(0); // no unused bits
        bits.writeBytes(pkcs1);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(RSA_ALGORITHM);
        content.writeBytes(element(0x03, bits.toByteArray()));
        PublicKey key = KeyFactory.getInstance("RSA")
                .generatePublic(new X509EncodedKeySpec(element(0x30, content.toByteArray())));
        RSAPublicKey rsa = (RSAPublicKey) key;
        int size = rsa.getModulus().bitLength();
        if (size < SMALLEST_KEY_BITS || size > LARGEST_KEY_BITS) {
            throw new GeneralSecurityException(
                    "key of " + size + " bits; use " + SMALLEST_KEY_BITS + " to " + LARGEST_KEY_BITS);
        }
        return rsa;
    }

    private static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            byte[] length = BigInteger.valueOf(content.length).toByteArray();
            int sign = length[0] == 0 ? 1 : 0;
            out.write(0x80 | length.length - sign);
            out.write(length, sign, length.length - sign);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static boolean isSigned(byte[] phrase, byte[] signature, PublicKey key) {
        try {
            Signature verifier = Signature.getInstance("SHA256withRSA");
            verifier.initVerify(key);
            verifier.update(phrase);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String clientId(RSAPublicKey key) {
        byte[] modulus = key.getModulus().toByteArray();
        int sign = modulus[0] == 0 ? 1 : 0;
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(modulus, sign, modulus.length - sign);
            return HexFormat.of().formatHex(sha256.digest());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
