package org.bacalhau.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.bacalhau.client.ClientKey;
import org.bacalhau.core.Role;
import org.bacalhau.node.http.TestNode.Reply;
import org.bacalhau.node.http.auth.Tokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What tells about the compute role, and approvals. */
class ComputeApiTest {
    private static final String APPROVE = "/api/v1/compute/approve";
    private static final ClientKey KEY = ClientKey.generate();
    // Before the PKCS#1 form of a key of 2048 bits, in the form that Java writes.
    private static final int ALGORITHM_BYTES = 24;

    private TestNode node;

    @BeforeEach
    void start() {
        node = TestNode.start();
    }

    @AfterEach
    void close() {
        node.close();
    }

    private static String approval(String clientId) {
        // With blanks, as Python signs it.
        return "{\"ClientID\": \"" + clientId + "\", \"JobID\": \"j\", \"Response\": {\"shouldBid\": true}}";
    }

    private static String envelope(String payload, KeyPair key) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key.getPrivate());
        signature.update(payload.getBytes(StandardCharsets.UTF_8));
        byte[] encoded = key.getPublic().getEncoded();
        Base64.Encoder base64 = Base64.getEncoder();
        return "{\"client_public_key\":\""
                + base64.encodeToString(Arrays.copyOfRange(encoded, ALGORITHM_BYTES, encoded.length))
                + "\", \"payload\" :  " + payload + "\n, \"signature\": \"" + base64.encodeToString(signature.sign())
                + "\"}";
    }

    @Test
    void knowsNobodyWhoMayApprove() throws Exception {
        Reply refused = node.send("POST", APPROVE, envelope(approval(KEY.clientId()), KEY.keyPair()));

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.at("message")).isEqualTo("approval submitted by unknown client");
        assertThat(refused.at("error")).isEqualTo("code=401, message=approval submitted by unknown client");
    }

    @Test
    void looksAtTheSignatureFirst() throws Exception {
        String signed = envelope(approval(KEY.clientId()), KEY.keyPair());

        for (String tampered : List.of(signed.replace("\"j\"", "\"k\""), signed.replace(": true", ":true"))) {
            refuses(
                    tampered,
                    "error verifying request signature: client's signature is invalid: crypto/rsa: verification error");
        }
        refuses(
                envelope(approval(KEY.clientId()), Tokens.newKey()),
                "error validating request: client's public key does not match client ID");
        refuses(envelope(approval(""), KEY.keyPair()), "error validating request: payload must contain a client ID");
    }

    @Test
    void refusesWhatIsNoEnvelope() throws Exception {
        refuses("{}", "no payload contained in signed message");
        refuses("{\"payload\":null}", "no payload contained in signed message");
        for (String none : List.of("", "[", "[]", "{\"payload\":\"x\"}", "{\"payload\":{}")) {
            refusesUnread(none, "error unmarshalling envelope: ");
        }
        refusesUnread(envelope("{\"ClientID\":1}", KEY.keyPair()), "error unmarshalling payload: ");
    }

    private void refusesUnread(String body, String beginning) throws Exception {
        Reply refused = node.send("POST", APPROVE, body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(String.valueOf(refused.at("message"))).startsWith(beginning);
    }

    private void refuses(String body, String message) throws Exception {
        Reply refused = node.send("POST", APPROVE, body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.at("message")).isEqualTo(message);
    }

    @Test
    void tellsWhatTheComputeRoleIsBusyWith() throws Exception {
        assertThat(node.send("POST", "/api/v1/compute/debug", "").at("ActiveJobs"))
                .isEqualTo(List.of());
    }

    @Test
    void isThereWithTheComputeRoleOnly() throws Exception {
        try (TestNode requester = TestNode.start(HttpSettings.DEFAULT, builder -> builder.roles(Role.REQUESTER))) {
            assertThat(requester.send("POST", APPROVE, "{}").status()).isEqualTo(404);
            assertThat(requester.send("POST", "/api/v1/compute/debug", "").status())
                    .isEqualTo(404);
        }
    }
}
