package org.bacalhau.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.RecordedRequest;
import org.bacalhau.client.AskHandler.Question;
import org.bacalhau.client.api.ApiJob;
import org.bacalhau.client.api.AuthMethods;
import org.bacalhau.client.api.AuthRequest;
import org.bacalhau.client.api.Json;
import org.bacalhau.client.api.Recordings;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LoginTest {
    private static final String JOB = "{\"Job\":{\"ID\":\"j-1\"}}";
    private static final String REFUSED =
            "{\"error\":\"code=401, message=Invalid token. \",\"message\":\"Invalid token. \"}";
    private static final String TOKEN = "{\"Authentication\":{\"success\":true,\"token\":\"t-1\"}}";
    private static final ClientKey KEY = ClientKey.generate();

    @TempDir
    Path temp;

    private final TestNode node = new TestNode();

    @AfterEach
    void close() {
        node.close();
    }

    private static String methods(String file) {
        return Recordings.of(file).get(0).response().get("body").toString();
    }

    @Test
    void anOpenNodeIsNotBothered() {
        node.answers(JOB);
        try (BacalhauClient client = node.client().key(KEY).build()) {
            client.jobs().get("j-1");
        }
        assertThat(node.request().getHeaders().get("Authorization")).isNull();
        assertThat(node.server().getRequestCount()).isEqualTo(1);
    }

    @Test
    void signsTheChallengeOfANodeThatRefusesAndSendsTheCallOnceMore() throws Exception {
        node.answers(401, REFUSED)
                .answers(methods("auth/methods"))
                .answers(TOKEN)
                .answers(JOB)
                .answers(JOB);
        try (BacalhauClient client = node.client().key(KEY).build()) {
            assertThat(client.jobs().get("j-1").id()).isEqualTo("j-1");
            client.jobs().get("j-1");
        }
        assertThat(node.request().getTarget()).endsWith("/jobs/j-1");
        assertThat(node.request().getTarget()).isEqualTo("/api/v1/auth");
        RecordedRequest answer = node.request();
        assertThat(answer.getMethod() + " " + answer.getTarget()).isEqualTo("POST /api/v1/auth/clientkey");
        requireSigned(answer);
        assertThat(node.request().getHeaders().get("Authorization")).isEqualTo("Bearer t-1");
        assertThat(node.request().getHeaders().get("Authorization")).isEqualTo("Bearer t-1");
    }

    private static void requireSigned(RecordedRequest request) throws Exception {
        AuthRequest body = Json.read(TestNode.bodyOf(request), AuthRequest.class);
        Base64.Decoder base64 = Base64.getDecoder();
        AuthRequest.ChallengeAnswer answer =
                Json.read(base64.decode(body.methodData()), AuthRequest.ChallengeAnswer.class);
        var numbers = RsaDer.decode(base64.decode(answer.publicKey()));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(
                KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(numbers.get(0), numbers.get(1))));
        AuthMethods offered = Json.read(methods("auth/methods"), AuthMethods.class);
        String phrase =
                String.valueOf(offered.methods().get("clientkey").params().get("InputPhrase"));
        signature.update(base64.decode(phrase));
        assertThat(signature.verify(base64.decode(answer.phraseSignature()))).isTrue();
    }

    @Test
    void answersQuestionsWhereAKeyIsNotWanted() {
        node.answers(401, REFUSED)
                .answers(methods("auth/ask-methods"))
                .answers(TOKEN)
                .answers(JOB);
        AtomicReference<List<Question>> asked = new AtomicReference<>();
        try (BacalhauClient client = node.client()
                .key(KEY)
                .questions((method, questions) -> {
                    asked.set(questions);
                    return Map.of("user", "ann", "passcode", "letmein");
                })
                .build()) {
            client.jobs().get("j-1");
        }
        assertThat(asked.get())
                .containsExactlyInAnyOrder(new Question("passcode", true, true), new Question("user", true, false));
        node.request();
        node.request();
        RecordedRequest answer = node.request();
        assertThat(answer.getTarget()).isEqualTo("/api/v1/auth/password");
        String data = Json.read(TestNode.bodyOf(answer), AuthRequest.class).methodData();
        assertThat(new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8))
                .isEqualTo("{\"passcode\":\"letmein\",\"user\":\"ann\"}");
    }

    @Test
    void logsInOnlyOnceForACall() {
        node.answers(401, REFUSED)
                .answers(methods("auth/methods"))
                .answers(TOKEN)
                .answers(401, REFUSED)
                .answers(JOB);
        try (BacalhauClient client = node.client().key(KEY).build()) {
            assertThatExceptionOfType(ApiException.class)
                    .isThrownBy(() -> client.jobs().get("j-1"))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.PERMISSION_DENIED))
                    .satisfies(e -> assertThat(e.httpStatus()).hasValue(401));
        }
        assertThat(node.server().getRequestCount()).isEqualTo(4);
    }

    @Test
    void logsInOnceForManyCallsThatAreRefusedTogether() throws Exception {
        GatedNode gate = new GatedNode();
        node.server().setDispatcher(gate);
        try (BacalhauClient client = node.client().key(KEY).build()) {
            List<CompletableFuture<ApiJob>> jobs = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                jobs.add(client.jobs().getAsync("j-1"));
            }
            for (CompletableFuture<ApiJob> job : jobs) {
                assertThat(job.get(30, TimeUnit.SECONDS).id()).isEqualTo("j-1");
            }
        }
        assertThat(gate.logins()).isEqualTo(1);
    }

    @Test
    void aRefusedLoginEndsTheCallWithItsReason() {
        node.answers(401, REFUSED)
                .answers(methods("auth/methods"))
                .answers(401, "{\"Authentication\":{\"success\":false,\"reason\":\"crypto/rsa: verification error\"}}");
        try (BacalhauClient client = node.client().key(KEY).build()) {
            assertThatExceptionOfType(ApiException.class)
                    .isThrownBy(() -> client.jobs().get("j-1"))
                    .withMessageContaining("crypto/rsa: verification error")
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.PERMISSION_DENIED));
        }
    }

    @Test
    void saysWhenTheNodeOffersNoWayThatTheClientCanGo() {
        node.answers(401, REFUSED).answers(methods("auth/ask-methods"));
        try (BacalhauClient client = node.client().key(KEY).build()) {
            assertThatExceptionOfType(ApiException.class)
                    .isThrownBy(() -> client.jobs().get("j-1"))
                    .withMessageContaining("no common authentication method")
                    .withMessageContaining("password");
        }
    }

    @Test
    void withoutKeyAndAnswersARefusalIsARefusal() {
        node.answers(401, REFUSED);
        try (BacalhauClient client = node.client().build()) {
            assertThatExceptionOfType(ApiException.class)
                    .isThrownBy(() -> client.jobs().get("j-1"))
                    .satisfies(e -> assertThat(e.hint()).contains("key"));
        }
    }

    @Test
    void tokensOutliveTheClient() throws Exception {
        Path file = temp.resolve("repo/tokens.json");
        node.answers(methods("auth/methods")).answers(TOKEN).answers(JOB);
        try (BacalhauClient client =
                node.client().key(KEY).tokens(TokenStore.file(file)).build()) {
            client.login().renew();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        String base = node.base().toString().replaceAll("/$", "");
        assertThat(Json.read(Files.readAllBytes(file), Map.class)).isEqualTo(Map.of(base, "t-1"));

        try (BacalhauClient client = node.client().tokens(TokenStore.file(file)).build()) {
            client.jobs().get("j-1");
            client.login().forget();
        }
        node.request();
        node.request();
        assertThat(node.request().getHeaders().get("Authorization")).isEqualTo("Bearer t-1");
        assertThat(file).hasContent("{}");
    }

    @Test
    void aDamagedTokenFileIsAsGoodAsNone() throws Exception {
        Path file = Files.writeString(temp.resolve("tokens.json"), "{\"broken");
        node.answers(JOB);
        try (BacalhauClient client = node.client().tokens(TokenStore.file(file)).build()) {
            assertThat(client.jobs().get("j-1").id()).isEqualTo("j-1");
        }
    }

    @Test
    void aNewLoginOfAnotherProcessIsUsed() {
        TokenStore tokens = TokenStore.inMemory();
        String base = node.base().toString().replaceAll("/$", "");
        tokens.save(java.net.URI.create(base), "old");
        node.answers(JOB).answers(401, REFUSED).answers(JOB);
        try (BacalhauClient client = node.client().key(KEY).tokens(tokens).build()) {
            client.jobs().get("j-1");
            tokens.save(java.net.URI.create(base), "new");
            client.jobs().get("j-1");
        }
        node.request();
        assertThat(node.request().getHeaders().get("Authorization")).isEqualTo("Bearer old");
        assertThat(node.request().getHeaders().get("Authorization")).isEqualTo("Bearer new");
    }

    @Test
    void keysAreWrittenAsTheOriginalReadsThemAndReadAgain() throws Exception {
        Path file = temp.resolve("repo/user_id.pem");

        ClientKey created = ClientKey.readOrCreate(file);

        assertThat(ClientKey.readOrCreate(file).clientId()).isEqualTo(created.clientId());
        assertThat(Files.readString(file)).startsWith("-----BEGIN RSA PRIVATE KEY-----\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void recordedKeyHasTheRecordedClientId() throws Exception {
        var recording = Recordings.PLAIN.readTree(Recordings.directory()
                .resolve("http/auth/challenge-success.json")
                .toFile());
        String data = Recordings.of("auth/challenge-success")
                .get(0)
                .request()
                .path("body")
                .path("MethodData")
                .asText();
        AuthRequest.ChallengeAnswer answer =
                Json.read(Base64.getDecoder().decode(data), AuthRequest.ChallengeAnswer.class);

        assertThat(ClientKey.idOf(RsaDer.decode(Base64.getDecoder().decode(answer.publicKey()))
                        .get(0)))
                .isEqualTo(recording.path("tokenClaims").path("sub").asText());
    }

    @Test
    void saysWhichKeyFileCannotBeUsed() throws Exception {
        List<Path> files = List.of(
                temp.resolve("missing.pem"),
                temp,
                Files.writeString(temp.resolve("empty.pem"), ""),
                Files.writeString(
                        temp.resolve("junk.pem"),
                        "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n"),
                Files.writeString(
                        temp.resolve("short.pem"),
                        "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\n"),
                Files.writeString(
                        temp.resolve("other.pem"), "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n"));

        assertThat(files)
                .allSatisfy(file -> assertThatExceptionOfType(BacalhauException.class)
                        .isThrownBy(() -> ClientKey.read(file))
                        .withMessageContaining(file.toString())
                        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT)));
    }

    @Test
    void aKeyDoesNotShowItself() {
        assertThat(KEY.toString()).isEqualTo("ClientKey[" + KEY.clientId() + "]");
    }
}
