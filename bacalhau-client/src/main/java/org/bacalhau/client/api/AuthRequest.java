package org.bacalhau.client.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a token: {@code POST /api/v1/auth/:name} (http-api.md §6.3). Immutable.
 *
 * @param namespace ignored
 * @param credential ignored
 * @param name ignored: the path names the method
 * @param methodData a JSON document in base64: {@link ChallengeAnswer}, or a flat object of answers; empty if missing
 */
public record AuthRequest(String namespace, @Nullable Credential credential, String name, String methodData) {
    public AuthRequest {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(methodData, "methodData");
    }

    /**
     * The answer to a challenge. Immutable.
     *
     * @param phraseSignature PKCS#1 v1.5 signature over the SHA-256 of the phrase, in base64
     * @param publicKey the PKCS#1 form of the RSA key, in base64
     */
    public record ChallengeAnswer(String phraseSignature, String publicKey) {
        public ChallengeAnswer {
            Objects.requireNonNull(phraseSignature, "phraseSignature");
            Objects.requireNonNull(publicKey, "publicKey");
        }
    }

    /** Returns a text without the answers. */
    @Override
    public String toString() {
        return "AuthRequest[" + name + "]";
    }
}
