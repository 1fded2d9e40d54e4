package org.bacalhau.core.compute.bid;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.bacalhau.core.compute.BidDecision;
import org.bacalhau.core.compute.BidRequest;
import org.bacalhau.core.compute.BidStrategy;
import org.bacalhau.core.model.Quantities;

/**
 * Asks a web service (job-lifecycle.md §9.3): the request goes there as JSON by POST; a status below 400 means to bid. A
 * JSON body with such a status is a fuller answer, and replaces it.
 */
public final class HttpProbe implements BidStrategy {
    /** No answer may be longer. */
    public static final int LARGEST_ANSWER_BYTES = 10 * 1024 * 1024;

    private static final String JSON = "application/json";
    private static final String CHARSET = "charset=";

    private final HttpClient client;
    private final URI url;
    private final Function<BidRequest, String> toJson;
    private final ProbeAnswer.Parser parser;
    private final Duration timeout;

    /**
     * Creates a probe.
     *
     * @param client sends the requests; stays the caller's
     * @param url where to ask
     * @param toJson writes the request as JSON
     * @param parser reads an answer in JSON
     * @param timeout how long the whole answer may take, longer than zero; then the bid fails
     */
    public HttpProbe(
            HttpClient client,
            URI url,
            Function<BidRequest, String> toJson,
            ProbeAnswer.Parser parser,
            Duration timeout) {
        this.client = Objects.requireNonNull(client, "client");
        this.url = Objects.requireNonNull(url, "url");
        this.toJson = Objects.requireNonNull(toJson, "toJson");
        this.parser = Objects.requireNonNull(parser, "parser");
        this.timeout = Objects.requireNonNull(timeout, "timeout");
    }

    @Override
    public boolean mayBlock(BidRequest request) {
        return true;
    }

    @Override
    public BidDecision decide(BidRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = ask(HttpRequest.newBuilder(url)
                .header("Content-Type", JSON)
                .POST(BodyPublishers.ofString(toJson.apply(request)))
                .build());
        int status = response.statusCode();
        String contentType = response.headers().firstValue("Content-Type").orElse("");
        if (status < 400 && mediaType(contentType).equals(JSON)) {
            return parser.parse(new String(response.body(), charset(contentType)))
                    .toDecision();
        }
        return BidDecision.bidIf(
                status < 400, "accept jobs where url \"" + url + "\" returns HTTP status code " + status);
    }

    private HttpResponse<byte[]> ask(HttpRequest question) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(question, info -> new BoundedBody(LARGEST_ANSWER_BYTES));
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException(describe("did not answer within " + Quantities.formatDuration(timeout)), e);
        } catch (ExecutionException e) {
            throw new IOException(describe("failed: " + e.getCause()), e);
        } finally {
            // Ends the exchange if it goes on; without effect otherwise.
            answer.cancel(true);
        }
    }

    private String describe(String what) {
        return "the url \"" + url + "\" that decides on bids " + what;
    }

    private static String mediaType(String contentType) {
        int parameters = contentType.indexOf(';');
        String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
        return type.trim().toLowerCase(Locale.ROOT);
    }

    private static Charset charset(String contentType) {
        for (String part : contentType.split(";")) {
            String parameter = part.trim().toLowerCase(Locale.ROOT);
            if (parameter.startsWith(CHARSET)) {
                String name = parameter.substring(CHARSET.length()).replace("\"", "");
                try {
                    return Charset.forName(name);
                } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
                    // JSON is UTF-8 whatever its sender calls it.
                    return StandardCharsets.UTF_8;
                }
            }
        }
        return StandardCharsets.UTF_8;
    }
}
