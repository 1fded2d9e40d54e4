package org.bacalhau.node.http.result;

import com.google.common.io.BaseEncoding;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.bacalhau.node.http.route.Answer;
import org.bacalhau.node.http.route.Call;

/** Answers requests for archives, or parts of them. Stateless. */
final class ArchiveAnswers {
    static final String MEDIA_TYPE = "application/gzip";

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private ArchiveAnswers() {}

    /** Returns what every answer about an archive says. */
    static Map<String, String> commonHeaders(String name) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", MEDIA_TYPE);
        headers.put("Content-Disposition", "attachment; filename=\"" + name + "\"");
        headers.put("Accept-Ranges", "bytes");
        headers.put("Cache-Control", "private, no-transform");
        headers.put("X-Content-Type-Options", "nosniff");
        return headers;
    }

    /** Returns the header {@code Repr-Digest} (RFC 9530) of a digest in hexadecimal digits. */
    static String reprDigest(String sha256) {
        byte[] digest = BaseEncoding.base16().lowerCase().decode(sha256);
        return "sha-256=:" + BaseEncoding.base64().encode(digest) + ":";
    }

    /**
     * Returns the answer to a call.
     *
     * @param archive closed with the answer, or by the caller if there is none
     * @throws org.bacalhau.node.http.route.Refusal if a part is asked for that is not there
     */
    static Answer of(OpenArchive archive, Call call) {
        Map<String, String> headers = commonHeaders(archive.name());
        // To the second, as the header tells it; what has no digest is told apart by more.
        String modified = HTTP_DATE.format(archive.modified());
        String tag = archive.sha256().orElseGet(() -> weakerTag(archive.size(), archive.modified()));
        headers.put("Last-Modified", modified);
        headers.put("ETag", "\"" + tag + "\"");
        archive.sha256().ifPresent(sha256 -> headers.put("Repr-Digest", reprDigest(sha256)));
        String condition = call.header("If-Range");
        boolean fits = condition.isEmpty() || condition.equals("\"" + tag + "\"") || condition.equals(modified);
        ByteRange range = fits ? ByteRange.of(call.header("Range"), archive.size()) : ByteRange.whole(archive.size());
        if (range.partial()) {
            headers.put("Content-Range", range.contentRange(archive.size()));
        }
        return new Answer.Bytes(range.partial() ? 206 : 200, range.length(), headers, new FileBytes(archive, range));
    }

    private static String weakerTag(long size, Instant modified) {
        return Long.toHexString(size) + "-" + Long.toHexString(modified.toEpochMilli());
    }
}
