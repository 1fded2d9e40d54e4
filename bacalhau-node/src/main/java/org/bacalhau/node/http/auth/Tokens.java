package org.bacalhau.node.http.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.bacalhau.client.api.Json;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * Issues and reads tokens: JSON web tokens that are signed by RS256 with the node's key. Safe for any thread.
 *
 * <p>Times are whole seconds; those of the original are not, and never pass (http-api.md §6.3).
 */
public final class Tokens {
    /** How long a token is valid. */
    public static final Duration LIFETIME = Duration.ofDays(30);

    private static final int KEY_BITS = 2048;
    private static final int LONGEST_TOKEN = 8 * 1024;
    private static final String HEADER = encoded(Json.write(Map.of("typ", "JWT", "alg", "RS256")));

    private final NodeId node;
    private final Supplier<KeyPair> key;
    private final InstantSource clock;

    /**
     * Creates an issuer for a node. Tokens stay valid over restarts if the key is the same.
     *
     * @param rsaKey gives the key, always the same; asked when the first token is issued or read
     */
    public Tokens(NodeId node, Supplier<KeyPair> rsaKey, InstantSource clock) {
        this.node = node;
        this.key = rsaKey;
        this.clock = clock;
    }

    /** Makes a key. */
    public static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no RSA", e);
        }
    }

    /** Returns a token for somebody who proved who they are. */
    public String issue(String subject, Map<String, Integer> namespaces) {
        Instant now = clock.instant();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", node.value());
        claims.put("sub", subject);
        claims.put("aud", List.of(node.value()));
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(LIFETIME).getEpochSecond());
        claims.put("ns", namespaces);
        String signed = HEADER + "." + encoded(Json.write(claims));
        return signed + "." + encoded(signature(signed));
    }

    /**
     * Reads a token.
     *
     * @return what it says; empty if it was tampered with, has expired, or is not from this node
     */
    public Optional<Claims> read(String token) {
        String[] parts = token.length() > LONGEST_TOKEN ? new String[0] : token.split("\\.", -1);
        if (parts.length != 3 || !parts[0].equals(HEADER)) {
            return Optional.empty();
        }
        try {
            if (!isSigned(parts[0] + "." + parts[1], Base64.getUrlDecoder().decode(parts[2]))) {
                return Optional.empty();
            }
            Map<?, ?> claims = Json.read(Base64.getUrlDecoder().decode(parts[1]), Map.class);
            return claimsOf(claims);
        } catch (IllegalArgumentException | BacalhauException | ClassCastException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private Optional<Claims> claimsOf(Map<?, ?> claims) {
        boolean ours = node.value().equals(claims.get("iss"))
                && claims.get("aud") instanceof List<?> audience
                && audience.contains(node.value());
        @Nullable Object expiry = claims.get("exp");
        if (!ours || !(expiry instanceof Number seconds) || !(claims.get("sub") instanceof String subject)) {
            return Optional.empty();
        }
        Instant expires = Instant.ofEpochSecond(seconds.longValue());
        if (!clock.instant().isBefore(expires)) {
            return Optional.empty();
        }
        Map<String, Integer> namespaces = new LinkedHashMap<>();
        if (claims.get("ns") instanceof Map<?, ?> granted) {
            granted.forEach((name, rights) -> {
                if (name instanceof String namespace && rights instanceof Number bits) {
                    namespaces.put(namespace, bits.intValue());
                }
            });
        }
        return Optional.of(new Claims(subject, namespaces, expires));
    }

    private byte[] signature(String text) {
        try {
            Signature signer = Signature.getInstance("SHA256withRSA");
            signer.initSign(key.get().getPrivate());
            signer.update(text.getBytes(StandardCharsets.US_ASCII));
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the node's key cannot sign tokens", e);
        }
    }

    private boolean isSigned(String text, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance("SHA256withRSA");
            verifier.initVerify(key.get().getPublic());
            verifier.update(text.getBytes(StandardCharsets.US_ASCII));
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
