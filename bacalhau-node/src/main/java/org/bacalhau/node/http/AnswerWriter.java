package org.bacalhau.node.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.bacalhau.client.api.Json;
import org.bacalhau.node.http.route.Answer;
import org.bacalhau.node.http.route.Query;
import org.bacalhau.node.http.route.Refusal;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes answers: JSON compact or for people, compressed if that is asked for and worth it. Safe for any thread. */
final class AnswerWriter {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerWriter.class);
    private static final int WORTH_COMPRESSING = 1024;

    private final StreamWriter streams;
    private final BytesWriter bytes;
    private final TransferLimit transfers;

    AnswerWriter(StreamWriter streams, BytesWriter bytes, TransferLimit transfers) {
        this.streams = streams;
        this.bytes = bytes;
        this.transfers = transfers;
    }

    void write(Exchange exchange, Answer answer) {
        try {
            if (answer instanceof Answer.Stream stream) {
                streams.write(exchange, stream);
            } else if (answer instanceof Answer.Bytes file) {
                bytes.write(exchange, file);
            } else if (answer instanceof Answer.Whole whole) {
                write(exchange, whole);
            }
        } catch (Refusal refusal) {
            write(exchange, ErrorAnswers.of(refusal, ErrorAnswers.contentTypeOf(exchange.path()), exchange.id()));
        } catch (RuntimeException fault) {
            LOG.error("request {}: the answer could not be written", exchange.id(), fault);
            exchange.callback().failed(fault);
        }
    }

    private void write(Exchange exchange, Answer.Whole answer) {
        if (!exchange.request().consumeAvailable()) {
            // A body that nobody read is still to come: Jetty ends the connection, which the client has to know before
            // it
            // sends its next request.
            exchange.closeAfterwards();
        }
        byte[] body = bytesOf(exchange, answer);
        HttpFields.Mutable headers = exchange.response().getHeaders();
        answer.headers().forEach(headers::put);
        headers.put(HttpHeader.CONTENT_TYPE, answer.contentType());
        if (body.length >= WORTH_COMPRESSING && acceptsGzip(exchange.request().getHeaders())) {
            body = compressed(body);
            headers.put(HttpHeader.CONTENT_ENCODING, "gzip");
            headers.add(HttpHeader.VARY, "Accept-Encoding");
        }
        headers.put(HttpHeader.CONTENT_LENGTH, body.length);
        exchange.response().setStatus(answer.status());
        Runnable written = transfers.beginWriting(exchange);
        exchange.response().write(true, ByteBuffer.wrap(body), Callback.from(written, exchange.callback()));
    }

    private static byte[] bytesOf(Exchange exchange, Answer.Whole answer) {
        if (answer.contentType().startsWith("text/") && answer.body() instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        String json = isForPeople(exchange) ? Json.pretty(answer.body()) : Json.text(answer.body());
        return (json + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isForPeople(Exchange exchange) {
        try {
            return Query.parse(exchange.request().getHttpURI().getQuery()).has("pretty");
        } catch (Refusal unreadable) {
            return false;
        }
    }

    private static boolean acceptsGzip(HttpFields headers) {
        String accepted = headers.get(HttpHeader.ACCEPT_ENCODING);
        if (accepted == null) {
            return false;
        }
        for (String part : accepted.toLowerCase(Locale.ROOT).split(",", -1)) {
            String coding = part.replace(" ", "");
            if (coding.equals("gzip") || coding.startsWith("gzip;q=") && !coding.matches("gzip;q=0(\\.0*)?")) {
                return true;
            }
        }
        return false;
    }

    private static byte[] compressed(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written to", e);
        }
        return out.toByteArray();
    }
}
