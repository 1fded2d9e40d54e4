package org.bacalhau.node.http.endpoint;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bacalhau.client.api.AuthMethods;
import org.bacalhau.client.api.AuthMethods.Requirement;
import org.bacalhau.client.api.AuthRequest;
import org.bacalhau.client.api.AuthResponse;
import org.bacalhau.client.api.AuthResponse.Authentication;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.node.http.auth.AuthMethod;
import org.bacalhau.node.http.auth.AuthSettings;
import org.bacalhau.node.http.auth.Tokens;
import org.bacalhau.node.http.route.Answer;
import org.bacalhau.node.http.route.Call;
import org.bacalhau.node.http.route.Content;
import org.bacalhau.node.http.route.Method;
import org.bacalhau.node.http.route.Operation;
import org.bacalhau.node.http.route.Refusal;
import org.bacalhau.node.http.route.Route;
import org.jspecify.annotations.Nullable;

/** Gives out tokens (http-api.md §6.2, §6.3). On every node: the Go client asks for a token before anything else. */
final class AuthEndpoints {
    private final NodeId node;
    private final AuthSettings settings;
    private final Tokens tokens;

    AuthEndpoints(NodeId node, AuthSettings settings, Tokens tokens) {
        this.node = node;
        this.settings = settings;
        this.tokens = tokens;
    }

    List<Route> routes() {
        return List.of(
                Route.of(
                        Method.GET,
                        "/api/v1/auth",
                        Operation.of("auth.list", "Lists the ways to get a token.", Content.json(AuthMethods.class)),
                        call -> Answers.json(methods())),
                Route.of(
                        Method.GET,
                        "/api/v1/auth/:name",
                        Operation.of(
                                        "auth.get",
                                        "Returns what a way to get a token demands.",
                                        Content.json(Requirement.class))
                                .refusing(404),
                        call -> Answers.json(method(call).requirement(node))),
                Route.of(
                        Method.POST,
                        "/api/v1/auth/:name",
                        Operation.of("auth.authenticate", "Gives out a token.", Content.json(AuthResponse.class))
                                .taking(AuthRequest.class)
                                .refusing(404, 415),
                        call -> Answers.now(authenticate(call))));
    }

    private AuthMethods methods() {
        Map<String, Requirement> requirements = new LinkedHashMap<>();
        settings.methods().forEach((name, method) -> requirements.put(name, method.requirement(node)));
        return new AuthMethods("", requirements);
    }

    private AuthMethod method(Call call) {
        @Nullable AuthMethod method = settings.methods().get(call.variable("name"));
        if (method == null) {
            throw Refusal.of(ErrorCode.NOT_FOUND, "Not Found", "GET /api/v1/auth lists the methods");
        }
        return method;
    }

    private Answer authenticate(Call call) {
        AuthMethod method = method(call);
        String data = call.json(AuthRequest.class).map(AuthRequest::methodData).orElse("");
        if (data.isEmpty()) {
            throw Refusal.unreadable(
                    "invalid authentication data: unexpected end of JSON input",
                    "put base64 of what the method demands into MethodData");
        }
        byte[] answer;
        try {
            answer = Base64.getDecoder().decode(data);
        } catch (IllegalArgumentException e) {
            String cause = "illegal base64 data: " + e.getMessage();
            throw Refusal.unreadable(
                    "code=400, message=" + cause + ", internal=" + cause, "encode MethodData by standard base64");
        }
        AuthMethod.Outcome outcome = method.judge(node, answer);
        if (outcome instanceof AuthMethod.Outcome.Known known) {
            String token = tokens.issue(known.subject(), known.namespaces());
            return Answer.json(new AuthResponse(new Authentication(true, "", token)));
        }
        String reason = ((AuthMethod.Outcome.Rejected) outcome).reason();
        return new Answer.Whole(401, Answer.JSON, new AuthResponse(new Authentication(false, reason, "")), Map.of());
    }
}
