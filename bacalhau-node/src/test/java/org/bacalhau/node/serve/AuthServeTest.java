package org.bacalhau.node.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bacalhau.client.ApiException;
import org.bacalhau.client.BacalhauClient;
import org.bacalhau.client.ClientKey;
import org.bacalhau.client.TokenStore;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.node.config.AuthMethodConfig;
import org.bacalhau.node.config.AuthMethodConfig.Type;
import org.bacalhau.node.config.NodeConfig;
import org.bacalhau.node.config.ServerKeys;
import org.bouncycastle.crypto.generators.SCrypt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthServeTest {
    @TempDir
    Path root;

    private Path access;

    @BeforeEach
    void demandTokens() throws IOException {
        access = write("access.yaml", "Access: tokens\n");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(root.resolve(name), text);
    }

    private NodeConfig config(Type type, Path policy) {
        return Servers.config(root.resolve("data"))
                .set(ServerKeys.AUTH_METHODS, Map.of("own", new AuthMethodConfig(type, Optional.of(policy))))
                .set(ServerKeys.ACCESS_POLICY, Optional.of(access))
                .build();
    }

    private static JobSpec job(String namespace) {
        Task task = Task.builder("main", SpecConfig.of("noop")).build();
        return JobSpec.builder(JobType.BATCH, task).namespace(namespace).build();
    }

    private static BacalhauClient.Builder answering(NodeServer server, Map<String, String> answers) {
        return BacalhauClient.builder(server.uri())
                .questions((method, questions) -> questions.stream()
                        .collect(Collectors.toMap(
                                question -> question.name(), question -> answers.get(question.name()))));
    }

    @Test
    void onlyKnownClientsGetIn() throws IOException {
        ClientKey known = ClientKey.generate();
        Path policy = write("clients.yaml", "AllowedClients:\n  - " + known.clientId() + "\n");
        try (NodeServer server = Servers.started(config(Type.CHALLENGE, policy));
                BacalhauClient friend =
                        BacalhauClient.builder(server.uri()).key(known).build();
                BacalhauClient stranger = BacalhauClient.builder(server.uri())
                        .key(ClientKey.generate())
                        .build()) {
            assertThat(friend.jobs().submit(job("default")).jobId()).isNotBlank();
            assertThatThrownBy(() -> stranger.jobs().submit(job("default")))
                    .isInstanceOf(BacalhauException.class)
                    .hasMessageContaining("user credentials rejected");
        }
    }

    @Test
    void clientsMayDoInEachNamespaceWhatThePolicySays() throws IOException {
        ClientKey known = ClientKey.generate();
        Path policy = write(
                "clients.json",
                "{\"AllowedClients\": {\"" + known.clientId()
                        + "\": {\"team\": [\"read\", \"write\"], \"*\": \"read\"}}}");
        try (NodeServer server = Servers.started(config(Type.CHALLENGE, policy));
                BacalhauClient client =
                        BacalhauClient.builder(server.uri()).key(known).build()) {
            assertThat(client.jobs().submit(job("team")).jobId()).isNotBlank();
            assertThatThrownBy(() -> client.jobs().submit(job("other")))
                    .isInstanceOfSatisfying(
                            ApiException.class,
                            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.PERMISSION_DENIED));
        }
    }

    @Test
    void aSharedSecretLetsIn() throws IOException {
        Path policy = write("secret.yaml", "Secret: open sesame\n");
        try (NodeServer server = Servers.started(config(Type.ASK, policy));
                BacalhauClient right =
                        answering(server, Map.of("token", "open sesame")).build();
                BacalhauClient wrong =
                        answering(server, Map.of("token", "open barley")).build()) {
            assertThat(right.jobs().submit(job("any")).jobId()).isNotBlank();
            assertThatThrownBy(() -> wrong.jobs().submit(job("any"))).hasMessageContaining("credentials rejected");
        }
    }

    @Test
    void passwordsLetInWhoTheyBelongTo() throws IOException {
        byte[] salt = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
        byte[] hash = SCrypt.generate("wonderland".getBytes(StandardCharsets.UTF_8), salt, 32_768, 8, 1, 32);
        Base64.Encoder base64 = Base64.getEncoder();
        Path policy = write(
                "users.yaml",
                "Users:\n  alice:\n    Hash: " + base64.encodeToString(hash) + "\n    Salt: "
                        + base64.encodeToString(salt) + "\n    Namespaces: {alice: all}\n");
        try (NodeServer server = Servers.started(config(Type.ASK, policy));
                BacalhauClient alice = answering(server, Map.of("username", "alice", "password", "wonderland"))
                        .build();
                BacalhauClient queen = answering(server, Map.of("username", "alice", "password", "off with"))
                        .build();
                BacalhauClient nobody = answering(server, Map.of("username", "cat", "password", "wonderland"))
                        .build()) {
            assertThat(alice.jobs().submit(job("alice")).jobId()).isNotBlank();
            assertThatThrownBy(() -> alice.jobs().submit(job("queen"))).isInstanceOf(ApiException.class);
            assertThatThrownBy(() -> queen.jobs().submit(job("alice"))).hasMessageContaining("credentials rejected");
            assertThatThrownBy(() -> nobody.jobs().submit(job("alice"))).hasMessageContaining("credentials rejected");
        }
    }

    @Test
    void tokensStayValidOverARestart() throws IOException {
        ClientKey known = ClientKey.generate();
        Path policy = write("clients.yaml", "AllowedClients: [" + known.clientId() + "]\n");
        TokenStore tokens = TokenStore.inMemory();
        String token;
        try (NodeServer server = Servers.started(config(Type.CHALLENGE, policy));
                BacalhauClient client = BacalhauClient.builder(server.uri())
                        .key(known)
                        .tokens(tokens)
                        .build()) {
            assertThat(client.jobs().submit(job("default")).jobId()).isNotBlank();
            token = tokens.token(server.uri()).orElseThrow();
        }
        try (NodeServer server = Servers.started(config(Type.CHALLENGE, policy))) {
            tokens.save(server.uri(), token);
            // Without a key it could not get another token.
            try (BacalhauClient client =
                    BacalhauClient.builder(server.uri()).tokens(tokens).build()) {
                assertThat(client.jobs().submit(job("default")).jobId()).isNotBlank();
            }
        }
    }

    @Test
    void aRegoPolicyIsRefusedWithItsCounterpart() throws IOException {
        Path named = write("policy.rego", "package bacalhau.authz\n");
        Path disguised = write("policy.txt", "package bacalhau.authn\n");
        assertThatThrownBy(() -> NodeServer.open(config(Type.ASK, disguised)))
                .isInstanceOfSatisfying(
                        BacalhauException.class,
                        refusal -> assertThat(refusal.failure().hint())
                                .startsWith("write it as a YAML file instead: Secret: TEXT, or Users: "))
                .hasMessageStartingWith("policy " + disguised + " is Rego, which this node does not run");
        access = named;
        assertThatThrownBy(() -> NodeServer.open(config(Type.CHALLENGE, write("c.yaml", "AllowedClients: []"))))
                .hasMessageStartingWith("policy " + named + " is Rego, which this node does not run");
    }

    @Test
    void policiesThatMeanNothingAreRefused() throws IOException {
        record Case(Type type, String text, String problem) {}
        for (Case wrong : List.of(
                new Case(Type.CHALLENGE, "AllowedClients: [abc]", "\"abc\" is no client id"),
                new Case(Type.CHALLENGE, "AllowedClients: x", "AllowedClients is neither a list nor a map"),
                new Case(Type.CHALLENGE, "Secret: abcdefgh", "it has \"secret\", which means nothing here"),
                new Case(Type.CHALLENGE, "", "stands where names with values are expected"),
                new Case(Type.ASK, "Secret: short", "the secret has fewer than 8 characters"),
                new Case(Type.ASK, "Secret: abcdefgh\nUsers: {}", "it has to have exactly one of"),
                new Case(Type.ASK, "Users: {a: {Hash: AAAA, Salt: AAAA}}", "user \"a\": the hash has 3 bytes"),
                new Case(Type.ASK, "Users: {a: {Salt: AAAA}}", "user \"a\" needs Hash and Salt"),
                new Case(Type.ASK, "Users: [", "it is not YAML: line 1, column 9"))) {
            Path policy = write("policy.yaml", wrong.text());
            assertThatThrownBy(() -> NodeServer.open(config(wrong.type(), policy)))
                    .isInstanceOf(BacalhauException.class)
                    .hasMessageStartingWith("policy " + policy + " cannot be used: ")
                    .hasMessageContaining(wrong.problem());
        }
    }
}
