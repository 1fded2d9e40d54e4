package org.bacalhau.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.bacalhau.client.AskHandler.Question;
import org.bacalhau.client.api.AuthMethods;
import org.bacalhau.client.api.AuthRequest;
import org.bacalhau.client.api.AuthResponse;
import org.bacalhau.client.api.Json;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Sends calls with a token, and gets one where the node wants it (http-api.md §6, §19.3). Safe for any thread; however
 * many calls are refused at a time, the client logs in once for all of them.
 *
 * <p>Unlike the original's client this one logs in only when a node refuses a call: an open node is not bothered.
 */
final class Authentication {
    private final ApiConnection connection;
    private final ClientSettings settings;
    private final Executor blocking;
    private final Object lock = new Object();
    // Guarded by lock.
    private @Nullable CompletableFuture<String> login;
    // What the store says, so that it is not asked for every call; null until it was asked.
    private volatile @Nullable Optional<String> known;

    Authentication(ApiConnection connection, ClientSettings settings, Executor blocking) {
        this.connection = connection;
        this.settings = settings;
        this.blocking = blocking;
    }

    /** Sends a call; if the node refuses its token, logs in and sends it once more. */
    CompletableFuture<Answer> send(ApiCall call) {
        if (call.anonymous()) {
            return connection.send(call, null);
        }
        String token = token();
        CompletableFuture<Answer> result = new CompletableFuture<>();
        CompletableFuture<Answer> first = connection.send(call, token);
        Futures.cancelWith(result, first);
        Futures.whenDone(first, (answer, failure) -> {
            if (failure == null) {
                result.complete(answer);
            } else if (isRefused(Futures.causeOf(failure)) && canLogIn()) {
                // What waits for the login must not end it, since other calls wait too.
                CompletableFuture<Answer> second =
                        Futures.then(login(token).copy(), renewed -> connection.send(call, renewed));
                Futures.cancelWith(result, second);
                Futures.pass(second, result);
            } else {
                result.completeExceptionally(Futures.causeOf(failure));
            }
        });
        return result;
    }

    private static boolean isRefused(Throwable failure) {
        return failure instanceof ApiException refused && refused.httpStatus().orElse(0) == 401;
    }

    private boolean canLogIn() {
        return settings.key() != null || settings.questions() != null;
    }

    /** Returns the token that calls are sent with; null for none. */
    @Nullable
    String token() {
        Optional<String> token = known;
        if (token == null) {
            token = settings.tokens().token(settings.base());
            known = token;
        }
        return token.orElse(null);
    }

    /** Forgets the token, here and in the store. */
    void forget() {
        settings.tokens().remove(settings.base());
        known = Optional.empty();
    }

    /**
     * Returns a token other than the one that was refused.
     *
     * @param refused the token that the node did not take; null if there was none
     */
    CompletableFuture<String> login(@Nullable String refused) {
        synchronized (lock) {
            // Another process may have logged in meanwhile.
            known = null;
            String current = token();
            if (current != null && !current.equals(refused)) {
                return CompletableFuture.completedFuture(current);
            }
            if (login == null) {
                CompletableFuture<String> started = newLogin();
                login = started;
                Futures.whenDone(started, (token, failure) -> {
                    synchronized (lock) {
                        login = null;
                    }
                });
                return started;
            }
            return login;
        }
    }

    private CompletableFuture<String> newLogin() {
        return methods()
                .thenApplyAsync(this::answerTo, blocking)
                .thenCompose(answer -> connection.send(
                        ApiCall.change("POST", answer.request(), "auth", answer.method())
                                .anonymously(),
                        null))
                .thenApplyAsync(this::accept, blocking);
    }

    /** Asks the node for its ways to log in. */
    CompletableFuture<AuthMethods> methods() {
        return connection
                .send(ApiCall.get("auth").anonymously(), null)
                .thenApply(answer -> Json.read(answer.body(), AuthMethods.class));
    }

    private record MethodAnswer(String method, AuthRequest request) {}

    private MethodAnswer answerTo(AuthMethods offered) {
        // A key needs nobody's attention, so it comes first.
        return answer(offered, AuthMethods.CHALLENGE, settings.key() == null)
                .or(() -> answer(offered, AuthMethods.ASK, settings.questions() == null))
                .orElseThrow(() -> ApiException.withoutAnswer(
                        Failure.of(
                                ErrorCode.PERMISSION_DENIED,
                                "no common authentication method: the node offers "
                                        + offered.methods().keySet(),
                                "give the client a key for methods of type challenge, or answers for type ask"),
                        "",
                        null));
    }

    private Optional<MethodAnswer> answer(AuthMethods offered, String type, boolean unable) {
        return offered.methods().entrySet().stream()
                .filter(method -> !unable && method.getValue().type().equals(type))
                .findFirst()
                .map(method -> {
                    Object data = type.equals(AuthMethods.CHALLENGE)
                            ? signed(method.getValue())
                            : asked(method.getKey(), method.getValue());
                    String encoded = Base64.getEncoder().encodeToString(Json.write(data));
                    return new MethodAnswer(method.getKey(), new AuthRequest("", null, method.getKey(), encoded));
                });
    }

    private AuthRequest.ChallengeAnswer signed(AuthMethods.Requirement challenge) {
        ClientKey key = Objects.requireNonNull(settings.key()).get();
        String phrase = Json.convert(challenge.params(), AuthMethods.ChallengeParams.class)
                .inputPhrase();
        Base64.Encoder base64 = Base64.getEncoder();
        byte[] bytes = Base64.getDecoder().decode(phrase.getBytes(StandardCharsets.US_ASCII));
        return new AuthRequest.ChallengeAnswer(
                base64.encodeToString(key.sign(bytes)), base64.encodeToString(key.publicKey()));
    }

    private Map<String, String> asked(String method, AuthMethods.Requirement requirement) {
        AskHandler questions = Objects.requireNonNull(settings.questions());
        Collection<?> required =
                requirement.params().get("required") instanceof Collection<?> names ? names : List.of();
        List<Question> asked = new ArrayList<>(); // as many as the node's schema has, which is a part of its answer
        if (requirement.params().get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((name, schema) -> asked.add(new Question(
                    String.valueOf(name),
                    required.contains(name),
                    schema instanceof Map<?, ?> details && Boolean.TRUE.equals(details.get("writeOnly")))));
        }
        return questions.answer(method, List.copyOf(asked));
    }

    private String accept(Answer answer) {
        AuthResponse.Authentication result =
                Json.read(answer.body(), AuthResponse.class).authentication();
        if (!result.success() || result.token().isEmpty()) {
            throw new ApiException(
                    Failure.of(
                            ErrorCode.PERMISSION_DENIED,
                            "login refused: " + result.reason(),
                            "check the key or the answers"),
                    answer.status(),
                    answer.requestId(),
                    List.of(),
                    null);
        }
        settings.tokens().save(settings.base(), result.token());
        known = Optional.of(result.token());
        return result.token();
    }
}
