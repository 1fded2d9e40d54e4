package org.bacalhau.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bacalhau.client.BacalhauClient;
import org.bacalhau.client.ClientKey;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.node.executor.noop.NoopExecutor;
import org.bacalhau.node.http.TestNode.Reply;
import org.bacalhau.node.http.auth.AskMethod;
import org.bacalhau.node.http.auth.AuthMethod;
import org.bacalhau.node.http.auth.AuthSettings;
import org.bacalhau.node.http.auth.ChallengeMethod;
import org.bacalhau.node.http.auth.Claims;
import org.bacalhau.node.http.auth.TokenPolicy;
import org.bacalhau.node.http.auth.Tokens;
import org.bacalhau.node.http.route.Caller;
import org.junit.jupiter.api.Test;

/** Who gets in, and what they may do then. */
class AuthApiTest {
    private static final String JOBS = "/api/v1/orchestrator/jobs";
    private static final KeyPair KEY = Tokens.newKey();
    private static final NodeId NODE = new NodeId(TestNode.NODE_ID);
    private static final Instant NOW = Instant.parse("2024-06-28T10:35:00Z");

    @Test
    void letsNobodyInWithoutATokenThatWasAskedFor() throws Exception {
        try (TestNode node = guarded()) {
            Reply refused = node.get(JOBS);
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.at("message")).isEqualTo("Invalid token. ");
            assertThat(node.get("/api/v1/agent/alive").status()).isEqualTo(200);
            assertThat(ask(node, "wrong").status()).isEqualTo(401);
            String token = String.valueOf(ask(node, "letmein").at("Authentication", "token"));

            assertThat(node.get(JOBS, "Authorization", "Bearer " + token).status())
                    .isEqualTo(200);
            assertThat(node.get(JOBS, "Authorization", "bearer " + token + "x").status())
                    .isEqualTo(401);
            assertThat(node.get(JOBS, "Authorization", "Basic " + token).status())
                    .isEqualTo(401);
        }
    }

    private static Reply ask(TestNode node, String passcode) throws Exception {
        String data = "{\"user\":\"ann\",\"passcode\":\"" + passcode + "\"}";
        return node.send(
                "POST",
                "/api/v1/auth/password",
                "{\"MethodData\":\"" + Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8))
                        + "\"}");
    }

    private static TestNode guarded() {
        Map<String, AuthMethod> methods = Map.of("password", AskMethod.ofUser("ann", "letmein"));
        return TestNode.start(
                HttpSettings.DEFAULT.withAuth(new AuthSettings(methods, new TokenPolicy(), KEY)),
                builder -> builder.executor(new NoopExecutor()));
    }

    @Test
    void keepsCallersToTheirNamespaces() throws Exception {
        try (TestNode node = guarded()) {
            Tokens tokens = new Tokens(NODE, () -> KEY, InstantSource.system());
            String own = "Bearer " + tokens.issue("bob", Map.of("bobs", Caller.EVERYTHING));
            String all = "Bearer " + tokens.issue("eve", Map.of("*", Caller.READ));
            String job = "{\"Job\":" + TestNode.noop("x").replaceFirst("\\{", "{\"Namespace\":\"bobs\",") + "}";
            String other = "{\"Job\":" + TestNode.noop("x") + "}";
            Reply submitted = node.send("PUT", JOBS, job, "Authorization", own);
            String id = String.valueOf(submitted.at("JobID"));

            assertThat(submitted.status()).isEqualTo(200);
            assertThat(node.send("PUT", JOBS, other, "Authorization", own).status())
                    .isEqualTo(403);
            assertThat(node.send("PUT", JOBS, job, "Authorization", all).status())
                    .isEqualTo(403);
            assertThat(node.get(JOBS + "/" + id, "Authorization", all).status()).isEqualTo(200);
            assertThat(node.send("DELETE", JOBS + "/" + id, "", "Authorization", all)
                            .status())
                    .isEqualTo(403);
            assertThat(node.get(JOBS + "/" + id + "/results", "Authorization", all)
                            .status())
                    .isEqualTo(403);
            String stranger = "Bearer " + tokens.issue("sue", Map.of("sues", Caller.EVERYTHING));
            assertThat(node.get(JOBS + "/" + id, "Authorization", stranger).status())
                    .isEqualTo(403);
            assertThat(node.get(JOBS, "Authorization", stranger).text()).doesNotContain(id);
        }
    }

    @Test
    void issuesATokenToAClientThatSignsTheChallenge() throws Exception {
        ClientKey key = ClientKey.generate();
        AuthMethod onlyThisKey = new ChallengeMethod(Set.of(key.clientId()));
        AuthSettings auth = new AuthSettings(Map.of("clientkey", onlyThisKey), new TokenPolicy(), KEY);
        try (TestNode node = TestNode.start(HttpSettings.DEFAULT.withAuth(auth), builder -> builder);
                BacalhauClient known =
                        BacalhauClient.builder(node.server().uri()).key(key).build();
                BacalhauClient stranger = BacalhauClient.builder(node.server().uri())
                        .key(ClientKey.generate())
                        .build()) {
            assertThat(known.agent().node().id()).isEqualTo(TestNode.NODE_ID);
            assertThatThrownBy(() -> stranger.agent().node())
                    .isInstanceOf(BacalhauException.class)
                    .hasMessageContaining("user credentials rejected");
        }
    }

    @Test
    void refusesTokensThatWereTamperedWithOrAreOldOrOfAnotherNode() {
        Tokens tokens = new Tokens(NODE, () -> KEY, () -> NOW);
        String token = tokens.issue("ann", Map.of("*", Caller.READ));
        String[] parts = token.split("\\.");
        String richer = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                        .replace("\"*\":1", "\"*\":9")
                        .getBytes(StandardCharsets.UTF_8));
        String none = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(tokens.read(token).map(Claims::subject)).isEqualTo(Optional.of("ann"));
        assertThat(tokens.read(parts[0] + "." + richer + "." + parts[2])).isEmpty();
        assertThat(tokens.read(none + "." + parts[1] + ".")).isEmpty();
        assertThat(tokens.read("a.b.c")).isEmpty();
        assertThat(tokens.read(token.repeat(100))).isEmpty();
        Tokens later = new Tokens(NODE, () -> KEY, () -> NOW.plus(Tokens.LIFETIME));
        assertThat(later.read(token)).isEmpty();
        assertThat(new Tokens(new NodeId("n-other"), () -> KEY, () -> NOW).read(token))
                .isEmpty();
        KeyPair another = Tokens.newKey();
        assertThat(new Tokens(NODE, () -> another, () -> NOW).read(token)).isEmpty();
    }
}
