package org.bacalhau.node.http.result;

import com.google.common.hash.Hashing;
import com.google.common.io.BaseEncoding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.node.http.route.Query;
import org.bacalhau.node.http.route.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Makes links to one archive, and judges them. Immutable.
 *
 * @param text the key, which is a secret: whoever has it can make links
 */
record LinkKey(String text) {
    private static final Pattern SOUND = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,11}");

    LinkKey {
        if (!SOUND.matcher(text).matches()) {
            throw new IllegalArgumentException("no key of a link");
        }
    }

    /** Returns the key that stands in a published result; empty if none does. */
    static Optional<LinkKey> of(@Nullable Object parameter) {
        return parameter instanceof String text && SOUND.matcher(text).matches()
                ? Optional.of(new LinkKey(text))
                : Optional.empty();
    }

    /** Returns the query of a link that expires some time after {@code now}. */
    String query(Instant now, Duration life) {
        long expires = now.plus(life).getEpochSecond();
        return "expires=" + expires + "&signature=" + signature(expires);
    }

    private String signature(long expires) {
        byte[] signature = Hashing.hmacSha256(text.getBytes(StandardCharsets.US_ASCII))
                .hashLong(expires)
                .asBytes();
        return BaseEncoding.base64Url().omitPadding().encode(signature);
    }

    /**
     * Lets a link pass that is signed and has not expired.
     *
     * @throws Refusal with status 404 if it is not signed, whether or not there is such a file; with 410 if it has expired
     */
    void require(Query query, Instant now) {
        String expires = query.text("expires");
        if (!SECONDS.matcher(expires).matches() || !isSigned(Long.parseLong(expires), query.text("signature"))) {
            throw Refusal.of(
                    ErrorCode.NOT_FOUND,
                    "this is no link to a result",
                    "use the whole link as it is listed at /api/v1/orchestrator/jobs/<job>/results");
        }
        if (now.getEpochSecond() >= Long.parseLong(expires)) {
            throw Refusal.withStatus(
                    410,
                    ErrorCode.NOT_FOUND,
                    "the link has expired at " + Instant.ofEpochSecond(Long.parseLong(expires)),
                    "list the results again for a fresh link: GET /api/v1/orchestrator/jobs/<job>/results");
        }
    }

    private boolean isSigned(long expires, String given) {
        return MessageDigest.isEqual(
                signature(expires).getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    /** Shows nothing of the secret. */
    @Override
    public String toString() {
        return "LinkKey";
    }
}
