package org.bacalhau.node.http.endpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import org.bacalhau.client.api.Json;
import org.bacalhau.client.api.MalformedJsonException;
import org.bacalhau.client.api.SignedEnvelope;
import org.bacalhau.node.http.auth.SignerKey;
import org.bacalhau.node.http.route.Refusal;

/**
 * The payload of an envelope whose signature is right (http-api.md §13.3). Immutable.
 *
 * @param json the payload's bytes as they were sent
 * @param signer the id of the client that signed it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SignedPayload(byte[] json, String signer) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String SIGN =
            "sign the payload's bytes as they are sent, with SHA-256 and RSA PKCS#1 v1.5; put"
                    + " signature and public key (PKCS#1) in base64";

    /**
     * Takes a payload out of its envelope.
     *
     * @throws Refusal if the body is no envelope, holds no payload, or the signature is not right
     */
    static SignedPayload read(byte[] body) {
        SignedEnvelope envelope;
        byte[] payload;
        try {
            envelope = Json.read(body, SignedEnvelope.class);
            payload = payload(body);
        } catch (MalformedJsonException e) {
            throw unreadable("error unmarshalling envelope: " + e.failure().message());
        } catch (IOException e) {
            throw unreadable("error unmarshalling envelope: " + e.getMessage());
        }
        if (payload.length == 0) {
            throw unreadable("no payload contained in signed message");
        }
        return new SignedPayload(payload, signer(envelope, payload));
    }

    private static Refusal unreadable(String message) {
        return Refusal.unreadable(
                message, "send JSON in UTF-8: {\"payload\": {…}, \"signature\": …, \"client_public_key\": …}");
    }

    // Reading and writing it again would not give the bytes that were signed.
    private static byte[] payload(byte[] envelope) throws IOException {
        byte[] found = {};
        try (JsonParser parser = JSON.createParser(envelope)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isPayload = parser.currentName().equalsIgnoreCase("payload");
                JsonToken value = parser.nextToken();
                long begin = parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                if (isPayload && value == JsonToken.START_OBJECT) {
                    if (begin < 0) {
                        throw new IOException("the text is not in UTF-8");
                    }
                    found = Arrays.copyOfRange(
                            envelope,
                            Math.toIntExact(begin),
                            Math.toIntExact(parser.currentLocation().getByteOffset()));
                }
            }
        }
        return found;
    }

    private static String signer(SignedEnvelope envelope, byte[] payload) {
        SignerKey key;
        byte[] signature;
        try {
            key = SignerKey.ofPkcs1(Base64.getDecoder().decode(envelope.publicKey()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw invalid("failed to decode public key: " + e.getMessage());
        }
        try {
            signature = Base64.getDecoder().decode(envelope.signature());
        } catch (IllegalArgumentException e) {
            throw invalid("failed to decode signature: " + e.getMessage());
        }
        if (!key.hasSigned(payload, signature)) {
            throw invalid("crypto/rsa: verification error");
        }
        return key.clientId();
    }

    private static Refusal invalid(String cause) {
        return Refusal.unreadable("error verifying request signature: client's signature is invalid: " + cause, SIGN);
    }

    /**
     * Reads the payload.
     *
     * @throws Refusal if it is not JSON of such a record
     */
    <T> T as(Class<T> type) {
        try {
            return Json.read(json, type);
        } catch (MalformedJsonException e) {
            throw unreadable("error unmarshalling payload: " + e.failure().message());
        }
    }

    /**
     * Makes sure that the payload is its signer's.
     *
     * @param clientId whose it says it is
     * @throws Refusal if it is not
     */
    void requireSigner(String clientId) {
        String problem = clientId.isEmpty()
                ? "payload must contain a client ID"
                : clientId.equals(signer) ? "" : "client's public key does not match client ID";
        if (!problem.isEmpty()) {
            throw Refusal.unreadable(
                    "error validating request: " + problem,
                    "ClientID is the lower-case hexadecimal SHA-256 of the modulus of the key that signs");
        }
    }
}
