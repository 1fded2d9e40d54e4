package org.bacalhau.node.http.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.bacalhau.node.http.route.Refusal;

/**
 * Where a list of jobs goes on (http-api.md §17.1): URL-safe base64 of order, direction, page length and place. Immutable.
 *
 * <p>The place is that of the last job that was shown, so that pages do not shift while jobs arrive. Tokens of the original,
 * whose place is a number of jobs to skip, are read too.
 *
 * @param orderBy what the list is sorted by, as the first request said
 * @param reverse whether it is reversed
 * @param limit the length of a page
 * @param cursor the place; empty if {@code offset} says it
 * @param offset how many jobs to skip
 */
record PagingToken(String orderBy, boolean reverse, long limit, String cursor, int offset) {
    private static final String CURSOR_MARK = "c";
    private static final int PARTS = 4;
    private static final String NUMBER = "[0-9]{1,9}";

    static PagingToken parse(String token) {
        String text;
        try {
            text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw invalid("failed to decode paging token", token);
        }
        String[] parts = text.split(":", PARTS);
        if (parts.length != PARTS) {
            throw invalid("invalid number of parts", token);
        }
        boolean reverse = parts[1].equals("Y");
        String place = parts[3];
        if (!reverse && !parts[1].equals("N") || !parts[2].matches(NUMBER)) {
            throw invalid("malformed token", token);
        }
        if (place.startsWith(CURSOR_MARK)) {
            return new PagingToken(parts[0], reverse, Long.parseLong(parts[2]), place.substring(1), 0);
        }
        if (!place.matches(NUMBER)) {
            throw invalid("malformed token", token);
        }
        return new PagingToken(parts[0], reverse, Long.parseLong(parts[2]), "", Integer.parseInt(place));
    }

    private static Refusal invalid(String problem, String token) {
        return Refusal.unreadable(
                problem + ": invalid paging token: " + token, "send the token of the page before, or none to begin");
    }

    String encoded() {
        String place = cursor.isEmpty() ? Integer.toString(offset) : CURSOR_MARK + cursor;
        String text = orderBy.replace(":", "") + ":" + (reverse ? "Y" : "N") + ":" + limit + ":" + place;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
