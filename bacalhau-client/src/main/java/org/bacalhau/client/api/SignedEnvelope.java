package org.bacalhau.client.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request with the signature of whoever makes it (http-api.md §13.3). Immutable.
 *
 * <p>The signature is over the payload's bytes as they were sent, which this record does not keep.
 *
 * @param payload the request proper; empty if missing
 * @param signature PKCS#1 v1.5 signature over the SHA-256 of the payload, in base64
 * @param publicKey the PKCS#1 form of the RSA key, in base64
 */
public record SignedEnvelope(
        @JsonProperty("payload") Map<String, @Nullable Object> payload,
        @JsonProperty("signature") String signature,
        @JsonProperty("client_public_key") String publicKey) {
    public SignedEnvelope {
        Objects.requireNonNull(payload, "payload");
        Objects.requireNonNull(signature, "signature");
        Objects.requireNonNull(publicKey, "publicKey");
    }
}
