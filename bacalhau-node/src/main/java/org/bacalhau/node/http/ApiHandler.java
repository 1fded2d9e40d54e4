package org.bacalhau.node.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.bacalhau.client.api.ApiHeaders;
import org.bacalhau.node.http.route.Answer;
import org.bacalhau.node.http.route.Call;
import org.bacalhau.node.http.route.Caller;
import org.bacalhau.node.http.route.Query;
import org.bacalhau.node.http.route.Router;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The way of a request, from its headers to its answer. Safe for any thread.
 *
 * <p>What turns a request away without its body is asked first, so that nobody has to send what nobody will read.
 */
final class ApiHandler extends Handler.Abstract {
    private final Router router;
    private final Gatekeeper gatekeeper;
    private final ServerVersion version;
    private final VersionGate versionGate;
    private final CrossOrigin crossOrigin;
    private final RequestIds ids;
    private final BodyReader bodies;
    private final AnswerWriter writer;

    ApiHandler(
            Router router,
            Gatekeeper gatekeeper,
            ServerVersion version,
            CrossOrigin crossOrigin,
            RequestIds ids,
            BodyReader bodies,
            AnswerWriter writer) {
        this.router = router;
        this.gatekeeper = gatekeeper;
        this.version = version;
        this.versionGate = new VersionGate(version);
        this.crossOrigin = crossOrigin;
        this.ids = ids;
        this.bodies = bodies;
        this.writer = writer;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        crossOrigin.mark(request.getHeaders(), response.getHeaders());
        if (request.getMethod().equals("OPTIONS")) {
            crossOrigin.markPreflight(request.getHeaders(), response.getHeaders());
            response.setStatus(204);
            callback.succeeded();
            return true;
        }
        String id = ids.idFor(request.getHeaders().get(ApiHeaders.REQUEST_ID));
        response.getHeaders().put(ApiHeaders.REQUEST_ID, id);
        // While an answer is being made nothing moves on the connection, which is no reason to give up.
        request.addIdleTimeoutListener(timeout -> false);
        String path = LegacyPaths.rewrite(request.getHttpURI().getPathQuery());
        int query = path.indexOf('?');
        Exchange exchange = new Exchange(request, response, callback, id, query < 0 ? path : path.substring(0, query));
        caught(() -> answer(exchange)).whenComplete((answer, failure) -> {
            if (failure == null) {
                writer.write(exchange, answer);
            } else {
                writer.write(exchange, ErrorAnswers.of(failure, ErrorAnswers.contentTypeOf(exchange.path()), id));
            }
        });
        return true;
    }

    private CompletionStage<Answer> answer(Exchange exchange) {
        bodies.checkLength(exchange);
        Request request = exchange.request();
        Caller caller = gatekeeper.admit(
                request.getMethod(), exchange.path(), request.getHeaders().get(HttpHeader.AUTHORIZATION));
        version.headers().forEach(exchange.response().getHeaders()::put);
        String clientVersion = request.getHeaders().get(ApiHeaders.GIT_VERSION);
        Optional<Answer.Whole> turnedAway = versionGate.check(clientVersion == null ? "" : clientVersion);
        if (turnedAway.isPresent()) {
            return CompletableFuture.completedFuture(turnedAway.get());
        }
        Router.Match match = router.find(request.getMethod(), exchange.path());
        if (match instanceof Router.Match.Found found) {
            Query query = Query.parse(request.getHttpURI().getQuery());
            return bodies.read(exchange)
                    .thenCompose(body -> caught(() -> found.route()
                            .endpoint()
                            .answer(new Call(
                                    found.variables(), query, headersOf(request), body, caller, clientOf(request)))));
        }
        return CompletableFuture.completedFuture(
                match instanceof Router.Match.WrongMethod wrong
                        ? ErrorAnswers.wrongMethod(exchange.path(), wrong.allowed(), exchange.id())
                        : ErrorAnswers.unknownPath(exchange.path(), exchange.id()));
    }

    private static CompletionStage<Answer> caught(Supplier<CompletionStage<Answer>> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Map<String, String> headersOf(Request request) {
        Map<String, String> headers = new HashMap<>();
        for (HttpField field : request.getHeaders()) {
            String value = field.getValue();
            if (value != null) {
                headers.putIfAbsent(field.getName().toLowerCase(Locale.ROOT), value);
            }
        }
        if (request.getMethod().equals("HEAD")) {
            headers.remove("range"); // has a meaning for GET alone (RFC 9110, 14.2)
        }
        return headers;
    }

    private static @Nullable InetAddress clientOf(Request request) {
        return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress address
                ? address.getAddress()
                : null;
    }
}
