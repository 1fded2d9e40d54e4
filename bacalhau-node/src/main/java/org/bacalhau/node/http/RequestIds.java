package org.bacalhau.node.http;

import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gives each request a name for logs. Safe for any thread if its source of chance is. */
final class RequestIds {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 32;
    // What may be sent back in a header and written into a log as it is.
    private static final Pattern SOUND = Pattern.compile("[A-Za-z0-9._:/+=@-]{1,128}");

    private final RandomGenerator random;

    RequestIds(RandomGenerator random) {
        this.random = random;
    }

    /** Returns the name that the client chose, or a new one if it chose none that can be used. */
    String idFor(@Nullable String chosen) {
        return chosen != null && SOUND.matcher(chosen).matches() ? chosen : next();
    }

    private String next() {
        StringBuilder id = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return id.toString();
    }
}
